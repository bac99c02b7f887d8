import type { Platform } from "../conversation/request.js";
import type { TeamEntry } from "./team-entries.js";
import type { TrailEntry } from "./trail.js";

type Kept = Extract<TeamEntry, { kind: "conversation-kept" }>;

/** Where a team can be written to on a platform: what was kept last of each conversation. */
export function keptConversations(entries: readonly TrailEntry[], platform: Platform): readonly Kept[] {
  const kept = entries.flatMap((entry) =>
    entry.kind === "conversation-kept" && entry.platform === platform ? [entry] : [],
  );
  return [...new Map(kept.map((entry) => [entry.conversation, entry])).values()];
}
