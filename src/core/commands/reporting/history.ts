import { compareAreas, improved, pastAssessments, slipped } from "../../assessment/history.js";
import type { AreaChange, PastAssessment } from "../../assessment/history.js";
import type { AssessmentSummary } from "../../assessment/entries.js";
import { summaryOf } from "../../assessment/readiness-report.js";
import type { Block, Reply } from "../../conversation/reply.js";
import { refuseOutsider } from "../help.js";
import { percent } from "../shown.js";
import { replyWith, showDate } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { historyChart } from "./charts.js";
import { reportOf } from "./report-of.js";

/** Earlier assessments with their scores, and what improved and what slipped since the last of them. */
export function showHistory(context: TurnContext): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { words, reportWords, questionnaire } = context.parts;
  const past = pastAssessments(questionnaire, context.trail.entries);
  const report = reportOf(context);
  const now = report && summaryOf(report);
  if (past.length === 0)
    return replyWith(
      context,
      [
        { kind: "markdown", markdown: reportWords.say(now ? "history.first" : "history.none") },
        { kind: "buttons", buttons: [{ label: words.plain("button.assess"), action: { do: "assess" } }] },
      ],
      { replaces: false },
    );
  const lines = [
    ...past.map((assessment) => pastLine(context, assessment)),
    ...(now ? [reportWords.say("history.now", summaryValues(context, now))] : []),
  ];
  return replyWith(
    context,
    [
      { kind: "heading", text: reportWords.plain("history.title") },
      { kind: "markdown", markdown: lines.map((line) => `- ${line}`).join("\n") },
      ...comparison(context, past, now),
      ...(past.some(({ isRecomputed }) => isRecomputed)
        ? [{ kind: "note", markdown: reportWords.say("history.recomputed") } as const]
        : []),
      { kind: "buttons", buttons: [{ label: words.plain("button.report"), action: { do: "report" } }] },
    ],
    { replaces: false },
  );
}

const summaryValues = (
  { parts: { reportWords: words } }: TurnContext,
  summary: AssessmentSummary,
): Record<string, string | number> => ({
  share: summary.overall === null ? words.plain("report.open") : percent(summary.overall),
  verdict: summary.verdict ?? words.plain("report.open"),
  answered: summary.answered,
  total: summary.total,
});

const pastLine = (context: TurnContext, { startedAt, archivedAt, summary }: PastAssessment): string =>
  context.parts.reportWords.say("history.line", {
    ...summaryValues(context, summary),
    when: [...new Set([showDate(startedAt), showDate(archivedAt)])].join(" – "),
  });

/** Now against the last archived one; with none under way, the last two. */
function comparison(
  context: TurnContext,
  past: readonly PastAssessment[],
  now: AssessmentSummary | undefined,
): readonly Block[] {
  const { reportWords: words } = context.parts;
  const later = now ? { summary: now, archivedAt: context.at } : past.at(-1);
  const earlier = now ? past.at(-1) : past.at(-2);
  if (!later || !earlier) return [];
  const changes = compareAreas(earlier.summary, later.summary);
  const named = (list: readonly AreaChange[]): string =>
    list
      .map(({ title, before, now: share }) =>
        words.plain("history.change", { area: title, before: percent(before ?? 0), now: percent(share ?? 0) }),
      )
      .join("; ");
  const better = improved(changes);
  const worse = slipped(changes);
  return [
    {
      kind: "picture",
      ...historyChart(context.parts, changes, {
        before: showDate(earlier.archivedAt),
        now: now ? words.plain("history.today") : showDate(later.archivedAt),
      }),
    },
    {
      kind: "markdown",
      markdown: [
        better.length > 0
          ? words.say("history.improved", { areas: named(better) })
          : words.say("history.none-improved"),
        worse.length > 0 ? words.say("history.slipped", { areas: named(worse) }) : words.say("history.none-slipped"),
      ].join("\n\n"),
    },
  ];
}
