import { consultations, isOpen } from "../consultation/consultations.js";
import { dueDeliveries, hasArrived } from "../delivery/deliveries.js";
import { isConsultants } from "../delivery/delivery-entries.js";
import type { DeliveryEntry, Message } from "../delivery/delivery-entries.js";
import { threadsOf } from "../delivery/threads.js";
import type { ConsultationId, PersonId } from "../ids.js";
import { formerMember } from "../former-member.js";
import { takeNameOut } from "./take-name-out.js";
import type { TrailEntry } from "./trail.js";

/** What was deleted, as counts, so that it can be said without repeating any of it. */
export interface Erased {
  readonly answers: number;
  readonly consultations: number;
  /** Thumbs and kept questions. */
  readonly feedback: number;
  readonly people: number;
  /** Requests the consultant had received; those stay with the consultant, who is told they are withdrawn. */
  readonly delivered: number;
}

interface EraseParts {
  /** Makes the outbox entries that tell the consultant of a withdrawal. */
  readonly tell: (consultation: { id: ConsultationId; reference: string }) => readonly DeliveryEntry[];
}

/**
 * What remains of a trail after `forget`: nothing but the word to the consultant that open requests are withdrawn
 * (reference number only). Once that has arrived, the outbox removes the rest.
 */
export function eraseTeam(
  entries: readonly TrailEntry[],
  parts: EraseParts,
): { remains: readonly TrailEntry[]; erased: Erased } {
  const told = consultations(entries).filter((known) => hasArrived(entries, known.id));
  return {
    remains: [
      ...withdrawalsUnderWay(entries),
      ...told.filter(isOpen).flatMap((known) => withThreads(parts.tell(known), entries)),
    ],
    erased: {
      answers: entries.filter((entry) => entry.kind === "answered").length,
      consultations: consultations(entries).length,
      feedback: entries.filter(({ kind }) => kind === "answer-rated" || kind === "question-kept").length,
      people: new Set(entries.flatMap((entry) => (entry.by && entry.kind !== "conversation-kept" ? [entry.by] : [])))
        .size,
      delivered: told.length,
    },
  };
}

/**
 * The trail without one person: their answers stay, as a former member's; their requests, name and conversations go.
 * An owner who is that person becomes "a former member" too, and so does their full name in anybody's notes.
 */
export function erasePerson(
  entries: readonly TrailEntry[],
  person: PersonId,
  parts: EraseParts & {
    /** What stands from now on where somebody typed the person's name into a note. */
    readonly formerName: string;
  },
): { remains: readonly TrailEntry[]; erased: Erased } {
  const theirs = consultations(entries).filter((known) => known.by === person);
  const gone = new Set<ConsultationId>(theirs.map((known) => known.id));
  const told = theirs.filter((known) => hasArrived(entries, known.id));
  const goneDeliveries = new Set(
    entries.flatMap((entry) =>
      (entry.kind === "delivery-queued" && gone.has(entry.message.consultation)) ||
      (entry.kind === "notice-queued" && entry.person === person)
        ? [entry.delivery]
        : [],
    ),
  );
  const typed = entries.flatMap((entry) =>
    entry.kind === "person-named" && entry.person === person ? [entry.name] : [],
  );
  const names = new Set(typed.map(plainName));
  const kept = entries.filter((entry) => {
    if ("consultation" in entry) return !gone.has(entry.consultation);
    if ("delivery" in entry) return !goneDeliveries.has(entry.delivery);
    if (aboutOnePerson.has(entry.kind)) return !("person" in entry) || entry.person !== person;
    if (entry.kind === "conversation-kept") return entry.person !== person && entry.by !== person;
    return true;
  });
  return {
    remains: [
      ...takeNameOut(
        kept.map((entry) => withoutPerson(entry, person, names)),
        typed,
        parts.formerName,
      ),
      ...withdrawalsUnderWay(entries.filter((entry) => !kept.includes(entry))),
      ...told.filter(isOpen).flatMap((known) => withThreads(parts.tell(known), entries)),
    ],
    erased: {
      answers: entries.filter((entry) => entry.kind === "answered" && entry.by === person).length,
      consultations: theirs.length,
      feedback: 0,
      people: 1,
      delivered: told.length,
    },
  };
}

/** Entries that say nothing once the person they are about is gone. */
const aboutOnePerson: ReadonlySet<TrailEntry["kind"]> = new Set([
  "person-named",
  "invited",
  "uninvited",
  "reminders-muted",
  "reminded",
]);

function withoutPerson(entry: TrailEntry, person: PersonId, names: ReadonlySet<string>): TrailEntry {
  const isTheirs = ({
    owner,
    ownerPerson,
  }: {
    owner?: string | undefined;
    ownerPerson?: PersonId | undefined;
  }): boolean => owner !== undefined && ownerPerson === undefined && names.has(plainName(owner));
  const by = entry.by === person ? { by: formerMember } : {};
  if ((entry.kind === "lead-set" || entry.kind === "area-assigned") && entry.person === person)
    return { ...entry, ...by, person: null };
  if (entry.kind === "detail-recorded" && (entry.ownerPerson === person || isTheirs(entry)))
    return { ...entry, ...by, owner: undefined, ownerPerson: formerMember };
  return { ...entry, ...by };
}

/** Withdrawals the consultant has not been told of yet: they carry a reference number only, and must still arrive. */
function withdrawalsUnderWay(entries: readonly TrailEntry[]): readonly TrailEntry[] {
  const due = new Set(
    dueDeliveries(entries)
      .filter(({ message, destination }) => isWithdrawal(message) && isConsultants(destination))
      .map((delivery) => delivery.id),
  );
  return withThreads(
    entries.filter((entry) => "delivery" in entry && due.has(entry.delivery)),
    entries,
  );
}

/** With all else gone, the word of the withdrawal itself must know under which message it belongs. */
const withThreads = (word: readonly TrailEntry[], entries: readonly TrailEntry[]): readonly TrailEntry[] =>
  word.map((entry) => {
    if (entry.kind !== "delivery-queued") return entry;
    const threads = threadsOf(entries, entry.message.consultation).filter(
      ({ destination }) => destination === entry.destination,
    );
    return threads.length === 0 ? entry : { ...entry, message: { ...entry.message, threads: [...threads] } };
  });

const isWithdrawal = (message: Message): boolean => message.type === "consultation.withdrawn";

const plainName = (name: string): string => name.trim().replace(/^@/u, "").toLowerCase();
