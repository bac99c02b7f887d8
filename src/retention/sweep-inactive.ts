import { followRetention } from "../core/commands/retention.js";
import type { ForgetIf } from "../core/commands/retention.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { startRounds } from "../rounds.js";

interface InactiveParts extends Pick<AdvisorParts, "store" | "directory" | "clock" | "ids"> {
  /** How long a team without activity is kept. */
  readonly months: number;
  /** Consultants are told of what is withdrawn. */
  readonly forget: ForgetIf;
  readonly log: Log;
}

const everyMs = 6 * 60 * 60 * 1000;

/** Warns and deletes teams that have fallen asleep, now and four times a day; resolves to what stops it. */
export function startSweepingInactive(parts: InactiveParts): { stop(): Promise<void> } {
  return startRounds(everyMs, () => sweepInactive(parts));
}

/** One round. Never rejects: what fails is tried again in the next. */
export async function sweepInactive(parts: InactiveParts): Promise<void> {
  const { directory, log } = parts;
  const teams = await directory.summaries().catch((error: unknown) => {
    log.warn("retention.failed", errorFields(error));
    return [];
  });
  for (const { team } of teams) {
    try {
      const outcome = await followRetention(parts, team, parts);
      if (outcome !== "kept") log.info(`retention.team-${outcome}`, { team });
    } catch (error) {
      log.warn("retention.failed", { team, ...errorFields(error) });
    }
  }
}
