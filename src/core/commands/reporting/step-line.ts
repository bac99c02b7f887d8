import { numbersOf } from "../../assessment/next-question.js";
import type { NextStep } from "../../assessment/next-steps.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import { hoursRange } from "../shown.js";
import { showDate } from "../turn-context.js";
import type { ReportContext } from "./report-context.js";
import { stepOwner } from "./report-texts.js";

/** The first steps as a numbered list: what to do, how long it takes, which clause or control, who and by when. */
export const stepLines = (context: ReportContext, report: ReadinessReport, atMost: number): string =>
  report.steps
    .slice(0, atMost)
    .map((step, index) => stepLine(context, report, step, index))
    .join("\n");

function stepLine(context: ReportContext, report: ReadinessReport, step: NextStep, index: number): string {
  const { reportWords: words, questionnaire } = context.parts;
  const owner = stepOwner(context, report, step);
  return [
    `${String(index + 1)}. ${step.asked.question.nextStep}`,
    words.say("report.hours", { hours: hoursRange(step.asked.question.hours) }),
    `· ${words.say("report.control", { controls: numbersOf(questionnaire, step.asked).join(", ") })}`,
    ...(owner === undefined ? [] : [`· ${words.say("report.owner", { owner })}`]),
    ...(step.answer?.due === undefined ? [] : [`· ${words.say("report.due", { due: showDate(step.answer.due) })}`]),
  ].join(" ");
}
