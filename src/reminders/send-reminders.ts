import { dueReminders } from "../core/commands/teamwork/remind.js";
import { tellPerson } from "../core/commands/teamwork/tell.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import { entryId } from "../core/ids.js";
import type { TeamId } from "../core/ids.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { startRounds } from "../rounds.js";

type ReminderParts = Pick<
  AdvisorParts,
  "store" | "directory" | "clock" | "ids" | "words" | "questionnaire" | "messenger"
>;

const everyMs = 60 * 60 * 1000;

/** Looks every hour whom a team's reminders are due for, and writes to them; resolves to what stops it. */
export function startReminding(parts: ReminderParts, log: Log): { stop(): Promise<void> } {
  return startRounds(everyMs, () => sendReminders(parts, log), { atOnce: false });
}

/** One round over all teams. A team that fails does not keep the others from theirs. */
export async function sendReminders(parts: ReminderParts, log: Log): Promise<void> {
  const teams = await parts.directory.summaries().catch((error: unknown) => {
    log.warn("reminders.failed", errorFields(error));
    return [];
  });
  for (const { team } of teams) {
    await remindTeam(parts, team, log).catch((error: unknown) => {
      log.warn("reminders.failed", { team, ...errorFields(error) });
    });
  }
}

async function remindTeam(parts: ReminderParts, team: TeamId, log: Log): Promise<void> {
  const at = parts.clock().toISOString();
  const trail = await parts.store.read(team);
  for (const { person, blocks } of dueReminders(parts, trail, at)) {
    const outcome = await tellPerson(parts, trail, person, blocks);
    if (outcome === "not-now") continue;
    // Kept after it went out: a crash in between repeats one reminder, and loses none.
    await parts.store.append(team, () => ({
      result: undefined,
      entries: [{ kind: "reminded", id: entryId(parts.ids.unique()), at, by: null, person, outcome }],
    }));
    log.info("reminders.sent", { team, outcome });
  }
}
