import type { Estimate } from "../../assessment/estimate.js";
import type { NextStep } from "../../assessment/next-steps.js";
import type { PlanPeriod } from "../../assessment/plan.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { Answer } from "../../assessment/progress.js";
import { responsibleFor } from "../../assessment/responsibility.js";
import { inPlaceScore } from "../../assessment/requirement-states.js";
import type { QuestionId } from "../../ids.js";
import { dollars, hoursRange } from "../shown.js";
import { recordName } from "../turn-context.js";
import type { AdvisorParts } from "../turn-context.js";
import type { ReportContext } from "./report-context.js";

type Parts = Pick<AdvisorParts, "reportWords">;

/** Who owns a question: as typed beside the answer it rests on, else whoever answers for it; undefined for nobody. */
export function ownerOf(
  context: ReportContext,
  { assessment }: Pick<ReadinessReport, "assessment">,
  { question, answer }: { readonly question: QuestionId; readonly answer: Answer | undefined },
): string | undefined {
  if (answer?.owner !== undefined) return answer.owner;
  const person = responsibleFor(context.parts.questionnaire, assessment, question);
  return person && recordName(context, person);
}

/** The same of a step. */
export const stepOwner = (
  context: ReportContext,
  report: Pick<ReadinessReport, "assessment">,
  { asked, answer }: NextStep,
): string | undefined => ownerOf(context, report, { question: asked.question.id, answer });

/** "By day 30 (10–18 hours)", or "Later". */
export function periodTitle({ reportWords: words }: Parts, { untilDay, hours }: PlanPeriod): string {
  const range = hoursRange(hours);
  return untilDay === null
    ? words.plain("plan.later", { hours: range })
    : words.plain("plan.until", { day: untilDay, hours: range });
}

/** What certificates and reports that are held give a start on, a sentence each. */
export function coverageLines(
  { reportWords: words, questionnaire }: Pick<AdvisorParts, "reportWords" | "questionnaire">,
  { coverage }: ReadinessReport,
): readonly string[] {
  const inPlace = inPlaceScore(questionnaire);
  return coverage.map(({ crosswalk, shared, total }) =>
    words.plain("coverage.line", {
      name: crosswalk.name,
      shared: shared.length,
      total,
      open: shared.filter(({ state }) => state?.score !== null && (state?.score ?? 0) < inPlace).length,
    }),
  );
}

/** Cost, time and upkeep as ranges. */
export function estimateFacts(
  { reportWords: words }: Parts,
  { cost, orMore, months, upkeep }: Estimate,
): readonly { readonly label: string; readonly value: string }[] {
  return [
    {
      label: words.plain("report.cost"),
      value: words.plain(orMore ? "report.range-or-more" : "report.range", {
        low: dollars(cost.low),
        high: dollars(cost.high),
      }),
    },
    { label: words.plain("report.time"), value: words.plain("report.months", { low: months.low, high: months.high }) },
    {
      label: words.plain("report.upkeep"),
      value: words.plain("report.range", { low: dollars(upkeep.low), high: dollars(upkeep.high) }),
    },
  ];
}

/** A source by key and title, for a document. */
export const sourceShown = ({ sources }: ReportContext["parts"], key: string): string => {
  const source = sources[key];
  return source ? `${key}: ${source.title}` : key;
};
