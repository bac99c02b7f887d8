import { estimateCertification } from "./estimate.js";
import type { Estimate } from "./estimate.js";
import { nextSteps } from "./next-steps.js";
import type { NextStep } from "./next-steps.js";
import { countAnswered } from "./next-question.js";
import type { Assessment } from "./progress.js";
import type { Questionnaire } from "./question.js";
import { scoreReadiness } from "./score.js";
import type { AreaScore, Score } from "./score.js";
import { decideVerdict } from "./verdict.js";
import type { Verdict } from "./verdict.js";

/** The report as data; doors and documents print it. */
export interface ReadinessReport {
  /** Undefined until a question of part one is answered. */
  readonly verdict: Verdict | undefined;
  readonly need: { readonly answered: number; readonly skipped: number; readonly total: number };
  readonly readiness: { readonly answered: number; readonly skipped: number; readonly total: number };
  readonly overall: Score;
  readonly areas: readonly AreaScore[];
  readonly steps: readonly NextStep[];
  readonly estimate: Estimate;
  /** Which questions and rules it was made with. */
  readonly questionsVersion: string;
}

const stepCount = 5;

export function buildReport(questionnaire: Questionnaire, assessment: Assessment): ReadinessReport {
  const need = countAnswered(questionnaire, assessment, "need");
  return {
    verdict: need.answered > 0 ? decideVerdict(questionnaire, assessment.answers) : undefined,
    need,
    readiness: countAnswered(questionnaire, assessment, "readiness"),
    ...scoreReadiness(questionnaire, assessment.answers),
    steps: nextSteps(questionnaire, assessment.answers, stepCount),
    estimate: estimateCertification(questionnaire, assessment.answers),
    questionsVersion: questionnaire.version,
  };
}
