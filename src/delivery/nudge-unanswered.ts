import type { AdvisorParts } from "../core/commands/turn-context.js";
import { consultations } from "../core/consultation/consultations.js";
import { dueNudges } from "../core/consultation/first-answer.js";
import { isDesk } from "../core/delivery/delivery-entries.js";
import { queueMessage } from "../core/delivery/queue-message.js";
import { entryId } from "../core/ids.js";
import type { TeamId } from "../core/ids.js";
import type { TrailEntry } from "../core/team/trail.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { startRounds } from "../rounds.js";

type NudgeParts = Pick<AdvisorParts, "store" | "directory" | "clock" | "ids" | "consult">;

const everyMs = 5 * 60 * 1000;
const hourMs = 60 * 60 * 1000;

/**
 * Reminds the consultants, in their channels, of requests that nobody has answered in time.
 *
 * @param afterHours how long a request may wait; 0: for ever
 */
export function startNudging(parts: NudgeParts, afterHours: number, log: Log): { stop(): Promise<void> } {
  if (afterHours === 0 || !parts.consult.destinations.some(isDesk)) return { stop: () => Promise.resolve() };
  return startRounds(everyMs, () => nudgeUnanswered(parts, afterHours, log));
}

/** One round over all teams. A team that fails does not keep the others from theirs. */
export async function nudgeUnanswered(parts: NudgeParts, afterHours: number, log: Log): Promise<void> {
  const teams = await parts.directory.summaries().catch((error: unknown) => {
    log.warn("nudges.failed", errorFields(error));
    return [];
  });
  for (const { team, openConsultations } of teams) {
    if (openConsultations.length === 0) continue;
    await nudgeOf(parts, team, afterHours * hourMs).catch((error: unknown) => {
      log.warn("nudges.failed", { team, ...errorFields(error) });
    });
  }
}

/** That it was reminded of is kept with the word itself, so that no restart reminds once more. */
async function nudgeOf(parts: NudgeParts, team: TeamId, afterMs: number): Promise<void> {
  const now = parts.clock();
  if (dueNudges((await parts.store.read(team)).entries, { afterMs, now }).length === 0) return;
  await parts.store.append(team, ({ entries }) => ({
    result: undefined,
    entries: dueNudges(entries, { afterMs, now }).flatMap((id) => {
      const known = consultations(entries).find((consultation) => consultation.id === id);
      return known ? nudge(parts, known, now.toISOString()) : [];
    }),
  }));
}

function nudge(
  { ids, consult }: NudgeParts,
  { id: consultation, reference }: Pick<ReturnType<typeof consultations>[number], "id" | "reference">,
  at: string,
): readonly TrailEntry[] {
  return [
    { kind: "consultation-nudged", id: entryId(ids.unique()), at, by: null, consultation },
    ...queueMessage(
      { id: ids.unique(), type: "consultation.unanswered", at, consultation, reference },
      {
        destinations: consult.destinations.filter(isDesk),
        unique: () => ids.unique(),
        at,
        entryId: () => entryId(ids.unique()),
      },
    ),
  ];
}
