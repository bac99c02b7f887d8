import type { Answer } from "../assessment/progress.js";
import type { Questionnaire, ReadinessQuestion, State } from "../assessment/question.js";
import { answeredParts, inPlaceScore, stateOf } from "../assessment/requirement-states.js";
import type { QuestionId } from "../ids.js";

type Answers = ReadonlyMap<QuestionId, Answer>;

/** How far the subject of a quick question is, for a template's `if`. Unanswered is a gap. */
export interface StateValues {
  readonly text: string;
  /** The state's id, or empty. */
  readonly state: string;
  /** The state in words, or empty. */
  readonly label: string;
  /** Proven counts too. */
  readonly isInPlace: boolean;
  readonly isInProgress: boolean;
  readonly isGap: boolean;
  readonly isNotApplicable: boolean;
  readonly isAnswered: boolean;
}

export function stateValues(questionnaire: Questionnaire, answers: Answers, question: ReadinessQuestion): StateValues {
  const state = overallState(questionnaire, answers, question);
  const score = state?.score ?? 0;
  const isNotApplicable = state?.score === null;
  const isInPlace = !isNotApplicable && score >= inPlaceScore(questionnaire);
  const isInProgress = !isInPlace && score > 0;
  return {
    text: question.text,
    state: state?.id ?? "",
    label: state?.label ?? "",
    isInPlace,
    isInProgress,
    isGap: !isInPlace && !isInProgress && !isNotApplicable,
    isNotApplicable,
    isAnswered: state !== undefined,
  };
}

/**
 * The question's own state or, where its requirements were answered one by one, theirs together: in place only when
 * all that apply are, in progress when some of it is there.
 */
function overallState(questionnaire: Questionnaire, answers: Answers, question: ReadinessQuestion): State | undefined {
  const parts = answeredParts(questionnaire, answers, question);
  if (parts.length === 0) return stateOf(questionnaire, answers.get(question.id));
  const known = parts.flatMap(({ state }) => state ?? []);
  const counted = known.filter(({ score }) => score !== null).sort((a, b) => (a.score ?? 0) - (b.score ?? 0));
  const isComplete = known.length === parts.length;
  const [lowest] = counted;
  if (!lowest) return isComplete ? known[0] : undefined;
  const inPlace = inPlaceScore(questionnaire);
  if (isComplete && (lowest.score ?? 0) >= inPlace) return lowest;
  const isBegun = counted.some(({ score }) => (score ?? 0) > 0);
  const between = questionnaire.readiness.states.find(({ score }) => score !== null && score > 0 && score < inPlace);
  return isBegun ? (between ?? lowest) : lowest;
}

/** The answers a quick question's notes, links, owners and days stand with: its own, and those of its requirements. */
export const answersBehind = (
  questionnaire: Questionnaire,
  answers: Answers,
  question: ReadinessQuestion,
): readonly Answer[] => [
  ...[answers.get(question.id)].flatMap((answer) => answer ?? []),
  ...answeredParts(questionnaire, answers, question).flatMap(({ requirement }) => answers.get(requirement.id) ?? []),
];
