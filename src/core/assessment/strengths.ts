import type { QuestionId } from "../ids.js";
import type { AskedQuestion } from "./next-question.js";
import type { Answer } from "./progress.js";
import type { Questionnaire, State } from "./question.js";
import { answeredParts, findState, stateOf } from "./requirement-states.js";

/** Something in place, in the words a customer may read. */
export interface Strength {
  readonly asked: Exclude<AskedQuestion, { part: "need" }>;
  readonly state: State;
  readonly answer: Answer;
  readonly says: string;
  readonly weight: number;
}

/**
 * What is in place or proven, proven first, then by weight. Where a question's requirements were answered one by one,
 * only those answered themselves are named: what is inferred is not said to anybody.
 */
export function strengthsOf(
  questionnaire: Questionnaire,
  answers: ReadonlyMap<QuestionId, Answer>,
): readonly Strength[] {
  const inPlace = findState(questionnaire, questionnaire.readiness.inferredAtMost)?.score ?? 1;
  const isStrong = (state: State | undefined): state is State =>
    state !== undefined && state.score !== null && state.score >= inPlace;
  return questionnaire.readiness.questions
    .flatMap((question): readonly Strength[] => {
      const { weight } = question;
      const parts = answeredParts(questionnaire, answers, question);
      if (parts.length > 0)
        return parts.flatMap(({ requirement, state, isInferred, answer }) =>
          isStrong(state) && answer && !isInferred
            ? [
                {
                  asked: { part: "requirement", question: requirement },
                  state,
                  answer,
                  says: requirement.inPlace,
                  weight: weight / parts.length,
                },
              ]
            : [],
        );
      const answer = answers.get(question.id);
      const state = stateOf(questionnaire, answer);
      return isStrong(state) && answer
        ? [{ asked: { part: "readiness", question }, state, answer, says: question.customer.inPlace, weight }]
        : [];
    })
    .sort((a, b) => (b.state.score ?? 0) - (a.state.score ?? 0) || b.weight - a.weight);
}
