import type { ConsultationId, EntryId, Nonce, PersonId } from "../ids.js";
import type { ConsultationEntry, ConsultationForm, ConsultationState } from "./consultation-entries.js";
import { consultations, isOpen } from "./consultations.js";
import type { Consented, Consultation } from "./consultations.js";

type Happened = { readonly kind: string };

interface Submission {
  readonly entry: EntryId;
  readonly at: string;
  readonly by: PersonId;
  /** The nonce of the submitted form. */
  readonly press: Nonce;
  readonly form: ConsultationForm;
  readonly consented: Consented;
}

export type Requested =
  | { readonly kind: "requested"; readonly entry: ConsultationEntry; readonly consultation: ConsultationId }
  /** The same form was submitted before, or this person has a request open: that one stands. */
  | { readonly kind: "already"; readonly consultation: Consultation };

/** Makes one request of a submitted form; the same form twice is one request. */
export function requestConsultation(
  entries: readonly Happened[],
  submission: Submission & { readonly consultation: ConsultationId; readonly reference: string },
): Requested {
  const { entry: id, at, by, press, form, consented, consultation, reference } = submission;
  const earlier =
    consultationOfPress(entries, press) ?? consultations(entries).find((known) => known.by === by && isOpen(known));
  if (earlier) return { kind: "already", consultation: earlier };
  return {
    kind: "requested",
    consultation,
    entry: {
      kind: "consultation-requested",
      id,
      at,
      by,
      press,
      consultation,
      reference,
      form,
      ...stored(consented),
    },
  };
}

export type Changed =
  | { readonly kind: "changed"; readonly entry: ConsultationEntry }
  | { readonly kind: "repeated"; readonly consultation: Consultation }
  /** Closed, withdrawn, unknown or somebody else's. */
  | { readonly kind: "not-open" };

export function changeConsultation(
  entries: readonly Happened[],
  submission: Submission & { readonly consultation: ConsultationId },
): Changed {
  const { entry: id, at, by, press, form, consented, consultation } = submission;
  const known = consultations(entries).find((candidate) => candidate.id === consultation);
  if (!known || known.by !== by) return { kind: "not-open" };
  if (consultationOfPress(entries, press)) return { kind: "repeated", consultation: known };
  if (!isOpen(known)) return { kind: "not-open" };
  return {
    kind: "changed",
    entry: {
      kind: "consultation-changed",
      id,
      at,
      by,
      press,
      consultation,
      form,
      ...stored(consented),
    },
  };
}

const stored = ({ shared, origin, summary, report }: Consented) => ({
  ...(shared === undefined ? {} : { shared: [...shared] }),
  ...(origin === undefined ? {} : { origin }),
  ...(summary === undefined ? {} : { summary }),
  ...(report === undefined ? {} : { report }),
});

/** Moves a request to a state; undefined when it is unknown, there already, or over. */
export function moveConsultation(
  entries: readonly Happened[],
  move: {
    readonly entry: EntryId;
    readonly at: string;
    readonly by: PersonId | null;
    readonly consultation: ConsultationId;
    readonly state: ConsultationState;
  },
): ConsultationEntry | undefined {
  const known = consultations(entries).find((candidate) => candidate.id === move.consultation);
  if (!known || known.state === move.state || known.state === "withdrawn") return undefined;
  return {
    kind: "consultation-moved",
    id: move.entry,
    at: move.at,
    by: move.by,
    consultation: move.consultation,
    state: move.state,
  };
}

function consultationOfPress(entries: readonly Happened[], press: Nonce): Consultation | undefined {
  const entry = entries.find(
    (candidate): candidate is ConsultationEntry & { press: string } =>
      candidate.kind.startsWith("consultation-") && "press" in candidate && candidate.press === press,
  );
  return entry && consultations(entries).find((known) => known.id === entry.consultation);
}
