import type { ConsultationId } from "../ids.js";
import type { ConsultationEntry } from "./consultation-entries.js";
import { consultations, isConsultationEntry } from "./consultations.js";

type Happened = { readonly kind: string };

/** When a consultant first answered a request (ISO 8601): accepted it, offered times or wrote; undefined: not yet. */
export const firstAnswerAt = (entries: readonly Happened[], consultation: ConsultationId): string | undefined =>
  entries.find(
    (entry): entry is ConsultationEntry =>
      isConsultationEntry(entry) && entry.consultation === consultation && isAnswer(entry),
  )?.at;

function isAnswer(entry: ConsultationEntry): boolean {
  if (entry.kind === "consultation-proposed") return true;
  if (entry.kind === "consultation-messaged") return entry.from === "consultant";
  // The operator's moves on the command line are the consultants' too.
  return (
    entry.kind === "consultation-moved" &&
    entry.by === null &&
    (entry.state === "accepted" || entry.state === "scheduled")
  );
}

/** After so many times the wait the consultants are reminded; not a third time. */
const nudgesAfter = [1, 3] as const;

/**
 * The open requests that nobody has answered in time and whose reminder is due.
 *
 * @param afterMs how long a request may wait
 */
export function dueNudges(
  entries: readonly Happened[],
  { afterMs, now }: { readonly afterMs: number; readonly now: Date },
): readonly ConsultationId[] {
  return consultations(entries).flatMap(({ id, state, requestedAt }) => {
    if (state !== "requested" || firstAnswerAt(entries, id) !== undefined) return [];
    const nudged = entries.filter(
      (entry) => isConsultationEntry(entry) && entry.kind === "consultation-nudged" && entry.consultation === id,
    ).length;
    const times = nudgesAfter[nudged];
    return times !== undefined && now.getTime() - Date.parse(requestedAt) >= times * afterMs ? [id] : [];
  });
}
