import type { Platform } from "../conversation/request.js";
import type { TrailEntry } from "./trail.js";

/** Since when (ISO 8601) a platform's app has been gone from all of a team's conversations; undefined while it is in one. */
export function removedSince(entries: readonly TrailEntry[], platform: Platform): string | undefined {
  const last = entries.findLast(
    (entry) => (entry.kind === "conversation-kept" || entry.kind === "app-removed") && entry.platform === platform,
  );
  return last?.kind === "app-removed" ? last.at : undefined;
}
