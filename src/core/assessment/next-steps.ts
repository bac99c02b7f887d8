import type { QuestionId } from "../ids.js";
import type { Answer } from "./progress.js";
import type { Questionnaire, ReadinessQuestion } from "./question.js";

export interface NextStep {
  readonly question: ReadinessQuestion;
  /** How far from in place, 0 to 1. */
  readonly gap: number;
  /** value = weight × gap ÷ square root of the middle of the hours; higher first. */
  readonly value: number;
}

/**
 * The most valuable open steps, best value for effort first: weight (1 to 3) times the gap (1 minus the state's score,
 * "don't know" a whole gap) divided by the square root of the hours, so that a big step of high value is not always last.
 * Unanswered questions and "not applicable" give no step.
 */
export function nextSteps(
  questionnaire: Questionnaire,
  answers: ReadonlyMap<QuestionId, Answer>,
  count: number,
): readonly NextStep[] {
  const inPlace = questionnaire.readiness.states.find((state) => state.id === "in-place")?.score ?? 1;
  return questionnaire.readiness.questions
    .flatMap((question): readonly NextStep[] => {
      const value = answers.get(question.id)?.value;
      if (value?.kind !== "state") return [];
      const score = questionnaire.readiness.states.find((state) => state.id === value.state)?.score;
      if (score === null || score === undefined || score >= inPlace) return [];
      const gap = 1 - score;
      const hours = (question.hours.low + question.hours.high) / 2;
      return [{ question, gap, value: (question.weight * gap) / Math.sqrt(Math.max(1, hours)) }];
    })
    .sort((a, b) => b.value - a.value)
    .slice(0, count);
}
