import type { ConsultationId, EntryId, Nonce, PersonId } from "../ids.js";
import type { ConsultationEntry } from "./consultation-entries.js";
import { consultations, isConsultationEntry, isOpen } from "./consultations.js";
import type { Moved } from "./desk-moves.js";

type Happened = { readonly kind: string };
export type Messaged = Extract<ConsultationEntry, { kind: "consultation-messaged" }>;
export type Proposed = Extract<ConsultationEntry, { kind: "consultation-proposed" }>;

interface Stamp {
  readonly entry: EntryId;
  readonly at: string;
  readonly consultation: ConsultationId;
}

/** Longest message that is passed on, in characters. */
export const messageLimit = 10_000;

export type Recorded<T> =
  | { readonly kind: "recorded"; readonly entry: T }
  /** It came before: that one stands. */
  | { readonly kind: "repeated" }
  /** Closed, withdrawn, unknown or somebody else's. */
  | { readonly kind: "not-open" };

/** One message of an open request, in either direction; the same one twice is one. */
export function recordMessage(
  entries: readonly Happened[],
  message: Stamp &
    Pick<Messaged, "said" | "from" | "text" | "files"> & {
      /** The asker; null for a consultant, who goes by a name where one is known. */
      readonly by: PersonId | null;
      readonly consultant: string | undefined;
    },
): Recorded<Messaged> {
  const { entry: id, at, consultation, by, consultant, said, from, text, files } = message;
  const known = consultations(entries).find((candidate) => candidate.id === consultation);
  if (!known || (by !== null && known.by !== by)) return { kind: "not-open" };
  if (messagesOf(entries, consultation).some((earlier) => earlier.said === said)) return { kind: "repeated" };
  if (!isOpen(known)) return { kind: "not-open" };
  return {
    kind: "recorded",
    entry: {
      ...{ kind: "consultation-messaged", id, at, by, consultation, said, from, files },
      text: text.slice(0, messageLimit),
      ...(consultant === undefined ? {} : { consultant }),
    },
  };
}

/** Times offered to the asker of an open request; the same form twice is one offer. */
export function recordProposal(
  entries: readonly Happened[],
  proposal: Stamp & Pick<Proposed, "times" | "timeZone" | "note" | "consultant"> & { readonly press: Nonce },
): Recorded<Proposed> {
  const { entry: id, at, consultation, press, times, timeZone, note, consultant } = proposal;
  const known = consultations(entries).find((candidate) => candidate.id === consultation);
  if (proposalsOf(entries, consultation).some((earlier) => earlier.press === press)) return { kind: "repeated" };
  if (!known || !isOpen(known)) return { kind: "not-open" };
  return {
    kind: "recorded",
    entry: {
      ...{ kind: "consultation-proposed", id, at, by: null, consultation, press, times, timeZone, note },
      ...(consultant === undefined ? {} : { consultant }),
    },
  };
}

export type Picked =
  | { readonly kind: "picked"; readonly entry: Moved }
  | { readonly kind: "already" }
  /** Another offer came after this one, or the time is over. */
  | { readonly kind: "stale" }
  | { readonly kind: "not-open" };

/** The asker takes one of the times of the latest offer: the request is scheduled. */
export function pickTime(
  entries: readonly Happened[],
  pick: Stamp & { readonly by: PersonId; readonly proposal: string; readonly nth: number },
): Picked {
  const { entry: id, at, consultation, by, proposal, nth } = pick;
  const known = consultations(entries).find((candidate) => candidate.id === consultation);
  if (!known || known.by !== by || !isOpen(known)) return { kind: "not-open" };
  const latest = proposalsOf(entries, consultation).at(-1);
  const time = latest?.id === proposal ? latest.times[nth] : undefined;
  if (time === undefined || time <= at) return { kind: "stale" };
  if (known.state === "scheduled" && known.scheduledFor === time) return { kind: "already" };
  return { kind: "picked", entry: { kind: "consultation-moved", id, at, by, consultation, state: "scheduled", time } };
}

/** Everything said about a request, oldest first. */
export const messagesOf = (entries: readonly Happened[], consultation: ConsultationId): readonly Messaged[] =>
  entries.flatMap((entry) =>
    isConsultationEntry(entry) && entry.kind === "consultation-messaged" && entry.consultation === consultation
      ? [entry]
      : [],
  );

/** Every offer of times, oldest first. */
export const proposalsOf = (entries: readonly Happened[], consultation: ConsultationId): readonly Proposed[] =>
  entries.flatMap((entry) =>
    isConsultationEntry(entry) && entry.kind === "consultation-proposed" && entry.consultation === consultation
      ? [entry]
      : [],
  );
