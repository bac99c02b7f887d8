import { isPastKeeping } from "../core/feedback/kept-questions.js";
import type { TeamId } from "../core/ids.js";
import type { Clock } from "../core/ports/clock.js";
import type { TeamDirectory, TeamStore } from "../core/ports/team-store.js";
import type { TrailEntry } from "../core/team/trail.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { startRounds } from "../rounds.js";

interface SweepParts {
  readonly store: TeamStore;
  readonly directory: TeamDirectory;
  readonly clock: Clock;
  readonly log: Log;
  /** False: none may be kept, older ones included. */
  readonly keepsUnanswered: boolean;
}

const everyMs = 60 * 60 * 1000;

/** Deletes kept questions whose time is over, now and every hour; resolves to what stops it. */
export function startSweeping(parts: SweepParts): { stop(): Promise<void> } {
  return startRounds(everyMs, () => sweep(parts));
}

async function sweep(parts: SweepParts): Promise<void> {
  const { directory, log } = parts;
  const teams = await directory.summaries().catch((error: unknown) => {
    log.warn("retention.failed", errorFields(error));
    return [];
  });
  for (const { team } of teams) {
    // One team's damaged file must not keep the others' questions.
    await sweepTeam(parts, team).catch((error: unknown) => {
      log.warn("retention.failed", { team, ...errorFields(error) });
    });
  }
}

async function sweepTeam({ store, clock, log, keepsUnanswered }: SweepParts, team: TeamId): Promise<void> {
  const now = clock();
  const isOver = (entry: TrailEntry): boolean =>
    entry.kind === "question-kept" && (!keepsUnanswered || isPastKeeping(entry, now));
  if (!(await store.read(team)).entries.some(isOver)) return;
  const deleted = await store.rewrite(team, ({ entries }) => {
    const remains = entries.filter((entry) => !isOver(entry));
    return { entries: remains, result: entries.length - remains.length };
  });
  log.info("retention.questions-deleted", { team, deleted });
}
