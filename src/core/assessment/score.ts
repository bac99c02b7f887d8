import type { AreaId, ChoiceId, QuestionId } from "../ids.js";
import type { Answer } from "./progress.js";
import type { Questionnaire, ReadinessQuestion } from "./question.js";
import { answeredParts, stateOf } from "./requirement-states.js";

type Answers = ReadonlyMap<QuestionId, Answer>;

/** One question's part in a score. */
export interface Scored {
  readonly question: QuestionId;
  /** 0 to 1; null: not applicable, left out. */
  readonly score: number | null;
  readonly weight: number;
  /** The states it rests on: the question's own, or those of its requirements where they were answered one by one. */
  readonly from: readonly {
    readonly question: QuestionId;
    readonly state: ChoiceId;
    readonly score: number | null;
    readonly isInferred: boolean;
  }[];
}

export interface Score {
  /** 0 to 1, the weighted mean of the answered questions; null with none. */
  readonly share: number | null;
  readonly answered: number;
  readonly total: number;
  /** Answers "don't know": they count as not started, and are shown apart. */
  readonly dontKnow: number;
  readonly notApplicable: number;
  /** How the figure was reached. */
  readonly trace: readonly Scored[];
}

export interface AreaScore extends Score {
  readonly area: AreaId;
  readonly title: string;
}

/**
 * Readiness overall and by area: the mean of the questions' scores by their weights. "Don't know" counts as not started;
 * "not applicable" and unanswered are left out. A question whose requirements were answered one by one is their mean.
 */
export function scoreReadiness(
  questionnaire: Questionnaire,
  answers: Answers,
): { readonly overall: Score; readonly areas: readonly AreaScore[] } {
  const { questions, areas } = questionnaire.readiness;
  return {
    overall: scoreOf(questionnaire, questions, answers),
    areas: areas.map((area) => ({
      area: area.id,
      title: area.title,
      ...scoreOf(
        questionnaire,
        questions.filter((question) => question.area === area.id),
        answers,
      ),
    })),
  };
}

const dontKnow = "dont-know";

/** One question's score and what it rests on; undefined when nothing is known. */
export function scoreQuestion(
  questionnaire: Questionnaire,
  answers: Answers,
  question: ReadinessQuestion,
): Scored | undefined {
  const parts = answeredParts(questionnaire, answers, question);
  const own = stateOf(questionnaire, answers.get(question.id));
  const from =
    parts.length > 0
      ? parts.flatMap(({ requirement, state, isInferred }) =>
          state ? [{ question: requirement.id, state: state.id, score: state.score, isInferred }] : [],
        )
      : own
        ? [{ question: question.id, state: own.id, score: own.score, isInferred: false }]
        : [];
  if (from.length === 0) return undefined;
  const counted = from.flatMap(({ score }) => score ?? []);
  return {
    question: question.id,
    score: counted.length === 0 ? null : counted.reduce((sum, score) => sum + score, 0) / counted.length,
    weight: question.weight,
    from,
  };
}

/** Without what adding fractions leaves behind, such as 0.8000000000000002. */
const exact = (share: number): number => Math.round(share * 1e12) / 1e12;

function scoreOf(questionnaire: Questionnaire, questions: readonly ReadinessQuestion[], answers: Answers): Score {
  const trace = questions.flatMap((question) => scoreQuestion(questionnaire, answers, question) ?? []);
  const counted = trace.flatMap(({ score, weight }) => (score === null ? [] : [{ score, weight }]));
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  const given = trace.flatMap(({ from }) => from.filter(({ isInferred }) => !isInferred));
  return {
    share: weights === 0 ? null : exact(counted.reduce((sum, { score, weight }) => sum + score * weight, 0) / weights),
    answered: trace.length,
    total: questions.length,
    dontKnow: given.filter(({ state }) => state === dontKnow).length,
    notApplicable: given.filter(({ score }) => score === null).length,
    trace,
  };
}
