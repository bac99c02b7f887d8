import type { QuestionId } from "../ids.js";
import type { AskedQuestion } from "./next-question.js";
import type { Answer } from "./progress.js";
import type { Questionnaire, State } from "./question.js";
import { answeredParts, inPlaceScore, stateOf } from "./requirement-states.js";

/** An open step: a question, or one requirement of it, that is not in place. */
export interface NextStep {
  readonly asked: Exclude<AskedQuestion, { part: "need" }>;
  readonly state: State;
  readonly answer: Answer | undefined;
  /** How far from done, 0 to 1. */
  readonly gap: number;
  readonly weight: number;
  /** value = weight × gap ÷ square root of the middle of the hours; higher first. */
  readonly value: number;
}

/**
 * Every open step, best value for effort first: weight (1 to 3) times the gap (1 minus the state's score, "don't know" a
 * whole gap) divided by the square root of the hours, so that a big step of high value is not always last. The
 * requirements of a question that were answered one by one share its weight. What is unanswered or not applicable gives
 * no step.
 */
export function nextSteps(questionnaire: Questionnaire, answers: ReadonlyMap<QuestionId, Answer>): readonly NextStep[] {
  const inPlace = inPlaceScore(questionnaire);
  const step = (
    asked: NextStep["asked"],
    known: { readonly state: State | undefined; readonly answer: Answer | undefined; readonly weight: number },
  ): readonly NextStep[] => {
    const { state, answer, weight } = known;
    if (!state || state.score === null || state.score >= inPlace) return [];
    const gap = 1 - state.score;
    const hours = (asked.question.hours.low + asked.question.hours.high) / 2;
    return [{ asked, state, answer, gap, weight, value: (weight * gap) / Math.sqrt(Math.max(1, hours)) }];
  };
  return questionnaire.readiness.questions
    .flatMap((question): readonly NextStep[] => {
      const parts = answeredParts(questionnaire, answers, question);
      if (parts.length > 0)
        return parts.flatMap(({ requirement, state, answer }) =>
          step(
            { part: "requirement", question: requirement },
            { state, answer, weight: question.weight / parts.length },
          ),
        );
      const answer = answers.get(question.id);
      return step(
        { part: "readiness", question },
        { state: stateOf(questionnaire, answer), answer, weight: question.weight },
      );
    })
    .sort((a, b) => b.value - a.value);
}
