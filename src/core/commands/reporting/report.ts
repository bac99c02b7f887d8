import { findCrosswalk } from "../../assessment/crosswalk.js";
import { questionSet } from "../../assessment/question.js";
import type { FrameworkId } from "../../assessment/question.js";
import { toldState } from "../../assessment/strengths.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { Block, Button, Reply } from "../../conversation/reply.js";
import { refuseOutsider } from "../help.js";
import { questionPicker } from "../pick-question.js";
import { percent } from "../shown.js";
import { replyWith, showDate } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { areaChart } from "./charts.js";
import { customerParagraph } from "./customer-paragraph.js";
import { coverageLines, estimateFacts, periodTitle, stepOwner } from "./report-texts.js";
import { stepLines } from "./step-line.js";
import { sourceLinks } from "./source-links.js";
import { nothingToReport, reportOf } from "./report-of.js";
import { verdictBlocks } from "./verdict-card.js";

/** How many of a list the chat shows; the files have all. */
const shown = { strengths: 5, steps: 5, planned: 4 } as const;

/** Verdict, picture, strengths, gaps, plan, cost and time, and what to tell customers. Shown to the asker alone until they share it. */
export function showReport(context: TurnContext, audience: Reply["audience"]): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const report = reportOf(context);
  if (!report) return nothingToReport(context);
  const { reportWords: words } = context.parts;
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("report.title", { date: showDate(context.at) }) },
      ...verdictPart(context, report),
      ...readinessPart(context, report),
      ...strengthsPart(context, report),
      ...stepsPart(context, report),
      ...planPart(context, report),
      ...coveragePart(context, report),
      ...estimatePart(context, report),
      ...customerPart(context, report),
      { kind: "note", markdown: words.say("report.made-with", { version: questionSet(report.questionsVersion) }) },
      { kind: "buttons", buttons: reportButtons(context, audience) },
    ],
    { audience, replaces: false },
  );
}

function reportButtons(context: TurnContext, audience: Reply["audience"]): readonly Button[] {
  const { words, reportWords, questionnaire } = context.parts;
  const canShare = audience === "asker" && context.request.place.kind !== "personal";
  const framework: FrameworkId = "nist-ai-rmf";
  const nist = findCrosswalk(questionnaire, framework);
  return [
    { label: reportWords.plain("button.export"), action: { do: "export" }, style: "primary" },
    ...(canShare ? [{ label: words.plain("button.share"), action: { do: "report-share" } } as const] : []),
    { label: words.plain("button.gaps"), action: { do: "gaps" } },
    ...(nist
      ? [
          {
            label: reportWords.plain("button.framework", { name: nist.name }),
            action: { do: "report", framework },
          } as const,
        ]
      : []),
    { label: words.plain("button.go-on"), action: { do: "assess" } },
    { label: words.plain("button.consult"), action: { do: "consult" } },
  ];
}

function verdictPart(context: TurnContext, report: ReadinessReport): readonly Block[] {
  const { reportWords: words } = context.parts;
  if (!report.verdict) return [{ kind: "markdown", markdown: words.say("report.no-verdict") }];
  const isPartial = report.need.answered < report.need.total;
  return [
    ...verdictBlocks(context, report.assessment),
    ...(isPartial ? [{ kind: "note", markdown: words.say("report.partial", { ...report.need }) } as const] : []),
  ];
}

function readinessPart(context: TurnContext, report: ReadinessReport): readonly Block[] {
  const { reportWords: words } = context.parts;
  const { overall, readiness } = report;
  if (overall.answered === 0)
    return [
      { kind: "heading", text: words.plain("report.readiness") },
      { kind: "markdown", markdown: words.say("report.no-readiness") },
    ];
  return [
    { kind: "picture", ...areaChart(context.parts, report) },
    {
      kind: "markdown",
      markdown: words.say("report.overall", {
        share: overall.share === null ? words.plain("report.open") : percent(overall.share),
        answered: readiness.answered,
        total: readiness.total,
        dontKnow: overall.dontKnow,
        notApplicable: overall.notApplicable,
      }),
    },
    { kind: "note", markdown: words.say("report.how-scored") },
    ...(report.disagreements.length > 0
      ? [{ kind: "note", markdown: words.say("report.disagreements", { count: report.disagreements.length }) } as const]
      : []),
  ];
}

