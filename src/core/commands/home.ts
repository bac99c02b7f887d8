import { countAnswered } from "../assessment/next-question.js";
import { openItems } from "../assessment/open-items.js";
import { countArchived, currentAssessment } from "../assessment/progress.js";
import type { Assessment } from "../assessment/progress.js";
import type { ReadinessReport } from "../assessment/readiness-report.js";
import { consultations, isOpen } from "../consultation/consultations.js";
import type { Block, Button, Reply } from "../conversation/reply.js";
import { helpBlocks, supportLinks } from "./help.js";
import { lastAnswer } from "./last-answer.js";
import { areaChart } from "./reporting/charts.js";
import { reportOf } from "./reporting/report-of.js";
import { stepLines } from "./reporting/step-line.js";
import { firstQuestions } from "./suggestions.js";
import { itemLines } from "./teamwork/open-item-lines.js";
import { replyWith, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** How many steps and open items the overview shows; the report has all. */
const shownSteps = 3;

/** The overview that a platform can keep in view: where the team stands, what waits, and the three main jobs. */
export function showHome(context: TurnContext): Reply {
  if (!context.rights.takesPart) return replyWith(context, helpBlocks(context));
  const assessment = currentAssessment(context.trail.entries);
  const requests = requestPart(context);
  if (!assessment && requests.length === 0 && countArchived(context.trail.entries) === 0) return firstRun(context);
  return replyWith(context, [
    { kind: "heading", text: context.parts.words.plain("status.title") },
    ...(assessment ? assessmentPart(context, assessment) : nonePart(context)),
    ...requests,
    jobs(context, assessment),
    { kind: "note", markdown: context.parts.words.say("home.hint") },
    ...supportLinks(context.parts),
  ]);
}

function firstRun(context: TurnContext): Reply {
  const { words } = context.parts;
  return replyWith(context, [
    { kind: "heading", text: words.plain("help.title") },
    { kind: "markdown", markdown: words.say("home.first") },
    jobs(context, undefined),
    { kind: "markdown", markdown: words.say("home.questions") },
    {
      kind: "buttons",
      buttons: firstQuestions(context.parts).map(({ label, says }) => ({
        label,
        action: { do: "ask", question: says },
      })),
    },
    { kind: "note", markdown: words.say("home.first-hint") },
    ...supportLinks(context.parts),
  ]);
}

const nonePart = ({ parts: { words }, trail }: TurnContext): readonly Block[] => [
  { kind: "markdown", markdown: words.say("status.none", { archived: countArchived(trail.entries) }) },
];

function assessmentPart(context: TurnContext, assessment: Assessment): readonly Block[] {
  const { words, questionnaire } = context.parts;
  const report = reportOf(context);
  const last = lastAnswer(context, assessment);
  return [
    ...(report ? verdictPart(context, report) : []),
    {
      kind: "facts",
      facts: [
        {
          label: words.plain("status.need"),
          value: words.plain("status.count", countAnswered(questionnaire, assessment, "need")),
        },
        {
          label: words.plain("status.readiness"),
          value: words.plain("status.count", countAnswered(questionnaire, assessment, "readiness")),
        },
        ...(last === undefined ? [] : [{ label: words.plain("status.last-label"), value: last }]),
      ],
    },
    ...(report ? readinessPart(context, report) : []),
    ...waitingPart(context, assessment),
  ];
}

/** What to do, without why; the report has the reasons. */
function verdictPart({ parts: { words, reportWords } }: TurnContext, report: ReadinessReport): readonly Block[] {
  const { verdict, need } = report;
  if (!verdict) return [];
  const title = words.plain("verdict.title", { verdict: verdict.rule.title });
  return [
    { kind: "markdown", markdown: `**${title}**\n\n${verdict.rule.summary}` },
    ...(need.answered < need.total
      ? [{ kind: "note", markdown: reportWords.say("report.partial", { ...need }) } as const]
      : []),
  ];
}

function readinessPart(context: TurnContext, report: ReadinessReport): readonly Block[] {
  if (report.overall.answered === 0) return [];
  const { reportWords } = context.parts;
  return [
    { kind: "picture", ...areaChart(context.parts, report) },
    ...(report.steps.length > 0
      ? ([
          { kind: "markdown", markdown: `**${reportWords.plain("report.steps")}**` },
          { kind: "markdown", markdown: stepLines(context, report, shownSteps) },
        ] as const)
      : []),
  ];
}

/** What the reader is waited for. */
function waitingPart(context: TurnContext, assessment: Assessment): readonly Block[] {
  const { words, questionnaire } = context.parts;
  const items = openItems(questionnaire, assessment).get(context.request.person.id) ?? [];
  if (items.length === 0) return [];
  const more = items.length - shownSteps;
  return [
    { kind: "markdown", markdown: `**${words.say("home.waiting")}**` },
    { kind: "markdown", markdown: itemLines(context.parts, items, shownSteps) },
    ...(more > 0 ? [{ kind: "note", markdown: words.say("remind.more", { count: more }) } as const] : []),
  ];
}

/** The reader's own requests: those that are open, and the last one that is not. */
function requestPart({ parts: { words }, trail, request }: TurnContext): readonly Block[] {
  const own = consultations(trail.entries).filter(({ by }) => by === request.person.id);
  const lastClosed = own.findLast((consultation) => !isOpen(consultation));
  const shown = own.filter((consultation) => isOpen(consultation) || consultation === lastClosed);
  if (shown.length === 0) return [];
  return [
    { kind: "markdown", markdown: `**${words.say("home.requests")}**` },
    {
      kind: "facts",
      facts: shown.map(({ reference, state, changedAt }) => ({
        label: reference,
        value: words.plain("home.request", {
          state: words.plain(`consult.state.${state}`),
          when: showDate(changedAt),
        }),
      })),
    },
  ];
}

function jobs({ parts: { words } }: TurnContext, assessment: Assessment | undefined): Block {
  const buttons: readonly Button[] = [
    {
      label: words.plain(assessment ? "button.go-on" : "suggest.assess"),
      action: { do: "assess" },
      style: "primary",
    },
    ...(assessment ? [{ label: words.plain("button.report"), action: { do: "report" } } as const] : []),
    { label: words.plain("button.consult"), action: { do: "consult" } },
  ];
  return { kind: "buttons", buttons };
}
