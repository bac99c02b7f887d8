import type { ConsultationId, PersonId } from "../ids.js";
import type {
  ConsultationEntry,
  ConsultationForm,
  ConsultationState,
  Origin,
  SharedItem,
  SharedReport,
} from "./consultation-entries.js";

/** What the asker agreed to pass on beside what they typed. */
export interface Consented {
  /** Undefined: made before there were boxes to tick. */
  readonly shared?: readonly SharedItem[] | undefined;
  readonly origin?: Origin | undefined;
  readonly summary?: string | undefined;
  readonly report?: SharedReport | undefined;
}

export interface Consultation extends Consented {
  readonly id: ConsultationId;
  readonly reference: string;
  readonly state: ConsultationState;
  readonly form: ConsultationForm;
  readonly by: PersonId | null;
  readonly requestedAt: string;
  readonly changedAt: string;
  /** The proposed time that was picked (ISO 8601); undefined unless `scheduled` by picking one. */
  readonly scheduledFor: string | undefined;
}

type Happened = { readonly kind: string };
export const isConsultationEntry = (entry: Happened): entry is ConsultationEntry =>
  entry.kind.startsWith("consultation-");

/** Every request with its present state, oldest first. */
export function consultations(entries: readonly Happened[]): readonly Consultation[] {
  const all = new Map<ConsultationId, Consultation>();
  for (const entry of entries) {
    if (!isConsultationEntry(entry)) continue;
    const known = all.get(entry.consultation);
    if (entry.kind === "consultation-requested") {
      const { consultation: id, reference, form, by, at } = entry;
      const asked = { id, reference, state: "requested", form, by, requestedAt: at, changedAt: at } as const;
      all.set(id, { ...asked, ...consentedOf(entry), scheduledFor: undefined });
    } else if (entry.kind === "consultation-changed") {
      if (known) all.set(known.id, { ...known, form: entry.form, ...consentedOf(entry), changedAt: entry.at });
    } else if (entry.kind === "consultation-moved" && known) {
      const scheduledFor = entry.state === "scheduled" ? entry.time : undefined;
      all.set(known.id, { ...known, state: entry.state, scheduledFor, changedAt: entry.at });
    }
  }
  return [...all.values()];
}

const consentedOf = ({ shared, origin, summary, report }: Consented): Consented => ({
  shared,
  origin,
  summary,
  report,
});

export const isOpen = (consultation: Consultation): boolean =>
  consultation.state !== "closed" && consultation.state !== "withdrawn";

export const openConsultations = (entries: readonly Happened[]): readonly Consultation[] =>
  consultations(entries).filter(isOpen);
