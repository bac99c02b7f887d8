import { coverageOf } from "./crosswalk.js";
import type { Coverage } from "./crosswalk.js";
import { disagreements } from "./disagreements.js";
import type { Disagreement } from "./disagreements.js";
import type { AssessmentSummary } from "./entries.js";
import { estimateCertification } from "./estimate.js";
import type { Estimate } from "./estimate.js";
import { countAnswered } from "./next-question.js";
import { nextSteps } from "./next-steps.js";
import type { NextStep } from "./next-steps.js";
import { makePlan } from "./plan.js";
import type { Plan } from "./plan.js";
import type { Assessment } from "./progress.js";
import type { Questionnaire } from "./question.js";
import { requirementStates } from "./requirement-states.js";
import type { RequirementState } from "./requirement-states.js";
import { scoreReadiness } from "./score.js";
import type { AreaScore, Score } from "./score.js";
import { strengthsOf } from "./strengths.js";
import type { Strength } from "./strengths.js";
import { decideVerdict } from "./verdict.js";
import type { Verdict } from "./verdict.js";

interface Count {
  readonly answered: number;
  readonly skipped: number;
  readonly total: number;
}

/** The report as data; doors and documents print it. Derived from the trail alone, so that the same trail gives the same report. */
export interface ReadinessReport {
  readonly assessment: Assessment;
  /** The day it was made (ISO 8601). */
  readonly at: string;
  /** Undefined until a question of part one is answered. */
  readonly verdict: Verdict | undefined;
  readonly need: Count;
  readonly readiness: Count;
  readonly overall: Score;
  readonly areas: readonly AreaScore[];
  readonly strengths: readonly Strength[];
  /** Every open step, best value for effort first. */
  readonly steps: readonly NextStep[];
  readonly plan: Plan;
  readonly coverage: readonly Coverage[];
  readonly estimate: Estimate;
  /** Every clause and control. */
  readonly requirements: readonly RequirementState[];
  readonly disagreements: readonly Disagreement[];
  /** Which questions and rules it was made with. */
  readonly questionsVersion: string;
}

/**
 * @param entries the team's trail
 * @param at the time of the report (ISO 8601): the plan counts its days from there
 */
export function buildReport(
  questionnaire: Questionnaire,
  assessment: Assessment,
  entries: readonly { readonly kind: string }[],
  at: string,
): ReadinessReport {
  const { answers } = assessment;
  const need = countAnswered(questionnaire, assessment, "need");
  const steps = nextSteps(questionnaire, answers);
  return {
    assessment,
    at,
    verdict: need.answered > 0 ? decideVerdict(questionnaire, answers) : undefined,
    need,
    readiness: countAnswered(questionnaire, assessment, "readiness"),
    ...scoreReadiness(questionnaire, answers),
    strengths: strengthsOf(questionnaire, answers),
    steps,
    plan: makePlan(questionnaire, answers, steps, at),
    coverage: coverageOf(questionnaire, answers),
    estimate: estimateCertification(questionnaire, answers),
    requirements: requirementStates(questionnaire, answers),
    disagreements: disagreements(questionnaire, entries, assessment.id),
    questionsVersion: questionnaire.version,
  };
}

/** How it stands in a few figures, kept when the assessment is archived. */
export const summaryOf = (report: ReadinessReport): AssessmentSummary => ({
  questionsVersion: report.questionsVersion,
  verdict: report.verdict?.rule.title ?? null,
  overall: report.overall.share,
  areas: report.areas.map(({ area, title, share }) => ({ area, title, share })),
  answered: report.readiness.answered,
  total: report.readiness.total,
});
