import type { ChoiceId, QuestionId } from "../ids.js";
import type { Answer } from "./progress.js";
import { isControl } from "./question.js";
import type { Questionnaire, ReadinessQuestion, Requirement, State } from "./question.js";

type Answers = ReadonlyMap<QuestionId, Answer>;

/** How far one clause or control is, and how that is known. */
export interface RequirementState {
  readonly requirement: Requirement;
  /** Undefined: nobody has answered it, nor its quick question. */
  readonly state: State | undefined;
  /** True: taken from its quick question, and then never above `inferredAtMost`. */
  readonly isInferred: boolean;
  /** The answer it rests on. */
  readonly answer: Answer | undefined;
}

export const findState = (questionnaire: Questionnaire, id: ChoiceId): State | undefined =>
  questionnaire.readiness.states.find((state) => state.id === id);

/** From this score on something is in place; an inferred state is never above it. */
export const inPlaceScore = (questionnaire: Questionnaire): number =>
  findState(questionnaire, questionnaire.readiness.inferredAtMost)?.score ?? 1;

/** The state an answer gives; undefined when skipped or of part one. */
export const stateOf = (questionnaire: Questionnaire, answer: Answer | undefined): State | undefined =>
  answer?.value?.kind === "state" ? findState(questionnaire, answer.value.state) : undefined;

/** Every clause and control, in number order. */
export const requirementStates = (questionnaire: Questionnaire, answers: Answers): readonly RequirementState[] =>
  questionnaire.requirements.requirements.map((requirement) => requirementState(questionnaire, answers, requirement));

export function requirementState(
  questionnaire: Questionnaire,
  answers: Answers,
  requirement: Requirement,
): RequirementState {
  const direct = answers.get(requirement.id);
  const state = stateOf(questionnaire, direct);
  if (state) return { requirement, state, isInferred: false, answer: direct };
  const quick = answers.get(requirement.partOf);
  const inferred = stateOf(questionnaire, quick);
  // A clause cannot be left out: "not applicable" to its quick question says nothing about it.
  if (!inferred || (inferred.score === null && !isControl(requirement)))
    return { requirement, state: undefined, isInferred: false, answer: undefined };
  return { requirement, state: atMost(questionnaire, inferred), isInferred: true, answer: quick };
}

/** Not above `inferredAtMost`: what an area question can show, and what is told without a word on the evidence. */
export function atMost(questionnaire: Questionnaire, state: State): State {
  const limit = findState(questionnaire, questionnaire.readiness.inferredAtMost);
  if (!limit || limit.score === null || state.score === null) return state;
  return state.score > limit.score ? limit : state;
}

/** The parts of a quick question when at least one of them was answered for itself; else none. */
export function answeredParts(
  questionnaire: Questionnaire,
  answers: Answers,
  question: Pick<ReadinessQuestion, "id">,
): readonly RequirementState[] {
  const parts = questionnaire.requirements.requirements
    .filter((requirement) => requirement.partOf === question.id)
    .map((requirement) => requirementState(questionnaire, answers, requirement));
  return parts.some(({ state, isInferred }) => state !== undefined && !isInferred) ? parts : [];
}
