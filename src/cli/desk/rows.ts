import { messagesOf } from "../../core/consultation/correspondence.js";
import { movesOf } from "../../core/consultation/desk-moves.js";
import { firstAnswerAt } from "../../core/consultation/first-answer.js";
import type { ConsultationState } from "../../core/consultation/consultation-entries.js";
import { consultations, isOpen } from "../../core/consultation/consultations.js";
import type { Consultation } from "../../core/consultation/consultations.js";
import { dueDeliveries } from "../../core/delivery/deliveries.js";
import { isConsultants } from "../../core/delivery/delivery-entries.js";
import type { OpenStore } from "../../stores/open-store.js";

/** One request as the operator sees it. */
export interface Row {
  readonly team: string;
  readonly consultation: Consultation;
  /** Messages to the consultant about it that have not arrived yet. */
  readonly undelivered: number;
  /** ISO 8601; undefined: nobody has answered. */
  readonly firstAnswerAt: string | undefined;
  /** Who moved it last, where it was a consultant whose name is known. */
  readonly movedBy: string | undefined;
  /** How many messages went to and fro. */
  readonly messages: number;
}

export interface Filter {
  readonly state?: ConsultationState | undefined;
  readonly isOpen?: boolean;
  readonly isUnanswered?: boolean;
  /** Requested on this day or later (YYYY-MM-DD). */
  readonly since?: string | undefined;
  /** The reference number, in any case. */
  readonly reference?: string | undefined;
}

/** Every request of every team that the filter leaves, oldest first. */
export async function readRows(store: Pick<OpenStore, "directory" | "teams">, filter: Filter): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const summary of await store.directory.summaries()) {
    if (summary.consultations === 0) continue;
    const { entries } = await store.teams.read(summary.team);
    const due = dueDeliveries(entries).filter(({ destination }) => isConsultants(destination));
    for (const consultation of consultations(entries)) {
      const { id } = consultation;
      rows.push({
        team: summary.team,
        consultation,
        undelivered: due.filter(({ message }) => message.consultation === id).length,
        firstAnswerAt: firstAnswerAt(entries, id),
        movedBy: movesOf(entries, id).at(-1)?.consultant,
        messages: messagesOf(entries, id).length,
      });
    }
  }
  return rows
    .filter((row) => isMeant(row, filter))
    .sort((a, b) => a.consultation.requestedAt.localeCompare(b.consultation.requestedAt));
}

function isMeant({ consultation, firstAnswerAt: answered }: Row, filter: Filter): boolean {
  const { state, reference, since } = filter;
  return (
    (state === undefined || consultation.state === state) &&
    (!filter.isOpen || isOpen(consultation)) &&
    (!filter.isUnanswered || (isOpen(consultation) && answered === undefined)) &&
    (since === undefined || consultation.requestedAt >= since) &&
    (reference === undefined || consultation.reference.toLowerCase() === reference.toLowerCase())
  );
}

/** How long a request waited for its first answer, in minutes; undefined while it waits. */
export const minutesToAnswer = ({ consultation, firstAnswerAt: answered }: Row): number | undefined =>
  answered === undefined
    ? undefined
    : Math.round((Date.parse(answered) - Date.parse(consultation.requestedAt)) / 60_000);
