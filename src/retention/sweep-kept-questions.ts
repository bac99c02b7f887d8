import { isPastKeeping } from "../core/feedback/kept-questions.js";
import type { Clock } from "../core/ports/clock.js";
import type { TeamDirectory, TeamStore } from "../core/ports/team-store.js";
import type { TrailEntry } from "../core/team/trail.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";

interface SweepParts {
  readonly store: TeamStore;
  readonly directory: TeamDirectory;
  readonly clock: Clock;
  readonly log: Log;
}

const everyMs = 24 * 60 * 60 * 1000;

/** Deletes kept questions whose time is over, now and once a day; resolves to what stops it. */
export function startSweeping(parts: SweepParts): { stop(): Promise<void> } {
  let running = sweep(parts);
  const timer = setInterval(() => {
    running = running.then(() => sweep(parts));
  }, everyMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function sweep({ store, directory, clock, log }: SweepParts): Promise<void> {
  try {
    const now = clock();
    const isOver = (entry: TrailEntry): boolean => entry.kind === "question-kept" && isPastKeeping(entry, now);
    for (const { team } of await directory.summaries()) {
      if (!(await store.read(team)).entries.some(isOver)) continue;
      const deleted = await store.rewrite(team, ({ entries }) => {
        const remains = entries.filter((entry) => !isOver(entry));
        return { entries: remains, result: entries.length - remains.length };
      });
      log.info("retention.questions-deleted", { deleted });
    }
  } catch (error) {
    log.warn("retention.failed", errorFields(error));
  }
}
