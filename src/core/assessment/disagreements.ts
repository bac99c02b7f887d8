import type { AssessmentId, PersonId, QuestionId } from "../ids.js";
import { isAssessmentEntry } from "./entries.js";
import type { AnswerValue, AssessmentEntry } from "./entries.js";
import type { Questionnaire } from "./question.js";
import { findState } from "./requirement-states.js";

type Answered = Extract<AssessmentEntry, { kind: "answered" | "settled" }>;

/** One person's newest view of a question. */
export interface View {
  readonly by: PersonId | null;
  readonly at: string;
  readonly value: AnswerValue & { readonly kind: "state" };
}

/** A question that people see differently; its owner settles it. */
export interface Disagreement {
  readonly question: QuestionId;
  /** Newest first; the first is what counts until it is settled. */
  readonly views: readonly [View, View, ...View[]];
}

const hourMs = 60 * 60 * 1000;
const dontKnow = "dont-know";

/**
 * The open disagreements of an assessment. Most changes are progress, so that only two kinds count: somebody gives a lower
 * state than another person's (or says "not applicable" where the other gave a state, or the other way round), or any
 * other state within `disagreement.withinHours` of it. "Don't know" is no view. The owner's word (`settled`) ends it.
 */
export function disagreements(
  questionnaire: Questionnaire,
  entries: readonly { readonly kind: string }[],
  assessment: AssessmentId,
): readonly Disagreement[] {
  const views = new Map<QuestionId, View[]>();
  for (const entry of entries) {
    if (!isAssessmentEntry(entry) || entry.assessment !== assessment) continue;
    if (entry.kind === "answered" || entry.kind === "settled") {
      const before = entry.kind === "settled" ? [] : (views.get(entry.question) ?? []);
      const others = before.filter(({ by }) => by !== entry.by);
      const view = viewOf(entry);
      views.set(entry.question, view ? [view, ...others] : others);
    }
  }
  return [...views].flatMap(([question, [newest, ...others]]): readonly Disagreement[] => {
    if (!newest) return [];
    const [other, ...more] = others.filter((view) => differs(questionnaire, newest, view));
    return other ? [{ question, views: [newest, other, ...more] }] : [];
  });
}

const viewOf = ({ by, at, value }: Answered): View | undefined =>
  value.kind === "state" && value.state !== dontKnow ? { by, at, value } : undefined;

function differs(questionnaire: Questionnaire, newest: View, other: View): boolean {
  if (newest.value.state === other.value.state) return false;
  const now = findState(questionnaire, newest.value.state)?.score;
  const then = findState(questionnaire, other.value.state)?.score;
  if (now === undefined || then === undefined) return false;
  if (now === null || then === null || now < then) return true;
  return Date.parse(newest.at) - Date.parse(other.at) <= questionnaire.readiness.disagreement.withinHours * hourMs;
}
