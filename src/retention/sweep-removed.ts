import type { TeamId } from "../core/ids.js";
import type { Clock } from "../core/ports/clock.js";
import type { Installation, InstallationStore } from "../core/ports/installation-store.js";
import type { TeamDirectory } from "../core/ports/team-store.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";

interface RemovedParts {
  readonly installations: InstallationStore;
  readonly directory: Pick<TeamDirectory, "find">;
  /** Deletes all of a team; consultants are told of what is withdrawn. */
  readonly forget: (team: TeamId) => Promise<void>;
  /** How long a team's data outlives the removal of the app. */
  readonly graceDays: number;
  readonly clock: Clock;
  readonly log: Log;
}

interface SweepingParts extends RemovedParts {
  /** Asks the platform of each installation whether it is still there, while it `goesOn`; the event may never have come. */
  readonly check: (goesOn: () => Promise<boolean>) => Promise<void>;
}

const dayMs = 24 * 60 * 60 * 1000;
const sweepEveryMs = 60 * 60 * 1000;
const checkEveryMs = dayMs;
/** Not at the start, when there is other work. */
const firstCheckMs = 10 * 60 * 1000;
const betweenChecksMs = 1_000;

/** Deletes the data of teams whose grace is over, now and every hour; checks once a day for removals that nobody told us of. */
export function startSweepingRemoved(parts: SweepingParts): { stop(): Promise<void> } {
  let isStopped = false;
  let running = sweepRemoved(parts);
  const then = (work: () => Promise<void>): void => {
    running = running.then(() => (isStopped ? undefined : work()));
  };
  const sweeping = setInterval(() => {
    then(() => sweepRemoved(parts));
  }, sweepEveryMs).unref();
  const goesOn = async (): Promise<boolean> => {
    if (!isStopped) await new Promise((resolve) => setTimeout(resolve, betweenChecksMs));
    return !isStopped;
  };
  const check = (): void => {
    then(() =>
      parts.check(goesOn).catch((error: unknown) => {
        parts.log.warn("retention.failed", errorFields(error));
      }),
    );
  };
  const firstCheck = setTimeout(check, firstCheckMs).unref();
  const checking = setInterval(check, checkEveryMs).unref();
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(sweeping);
      clearTimeout(firstCheck);
      clearInterval(checking);
      await running;
    },
  };
}

/** One round. Never rejects: what cannot be deleted now is tried again in the next. */
export async function sweepRemoved(parts: RemovedParts): Promise<void> {
  const { installations, log } = parts;
  const listed = await installations.list().catch((error: unknown) => {
    log.warn("retention.failed", errorFields(error));
    return [];
  });
  for (const { workspace, installation } of listed) {
    if (!isOver(parts, installation)) continue;
    await deleteTeam(parts, workspace).catch((error: unknown) => {
      log.warn("retention.failed", errorFields(error));
    });
  }
}

/** Deletes while the installation's queue waits, so that an installation made again now finds all or nothing. */
async function deleteTeam(parts: RemovedParts, workspace: string): Promise<void> {
  await parts.installations.change(workspace, async (known) => {
    if (!isOver(parts, known)) return "keep";
    const team = await parts.directory.find({ platform: "slack", id: workspace });
    if (team) await parts.forget(team);
    parts.log.info("retention.team-deleted", { team });
    return "remove";
  });
}

const isOver = ({ clock, graceDays }: RemovedParts, installation: Installation | undefined): boolean =>
  installation?.kind === "uninstalled" &&
  clock().getTime() - Date.parse(installation.uninstalledAt) >= graceDays * dayMs;
