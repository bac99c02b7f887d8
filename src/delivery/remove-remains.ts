import { undelivered } from "../core/delivery/deliveries.js";
import type { TeamId } from "../core/ids.js";
import type { TeamStore } from "../core/ports/team-store.js";
import type { Trail } from "../core/team/trail.js";

/** After `forget`, when nothing is left that must reach somebody, nothing of the team stays. Errors: those of the store. */
export async function removeRemains(store: TeamStore, team: TeamId): Promise<void> {
  if (!isSpent(await store.read(team))) return;
  await store.rewrite(team, (trail) => ({ entries: isSpent(trail) ? [] : trail.entries, result: undefined }));
}

const isSpent = ({ entries }: Trail): boolean =>
  entries.length > 0 && entries.every((entry) => "delivery" in entry) && undelivered(entries).length === 0;
