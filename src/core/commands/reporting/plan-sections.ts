import { numbersOf } from "../../assessment/next-question.js";
import type { NextStep } from "../../assessment/next-steps.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { DocumentBlock } from "../../document/document.js";
import { bullets, heading, note, paragraph, table } from "../../document/parts.js";
import { hoursRange } from "../shown.js";
import { showDate } from "../turn-context.js";
import type { ReportContext } from "./report-context.js";
import { customerParagraph } from "./customer-paragraph.js";
import { coverageLines, estimateFacts, periodTitle, sourceShown, stepOwner } from "./report-texts.js";

const stepRow = (context: ReportContext, report: ReadinessReport, step: NextStep): readonly string[] => [
  step.asked.question.nextStep,
  numbersOf(context.parts.questionnaire, step.asked).join(", "),
  step.state.label,
  hoursRange(step.asked.question.hours),
  stepOwner(context, report, step) ?? "",
  step.answer?.due === undefined ? "" : showDate(step.answer.due),
];

const stepColumns = ({ parts: { reportWords: words } }: ReportContext): Parameters<typeof table>[1] => [
  { title: words.plain("column.step"), width: 7 },
  { title: words.plain("column.numbers"), width: 2 },
  { title: words.plain("column.state"), width: 2 },
  { title: words.plain("column.hours"), width: 1.7 },
  { title: words.plain("column.owner"), width: 2 },
  { title: words.plain("column.due"), width: 2.3 },
];

/** Every gap, best value for effort first. */
export function gapsSection(context: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = context.parts;
  return [
    heading(1, words.plain("report.all-gaps", { count: report.steps.length })),
    ...(report.steps.length === 0
      ? [paragraph(words.plain("report.no-gaps"))]
      : [
          ...table(
            words.plain("report.steps"),
            stepColumns(context),
            report.steps.map((step) => stepRow(context, report, step)),
          ),
          note(words.plain("report.how-ranked")),
        ]),
  ];
}

/** The 30/60/90-day plan, with owners and dates. */
export function planSection(context: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = context.parts;
  if (report.plan.periods.length === 0) return [];
  return [
    heading(1, words.plain("plan.title")),
    ...report.plan.periods.flatMap((period) => {
      const title = periodTitle(context.parts, period);
      return [
        heading(2, title),
        ...table(
          title,
          stepColumns(context),
          period.steps.map((step) => stepRow(context, report, step)),
        ),
      ];
    }),
    note(`${words.plain("plan.hours", { hours: report.plan.hoursPerPeriod })} ${report.plan.assumption}`),
  ];
}

/** What work for a certificate or report that is held gives a start on. */
export function coverageSection({ parts }: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = parts;
  if (report.coverage.length === 0) return [];
  return [
    heading(1, words.plain("coverage.title")),
    ...bullets(coverageLines(parts, report)),
    ...report.coverage.flatMap(({ crosswalk, shared }) => [
      heading(2, crosswalk.name),
      paragraph(shared.map(({ requirement }) => requirement.number).join(", ")),
      note(`${crosswalk.about} (${crosswalk.sources.map((key) => sourceShown(parts, key)).join("; ")})`),
    ]),
    note(words.plain("coverage.note")),
  ];
}

/** Cost and time, with what they rest on and the sources by title. */
export function estimateSection({ parts }: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = parts;
  return [
    heading(1, words.plain("report.estimate")),
    ...bullets(estimateFacts(parts, report.estimate).map(({ label, value }) => `${label}: ${value}`)),
    paragraph(words.plain("report.assumptions")),
    ...bullets(
      report.estimate.assumptions.map(
        ({ text, sources }) => `${text} (${sources.map((key) => sourceShown(parts, key)).join("; ")})`,
      ),
    ),
  ];
}

/** What to tell customers, to paste. */
export function customerSection({ parts }: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  return [
    heading(1, parts.reportWords.plain("customer.title")),
    paragraph(customerParagraph(parts, report)),
    note(parts.reportWords.plain("customer.check")),
  ];
}
