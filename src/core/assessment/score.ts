import type { AreaId, ChoiceId, QuestionId } from "../ids.js";
import type { Answer } from "./progress.js";
import type { Questionnaire, ReadinessQuestion } from "./question.js";

/** One question's part in a score. */
export interface Scored {
  readonly question: QuestionId;
  readonly state: ChoiceId | undefined;
  /** 0 to 1; null: not applicable, left out. */
  readonly score: number | null;
  readonly weight: number;
}

export interface Score {
  /** 0 to 1, the weighted mean of the answered questions; null with none. */
  readonly share: number | null;
  readonly answered: number;
  readonly total: number;
  readonly dontKnow: number;
  readonly notApplicable: number;
  /** How the figure was reached. */
  readonly trace: readonly Scored[];
}

export interface AreaScore extends Score {
  readonly area: AreaId;
  readonly title: string;
}

/** Readiness overall and by area. "Don't know" counts as nothing in place; "not applicable" and unanswered are left out. */
export function scoreReadiness(
  questionnaire: Questionnaire,
  answers: ReadonlyMap<QuestionId, Answer>,
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

function scoreOf(
  questionnaire: Questionnaire,
  questions: readonly ReadinessQuestion[],
  answers: ReadonlyMap<QuestionId, Answer>,
): Score {
  const trace = questions.flatMap((question): readonly Scored[] => {
    const value = answers.get(question.id)?.value;
    if (value?.kind !== "state") return [];
    const state = questionnaire.readiness.states.find((candidate) => candidate.id === value.state);
    return state ? [{ question: question.id, state: state.id, score: state.score, weight: question.weight }] : [];
  });
  const counted = trace.flatMap(({ score, weight }) => (score === null ? [] : [{ score, weight }]));
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  return {
    share: weights === 0 ? null : counted.reduce((sum, { score, weight }) => sum + score * weight, 0) / weights,
    answered: trace.length,
    total: questions.length,
    dontKnow: trace.filter(({ state }) => state === dontKnow).length,
    notApplicable: trace.filter(({ score }) => score === null).length,
    trace,
  };
}
