import type { Disagreement, View } from "../assessment/disagreements.js";
import type { Answer } from "../assessment/progress.js";
import type { Questionnaire, ReadinessQuestion, Requirement, State } from "../assessment/question.js";
import { answeredParts, findState, inPlaceScore, stateOf } from "../assessment/requirement-states.js";
import type { PersonId, QuestionId } from "../ids.js";

/** One answer a draft rests on: of the quick question, or of one of its requirements. */
export interface Ground {
  readonly asked: QuestionId;
  /** Undefined: the quick question itself. */
  readonly requirement: Requirement | undefined;
  /** Undefined: nobody has answered it. */
  readonly state: State | undefined;
  /** Why it does not apply, as the team said. */
  readonly reason: string | undefined;
  readonly by: PersonId | null;
  readonly at: string | undefined;
  /** Where due date and evidence stand. */
  readonly answer: Answer | undefined;
  /** Taken from the quick question. */
  readonly isInferred: boolean;
  /** People see it differently, and this is the lower view. */
  readonly isDisputed: boolean;
}

type Answers = ReadonlyMap<QuestionId, Answer>;

/** What the team said on a quick question: itself, or its requirements where they were answered one by one. */
export function groundsOf(
  questionnaire: Questionnaire,
  answers: Answers,
  disagreements: readonly Disagreement[],
  question: ReadinessQuestion,
): readonly Ground[] {
  const lower = (ground: Omit<Ground, "isDisputed">, disputed: QuestionId): Ground =>
    lowestView(
      questionnaire,
      ground,
      disagreements.find((candidate) => candidate.question === disputed),
    );
  const parts = answeredParts(questionnaire, answers, question);
  if (parts.length > 0)
    return parts.map(({ requirement, state, isInferred, answer }) =>
      lower(
        { ...givenBy(answer), asked: requirement.id, requirement, state, isInferred, answer },
        isInferred ? question.id : requirement.id,
      ),
    );
  const answer = answers.get(question.id);
  const state = stateOf(questionnaire, answer);
  return [
    lower(
      { ...givenBy(answer), asked: question.id, requirement: undefined, state, isInferred: false, answer },
      question.id,
    ),
  ];
}

const givenBy = (answer: Answer | undefined): Pick<Ground, "reason" | "by" | "at"> => ({
  reason: answer?.value?.kind === "state" ? answer.value.reason : undefined,
  by: answer?.by ?? null,
  at: answer?.at,
});

function lowestView(
  questionnaire: Questionnaire,
  ground: Omit<Ground, "isDisputed">,
  disagreement: Disagreement | undefined,
): Ground {
  const viewed = (view: View): Pick<Ground, "state" | "reason" | "by" | "at"> => ({
    state: findState(questionnaire, view.value.state),
    reason: view.value.reason,
    by: view.by,
    at: view.at,
  });
  const { state } = ground;
  if (!disagreement || !state) return { ...ground, isDisputed: false };
  const height = (of: State | undefined): number => heightOf(questionnaire, of ?? state);
  const lowest = disagreement.views
    .map(viewed)
    .reduce<Pick<Ground, "state" | "reason" | "by" | "at">>(
      (low, view) => (height(view.state) < height(low.state) ? view : low),
      ground,
    );
  return { ...ground, state: lowest.state, reason: lowest.reason, by: lowest.by, at: lowest.at, isDisputed: true };
}

/** How much a state claims: "not applicable" less than having it, more than admitting that it is not there yet. */
const heightOf = (questionnaire: Questionnaire, { score }: State): number =>
  score ?? inPlaceScore(questionnaire) - 0.01;
