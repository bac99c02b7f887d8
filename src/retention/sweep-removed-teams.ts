import type { TeamId } from "../core/ids.js";
import type { Clock } from "../core/ports/clock.js";
import type { TeamDirectory, TeamStore } from "../core/ports/team-store.js";
import { removedSince } from "../core/team/removed-since.js";
import type { Trail } from "../core/team/trail.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { startRounds } from "../rounds.js";

interface SweepParts {
  readonly store: Pick<TeamStore, "read">;
  readonly directory: Pick<TeamDirectory, "summaries">;
  /** Deletes all of a team if that is still meant; consultants are told of what is withdrawn. */
  readonly forget: (team: TeamId, isMeant: (trail: Trail) => boolean) => Promise<boolean>;
  /** How long a team's data outlives the removal of the app from the last of its conversations. */
  readonly graceDays: number;
  readonly clock: Clock;
  readonly log: Log;
}

const dayMs = 24 * 60 * 60 * 1000;
const everyMs = 60 * 60 * 1000;

/** Deletes the data of tenants that took the app out of everywhere and whose grace is over, now and every hour. */
export function startSweepingRemovedTeams(parts: SweepParts): { stop(): Promise<void> } {
  return startRounds(everyMs, () => sweepRemovedTeams(parts));
}

/** One round. Never rejects: what cannot be deleted now is tried again in the next. */
export async function sweepRemovedTeams(parts: SweepParts): Promise<void> {
  const { directory, store, forget, log } = parts;
  const teams = await directory.summaries().catch((error: unknown) => {
    log.warn("retention.failed", errorFields(error));
    return [];
  });
  for (const { team, workspaces } of teams) {
    // In Slack the app is removed once for all (sweep-removed.ts); a team that is also there stays.
    if (workspaces.length === 0 || workspaces.some(({ platform }) => platform !== "msteams")) continue;
    const sweep = async (): Promise<void> => {
      if (isOver(parts, await store.read(team)) && (await forget(team, (trail) => isOver(parts, trail))))
        log.info("retention.team-deleted", { team });
    };
    await sweep().catch((error: unknown) => {
      log.warn("retention.failed", { team, ...errorFields(error) });
    });
  }
}

function isOver({ clock, graceDays }: SweepParts, { entries }: Trail): boolean {
  const since = removedSince(entries, "msteams");
  return since !== undefined && clock().getTime() - Date.parse(since) >= graceDays * dayMs;
}
