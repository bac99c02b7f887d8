import type { AssessmentId, EntryId, Nonce, PersonId, QuestionId } from "../ids.js";
import { wasPressed } from "./entries.js";
import type { AssessmentEntry } from "./entries.js";
import { typedText } from "../form-values.js";
import type { FormValues } from "../form-values.js";
import { currentAssessment } from "./progress.js";

/** Longest texts, in characters. */
export const detailLimits = { note: 2000, evidence: 500, owner: 100, due: 10, applies: 500 } as const;
export type DetailField = keyof typeof detailLimits;
export type DetailFault = "too-long" | "not-a-link" | "not-a-date";

export interface TypedDetail {
  readonly note: string;
  readonly evidence: string;
  readonly owner: string;
  readonly due: string;
  readonly applies: string;
}

export type DetailRecorded =
  | { readonly kind: "recorded"; readonly entry: AssessmentEntry }
  | { readonly kind: "repeated" }
  | { readonly kind: "gone" }
  | {
      readonly kind: "faulty";
      readonly faults: Readonly<Partial<Record<DetailField, DetailFault>>>;
      readonly typed: TypedDetail;
    };

/**
 * Records a note, an evidence link (http or https), an owner, a due date (YYYY-MM-DD) and why a control applies beside an
 * answer; empty ones are cleared.
 */
export function recordDetail(submission: {
  readonly entries: readonly { readonly kind: string }[];
  readonly assessment: AssessmentId;
  readonly question: QuestionId;
  readonly values: FormValues;
  readonly press: Nonce;
  readonly by: PersonId;
  readonly at: string;
  readonly entry: EntryId;
  /** Whom of the team a typed name means, where that is clear. */
  readonly findPerson: (name: string) => PersonId | undefined;
}): DetailRecorded {
  const { entries, assessment, question, press, by, at, entry } = submission;
  if (wasPressed(entries, press)) return { kind: "repeated" };
  const typed = readDetail(submission.values);
  const faults = checkDetail(typed);
  if (Object.keys(faults).length > 0) return { kind: "faulty", faults, typed };
  const current = currentAssessment(entries);
  if (current?.id !== assessment || !current.answers.has(question)) return { kind: "gone" };
  const ownerPerson = typed.owner === "" ? undefined : submission.findPerson(typed.owner);
  const filled = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
  return {
    kind: "recorded",
    entry: {
      kind: "detail-recorded",
      id: entry,
      at,
      by,
      assessment,
      question,
      press,
      ...filled,
      ...(ownerPerson ? { ownerPerson } : {}),
    },
  };
}

function readDetail(values: FormValues): TypedDetail {
  const text = (name: DetailField): string => typedText(values, name);
  return {
    note: text("note"),
    evidence: text("evidence"),
    owner: text("owner"),
    due: text("due"),
    applies: text("applies"),
  };
}

function checkDetail(typed: TypedDetail): Partial<Record<DetailField, DetailFault>> {
  const faults: Partial<Record<DetailField, DetailFault>> = {};
  for (const [field, limit] of Object.entries(detailLimits) as [DetailField, number][]) {
    if (typed[field].length > limit) faults[field] = "too-long";
  }
  if (typed.evidence !== "" && !isWebLink(typed.evidence)) faults.evidence ??= "not-a-link";
  if (typed.due !== "" && !isDate(typed.due)) faults.due ??= "not-a-date";
  return faults;
}

function isWebLink(text: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
