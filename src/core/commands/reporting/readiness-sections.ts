import { findQuestion } from "../../assessment/next-question.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { DocumentBlock } from "../../document/document.js";
import { bullets, heading, note, paragraph, table } from "../../document/parts.js";
import { percent } from "../shown.js";
import type { ReportContext } from "./report-context.js";
import { areaChart } from "./charts.js";

/** The verdict, what led to it, what would change it, what to do. */
export function verdictSection(context: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { words, reportWords, questionnaire } = context.parts;
  const { verdict } = report;
  if (!verdict)
    return [heading(1, reportWords.plain("edition.verdict")), paragraph(reportWords.plain("report.no-verdict"))];
  const change = [
    ...verdict.held.map((trigger) => trigger.unless),
    ...verdict.notHeld.map((trigger) => trigger.wouldTrigger),
  ];
  const unanswered = verdict.unanswered.flatMap((id) => findQuestion(questionnaire, id)?.question.text ?? []);
  return [
    heading(1, words.plain("verdict.title", { verdict: verdict.rule.title })),
    paragraph(verdict.rule.summary),
    heading(2, words.plain("verdict.why")),
    ...bullets(verdict.reasons.length > 0 ? verdict.reasons : [words.plain("verdict.no-trigger")]),
    heading(2, words.plain("verdict.change")),
    ...bullets(change),
    heading(2, words.plain("verdict.next")),
    ...bullets(verdict.rule.nextSteps),
    ...(unanswered.length > 0 ? [note(`${words.plain("verdict.unanswered")} ${unanswered.join(" · ")}`)] : []),
    note(words.plain("verdict.not-advice")),
  ];
}

/** The picture and the figures behind it, area by area. */
export function readinessSection(context: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = context.parts;
  const { overall, readiness, areas } = report;
  const title = heading(1, words.plain("report.readiness"));
  if (overall.answered === 0) return [title, paragraph(words.plain("report.no-readiness"))];
  return [
    title,
    paragraph(
      words.plain("edition.overall", {
        share: overall.share === null ? words.plain("report.open") : percent(overall.share),
        answered: readiness.answered,
        total: readiness.total,
        dontKnow: overall.dontKnow,
        notApplicable: overall.notApplicable,
      }),
    ),
    { kind: "chart", chart: areaChart(context.parts, report) },
    ...table(
      words.plain("edition.areas"),
      [
        { title: words.plain("column.area"), width: 5 },
        { title: words.plain("column.score"), width: 2 },
        { title: words.plain("column.answered"), width: 2 },
        { title: words.plain("column.dont-know"), width: 2 },
        { title: words.plain("column.not-applicable"), width: 2 },
      ],
      areas.map((area) => [
        area.title,
        area.share === null
          ? words.plain(area.answered > 0 ? "report.not-applicable" : "report.open")
          : percent(area.share),
        words.plain("edition.of", { answered: area.answered, total: area.total }),
        String(area.dontKnow),
        String(area.notApplicable),
      ]),
    ),
    note(words.plain("report.how-scored")),
    ...(report.disagreements.length > 0
      ? [note(words.plain("report.disagreements", { count: report.disagreements.length }))]
      : []),
  ];
}

/** What is in place, in sentences. */
export function strengthsSection({ parts }: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = parts;
  return [
    heading(1, words.plain("report.strengths")),
    ...(report.strengths.length === 0
      ? [paragraph(words.plain("report.no-strengths"))]
      : bullets(report.strengths.map(({ says, state }) => `${says} (${state.label})`))),
  ];
}
