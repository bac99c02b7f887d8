import type { PersonId } from "../ids.js";
import { countAnswered, isAnswered, questionsInOrder } from "./next-question.js";
import type { AskedQuestion } from "./next-question.js";
import { nextSteps } from "./next-steps.js";
import type { Assessment } from "./progress.js";
import type { Questionnaire } from "./question.js";
import { areaOf, responsibleFor } from "./responsibility.js";

/** Something a person is waited for. */
export type OpenItem =
  | {
      readonly kind: "step";
      readonly asked: Exclude<AskedQuestion, { part: "need" }>;
      /** YYYY-MM-DD */
      readonly due: string | undefined;
    }
  /** An assigned area's question nobody has answered. */
  | { readonly kind: "question"; readonly asked: Exclude<AskedQuestion, { part: "need" }> };

/** What each person is waited for: gaps they own (dated first), then unanswered questions of areas assigned to them. */
export function openItems(
  questionnaire: Questionnaire,
  assessment: Assessment,
): ReadonlyMap<PersonId, readonly OpenItem[]> {
  const items = new Map<PersonId, OpenItem[]>();
  const add = (person: PersonId | undefined, item: OpenItem): void => {
    if (person) items.set(person, [...(items.get(person) ?? []), item]);
  };
  const steps = [...nextSteps(questionnaire, assessment.answers)].sort(
    (a, b) => dueDay(a.answer?.due) - dueDay(b.answer?.due),
  );
  for (const { asked, answer } of steps)
    add(responsibleFor(questionnaire, assessment, asked.question.id), { kind: "step", asked, due: answer?.due });
  for (const asked of questionsInOrder(questionnaire, assessment.mode)) {
    if (asked.part === "need" || isAnswered(questionnaire, assessment, asked)) continue;
    const area = areaOf(questionnaire, asked);
    add(area && assessment.assignees.get(area), { kind: "question", asked });
  }
  return items;
}

const dueDay = (due: string | undefined): number => (due === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(due));

const dayMs = 24 * 60 * 60 * 1000;

/** True when the assessment was finished and nobody has answered anything for a quarter. */
export function isDueAgain(questionnaire: Questionnaire, assessment: Assessment, now: string): boolean {
  const { answered, skipped, total } = countAnswered(questionnaire, assessment, "readiness");
  const last = Math.max(0, ...[...assessment.answers.values()].map(({ at }) => Date.parse(at)));
  const days = (Date.parse(now) - last) / dayMs;
  return answered + skipped === total && days >= questionnaire.readiness.rhythm.reassessAfterDays;
}
