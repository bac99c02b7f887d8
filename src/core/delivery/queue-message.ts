import type { ConsultationState } from "../consultation/consultation-entries.js";
import type { Consultation } from "../consultation/consultations.js";
import type { EntryId } from "../ids.js";
import type { DeliveryEntry, Destination, Message } from "./delivery-entries.js";

interface QueueParts {
  readonly destinations: readonly Destination[];
  readonly unique: () => string;
  readonly at: string;
  readonly entryId: () => EntryId;
}

/** The outbox entries of one message, one a destination; written in the same step as the change that causes it. */
export function queueMessage(message: Message, parts: QueueParts): readonly DeliveryEntry[] {
  return parts.destinations.map((destination) => ({
    kind: "delivery-queued",
    id: parts.entryId(),
    at: parts.at,
    by: null,
    delivery: parts.unique(),
    destination,
    message,
  }));
}

type Snapshot = Pick<Consultation, "id" | "reference" | "form" | "shared" | "origin" | "summary" | "report">;

/** A message with what the consultant needs to act (`requested`, `changed`). */
export function detailedMessage(
  type: "consultation.requested" | "consultation.changed",
  consultation: Snapshot,
  meta: { readonly id: string; readonly at: string; readonly platform: string },
): Message {
  const { topic, situation, name, email, times, timeZone } = consultation.form;
  const { shared, origin, summary, report } = consultation;
  return {
    id: meta.id,
    type,
    at: meta.at,
    consultation: consultation.id,
    reference: consultation.reference,
    details: {
      ...{ topic, situation, name, email, times, timeZone },
      platform: meta.platform,
      ...(shared === undefined ? {} : { shared: [...shared] }),
      ...(origin?.question === undefined ? {} : { question: origin.question }),
      ...(origin?.topic === undefined ? {} : { knowledgeTopic: origin.topic }),
      ...(summary === undefined ? {} : { summary }),
      ...(report === undefined ? {} : { report }),
    },
  };
}

/** What a message about a move into a state is called. */
export const typeOfState = (state: ConsultationState): Message["type"] =>
  state === "requested" ? "consultation.changed" : `consultation.${state}`;

/** A message that a request changed state; it names the request only by id and reference. */
export function stateMessage(
  state: ConsultationState,
  consultation: Pick<Consultation, "id" | "reference">,
  meta: { readonly id: string; readonly at: string },
): Message {
  return {
    id: meta.id,
    type: typeOfState(state),
    at: meta.at,
    consultation: consultation.id,
    reference: consultation.reference,
  };
}
