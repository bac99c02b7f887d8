import type { QuestionId } from "../ids.js";
import type { AskedQuestion } from "./next-question.js";
import type { Answer } from "./progress.js";
import type { Questionnaire, ReadinessQuestion, State } from "./question.js";
import { answeredParts, atMost, inPlaceScore, stateOf } from "./requirement-states.js";
import type { RequirementState } from "./requirement-states.js";

/** Something in place, in the words a customer may read. */
export interface Strength {
  readonly asked: Exclude<AskedQuestion, { part: "need" }>;
  readonly state: State;
  readonly answer: Answer;
  readonly says: string;
  readonly weight: number;
}

/** What customers are told of a strength: "with evidence" only where a link or a note says where it is. */
export function toldState(questionnaire: Questionnaire, { state, answer }: Pick<Strength, "state" | "answer">): State {
  if (answer.evidence !== undefined || answer.note !== undefined) return state;
  return atMost(questionnaire, state);
}

/**
 * What is in place or proven, proven first, then by weight. Where a question's requirements were answered one by one, it
 * is named as a whole when all that apply are in place, at their lowest state; else only those answered themselves: what
 * is inferred is not said to anybody.
 */
export function strengthsOf(
  questionnaire: Questionnaire,
  answers: ReadonlyMap<QuestionId, Answer>,
): readonly Strength[] {
  const inPlace = inPlaceScore(questionnaire);
  const isStrong = (state: State | undefined): state is State =>
    state !== undefined && state.score !== null && state.score >= inPlace;
  return questionnaire.readiness.questions
    .flatMap((question): readonly Strength[] => {
      const { weight } = question;
      const parts = answeredParts(questionnaire, answers, question);
      const whole = wholeStrength(question, parts, isStrong);
      if (whole) return [whole];
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

/** A question whose requirements were all answered themselves, and all that apply are in place. */
function wholeStrength(
  question: ReadinessQuestion,
  parts: readonly RequirementState[],
  isStrong: (state: State | undefined) => state is State,
): Strength | undefined {
  const applicable = parts.filter(({ state }) => state?.score !== null);
  const [lowest] = [...applicable].sort((a, b) => (a.state?.score ?? 0) - (b.state?.score ?? 0));
  if (!lowest || parts.some(({ isInferred }) => isInferred)) return undefined;
  const { state, answer } = lowest;
  return isStrong(state) && answer
    ? {
        asked: { part: "readiness", question },
        state,
        answer,
        says: question.customer.inPlace,
        weight: question.weight,
      }
    : undefined;
}
