import { currentAssessment } from "../assessment/progress.js";
import type { Assessment } from "../assessment/progress.js";
import { buildReport } from "../assessment/readiness-report.js";
import type { ReadinessReport } from "../assessment/readiness-report.js";
import type { Block, Reply } from "../conversation/reply.js";
import { refuseOutsider } from "./help.js";
import { replyWith, showDate } from "./turn-context.js";
import type { AdvisorParts, TurnContext } from "./turn-context.js";
import { verdictBlocks } from "./verdict-card.js";

/** Verdict, readiness by area, next steps, cost and time. Shown to the asker alone until they share it. */
export function showReport(context: TurnContext, audience: Reply["audience"]): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { words } = context.parts;
  const assessment = currentAssessment(context.trail.entries);
  if (!assessment || assessment.answers.size === 0) {
    return replyWith(
      context,
      [
        { kind: "markdown", markdown: words.say("report.none") },
        {
          kind: "buttons",
          buttons: [{ label: words.plain("button.assess"), action: { do: "assess" }, style: "primary" }],
        },
      ],
      { replaces: false },
    );
  }
  const report = buildReport(context.parts.questionnaire, assessment);
  const canShare = audience === "asker" && context.request.place.kind !== "personal";
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("report.title", { date: showDate(context.at) }) },
      ...verdictPart(context, assessment, report),
      ...readinessPart(context.parts, report),
      ...stepsPart(context.parts, report),
      ...estimatePart(context.parts, report),
      { kind: "note", markdown: words.say("report.made-with", { version: report.questionsVersion }) },
      {
        kind: "buttons",
        buttons: [
          ...(canShare ? [{ label: words.plain("button.share"), action: { do: "report-share" } } as const] : []),
          { label: words.plain("button.go-on"), action: { do: "assess" } },
          { label: words.plain("button.consult"), action: { do: "consult" } },
        ],
      },
    ],
    { audience, replaces: false },
  );
}

function verdictPart(context: TurnContext, assessment: Assessment, report: ReadinessReport): readonly Block[] {
  const { words } = context.parts;
  if (!report.verdict) return [{ kind: "markdown", markdown: words.say("report.no-verdict") }];
  const isPartial = report.need.answered < report.need.total;
  return [
    ...verdictBlocks(context, assessment),
    ...(isPartial ? [{ kind: "note", markdown: words.say("report.partial", report.need) } as const] : []),
  ];
}

const percent = (share: number): string => `${String(Math.round(share * 100))}%`;

function readinessPart({ words }: AdvisorParts, report: ReadinessReport): readonly Block[] {
  const { overall, areas } = report;
  if (overall.answered === 0)
    return [
      { kind: "heading", text: words.plain("report.readiness") },
      { kind: "markdown", markdown: words.say("report.no-readiness") },
    ];
  const bars = areas.map((area) => ({
    label: area.title,
    share: area.share,
    text:
      area.share === null
        ? words.plain(area.answered > 0 ? "report.not-applicable" : "report.open")
        : percent(area.share),
  }));
  return [
    {
      kind: "picture",
      title: words.plain("report.readiness"),
      alt: words.plain("report.picture-alt", {
        overall: overall.share === null ? words.plain("report.open") : percent(overall.share),
        areas: bars.map(({ label, text }) => `${label}: ${text}`).join("; "),
      }),
      bars,
    },
    {
      kind: "markdown",
      markdown: words.say("report.overall", {
        share: overall.share === null ? words.plain("report.open") : percent(overall.share),
        answered: overall.answered,
        total: overall.total,
        dontKnow: overall.dontKnow,
        notApplicable: overall.notApplicable,
      }),
    },
    { kind: "note", markdown: words.say("report.how-scored") },
  ];
}

function stepsPart({ words }: AdvisorParts, report: ReadinessReport): readonly Block[] {
  if (report.steps.length === 0) return [];
  const lines = report.steps.map(
    ({ question }, index) =>
      `${String(index + 1)}. ${question.nextStep} ${words.say("report.hours", { low: question.hours.low, high: question.hours.high })} · ${words.say("report.control", { controls: question.maps.iso42001.join(", ") })}`,
  );
  return [
    { kind: "heading", text: words.plain("report.steps") },
    { kind: "markdown", markdown: lines.join("\n") },
    { kind: "note", markdown: words.say("report.how-ranked") },
  ];
}

const dollars = (amount: number): string => `$${amount.toLocaleString("en-US")}`;

function estimatePart({ words }: AdvisorParts, report: ReadinessReport): readonly Block[] {
  const { cost, orMore, months, upkeep, assumptions } = report.estimate;
  return [
    { kind: "heading", text: words.plain("report.estimate") },
    {
      kind: "facts",
      facts: [
        {
          label: words.plain("report.cost"),
          value: words.plain(orMore ? "report.range-or-more" : "report.range", {
            low: dollars(cost.low),
            high: dollars(cost.high),
          }),
        },
        {
          label: words.plain("report.time"),
          value: words.plain("report.months", { low: months.low, high: months.high }),
        },
        {
          label: words.plain("report.upkeep"),
          value: words.plain("report.range", { low: dollars(upkeep.low), high: dollars(upkeep.high) }),
        },
      ],
    },
    {
      kind: "note",
      markdown: `${words.say("report.assumptions")}\n\n${assumptions.map(({ text, sources }) => `- ${text} (${sources.join(", ")})`).join("\n")}`,
    },
  ];
}

/** The assessment in a few lines, for the consultant; undefined when there is nothing to sum up. */
export function summarizeAssessment(parts: AdvisorParts, assessment: Assessment | undefined): string | undefined {
  if (!assessment || assessment.answers.size === 0) return undefined;
  const { words } = parts;
  const report = buildReport(parts.questionnaire, assessment);
  const open = words.plain("report.open");
  return [
    words.plain("summary.verdict", { verdict: report.verdict?.rule.title ?? open }),
    ...(report.verdict?.held.map((trigger) => `- ${trigger.says}`) ?? []),
    words.plain("summary.readiness", {
      share: report.overall.share === null ? open : percent(report.overall.share),
      answered: report.overall.answered,
      total: report.overall.total,
    }),
    ...report.areas.flatMap((area) => (area.share === null ? [] : [`- ${area.title}: ${percent(area.share)}`])),
  ].join("\n");
}
