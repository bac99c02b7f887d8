import type { TrailEntry } from "./trail.js";

/** The name the team gave itself for its documents. */
export function teamNameOf(entries: readonly TrailEntry[]): string | undefined {
  const named = entries.findLast((entry) => entry.kind === "team-named");
  return named?.kind === "team-named" ? named.name : undefined;
}