function strengthsPart({ parts }: TurnContext, report: ReadinessReport): readonly Block[] {
  const { reportWords: words } = parts;
  if (report.strengths.length === 0) return [];
  const more = report.strengths.length - shown.strengths;
  const unproven = report.strengths.filter(
    (strength) => toldState(parts.questionnaire, strength) !== strength.state,
  ).length;
  return [
    { kind: "heading", text: words.plain("report.strengths") },
    {
      kind: "markdown",
      markdown: report.strengths
        .slice(0, shown.strengths)
        .map(({ says, state }) => `- ${says} *(${state.label})*`)
        .join("\n"),
    },
    ...(more > 0 ? [{ kind: "note", markdown: words.say("report.more", { count: more }) } as const] : []),
    ...(unproven > 0
      ? [{ kind: "note", markdown: words.say("customer.no-evidence", { count: unproven }) } as const]
      : []),
  ];
}

function stepsPart(context: TurnContext, report: ReadinessReport): readonly Block[] {
  const { reportWords: words } = context.parts;
  if (report.steps.length === 0) return [];
  return [
    { kind: "heading", text: words.plain("report.steps") },
    {
      kind: "markdown",
      markdown: stepLines(context, report, shown.steps),
    },
    { kind: "note", markdown: words.say("report.how-ranked") },
  ];
}

/** Every gap, best value for effort first. */
export function showGaps(context: TurnContext): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const report = reportOf(context);
  if (!report) return nothingToReport(context);
  const { reportWords: words } = context.parts;
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("report.all-gaps", { count: report.steps.length }) },
      report.steps.length === 0
        ? { kind: "markdown", markdown: words.say("report.no-gaps") }
        : {
            kind: "markdown",
            markdown: stepLines(context, report, report.steps.length),
          },
      { kind: "note", markdown: words.say("report.how-ranked") },
      ...questionPicker(context, report.assessment, {
        open: "detail",
        questions: report.steps.map(({ asked }) => asked),
      }),
      {
        kind: "buttons",
        buttons: [
          { label: context.parts.words.plain("button.report"), action: { do: "report" } },
          { label: words.plain("button.export"), action: { do: "export" } },
          { label: context.parts.words.plain("button.assign"), action: { do: "assign" } },
        ],
      },
    ],
    { replaces: false },
  );
}

function planPart(context: TurnContext, report: ReadinessReport): readonly Block[] {
  const { reportWords: words } = context.parts;
  if (report.plan.periods.length === 0) return [];
  const lines = report.plan.periods.map((period) => {
    const named = period.steps.slice(0, shown.planned).map((step) => {
      const owner = stepOwner(context, report, step);
      const what = step.asked.question.nextStep.replace(/\.$/u, "");
      return owner === undefined ? what : words.plain("plan.step-by", { what, owner });
    });
    const more = period.steps.length - named.length;
    return `- **${periodTitle(context.parts, period)}:** ${[...named, ...(more > 0 ? [words.plain("plan.more", { count: more })] : [])].join("; ")}`;
  });
  return [
    { kind: "heading", text: words.plain("plan.title") },
    { kind: "markdown", markdown: lines.join("\n") },
    {
      kind: "note",
      markdown: `${words.say("plan.hours", { hours: report.plan.hoursPerPeriod })} ${report.plan.assumption}`,
    },
  ];
}

function coveragePart({ parts }: TurnContext, report: ReadinessReport): readonly Block[] {
  const lines = coverageLines(parts, report);
  if (lines.length === 0) return [];
  return [
    { kind: "heading", text: parts.reportWords.plain("coverage.title") },
    { kind: "markdown", markdown: lines.map((line) => `- ${line}`).join("\n") },
    { kind: "note", markdown: parts.reportWords.say("coverage.note") },
  ];
}

function estimatePart({ parts }: TurnContext, report: ReadinessReport): readonly Block[] {
  const { reportWords: words } = parts;
  const { assumptions } = report.estimate;
  return [
    { kind: "heading", text: words.plain("report.estimate") },
    { kind: "facts", facts: estimateFacts(parts, report.estimate) },
    {
      kind: "note",
      markdown: `${words.say("report.assumptions")}\n\n${assumptions.map(({ text, sources }) => `- ${text} ${sourceLinks(parts, sources)}`).join("\n")}`,
    },
  ];
}

function customerPart({ parts }: TurnContext, report: ReadinessReport): readonly Block[] {
  if (report.readiness.answered === 0) return [];
  return [
    { kind: "heading", text: parts.reportWords.plain("customer.title") },
    { kind: "text", text: customerParagraph(parts, report) },
    { kind: "note", markdown: parts.reportWords.say("customer.check") },
  ];
}
