import { dueReminders } from "../core/commands/teamwork/remind.js";
import { queueNotice } from "../core/commands/teamwork/tell.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import { entryId } from "../core/ids.js";
import type { TeamId } from "../core/ids.js";
import type { TrailEntry } from "../core/team/trail.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { startRounds } from "../rounds.js";

type ReminderParts = Pick<AdvisorParts, "store" | "directory" | "clock" | "ids" | "questionnaire">;

const everyMs = 60 * 60 * 1000;

/** Looks every hour whom a team's reminders are due for, and queues them; resolves to what stops it. */
export function startReminding(parts: ReminderParts, log: Log): { stop(): Promise<void> } {
  return startRounds(everyMs, () => sendReminders(parts, log), { atOnce: false });
}

/** One round over the teams that want reminders. A team that fails does not keep the others from theirs. */
export async function sendReminders(parts: ReminderParts, log: Log): Promise<void> {
  const teams = await parts.directory.summaries().catch((error: unknown) => {
    log.warn("reminders.failed", errorFields(error));
    return [];
  });
  for (const { team, reminds } of teams) {
    if (!reminds) continue;
    await remindTeam(parts, team, log).catch((error: unknown) => {
      log.warn("reminders.failed", { team, ...errorFields(error) });
    });
  }
}

/** That somebody is reminded, and what the outbox has to tell them, in one step: neither is lost nor comes twice. */
async function remindTeam(parts: ReminderParts, team: TeamId, log: Log): Promise<void> {
  const at = parts.clock().toISOString();
  const base = (): { id: ReturnType<typeof entryId>; at: string; by: null } => ({
    ...{ id: entryId(parts.ids.unique()), at, by: null },
  });
  const queued = await parts.store.append(team, (trail) => {
    const people = dueReminders(parts, trail, at);
    const entries = people.flatMap((person): readonly TrailEntry[] => [
      { kind: "reminded", ...base(), person, outcome: "queued" },
      queueNotice(parts, { person, notice: { type: "reminder" } }, { ...base(), isToldNow: false }),
    ]);
    return { entries, result: people.length };
  });
  if (queued > 0) log.info("reminders.queued", { team, queued });
}
