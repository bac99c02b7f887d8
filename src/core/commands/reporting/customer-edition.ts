import { quickQuestionOf, requirementsOf } from "../../assessment/next-question.js";
import type { NextStep } from "../../assessment/next-steps.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import { toldState } from "../../assessment/strengths.js";
import type { Strength } from "../../assessment/strengths.js";
import type { Document, DocumentBlock } from "../../document/document.js";
import { bullets, heading, note, paragraph, table } from "../../document/parts.js";
import { percent } from "../shown.js";
import { showDate } from "../turn-context.js";
import type { ReportContext } from "./report-context.js";
import { stepOwner } from "./report-texts.js";
import { selfAssessmentLine, teamName } from "./self-assessment.js";

/** What fits on two pages. */
const atMost = { statements: 36, gaps: 4, plansAndGaps: 12, noteCharacters: 120 } as const;

/** The steps that can be shown as plans: not done, with a date ahead; soonest first. */
export const datedSteps = (report: ReadinessReport): readonly NextStep[] =>
  report.steps
    .filter(({ answer }) => answer?.due !== undefined && answer.due >= report.at.slice(0, 10))
    .sort((a, b) => (a.answer?.due ?? "").localeCompare(b.answer?.due ?? ""));

/** What is in place by an answer of its own, and by nobody's different view. */
export function undisputedStrengths(
  { questionnaire }: Pick<ReportContext["parts"], "questionnaire">,
  report: ReadinessReport,
): readonly Strength[] {
  const disputed = new Set<string>(report.disagreements.map(({ question }) => question));
  return report.strengths.filter(
    ({ asked: { part, question } }) =>
      !disputed.has(question.id) &&
      (part === "requirement" || !requirementsOf(questionnaire, question.id).some(({ id }) => disputed.has(id))),
  );
}

/**
 * Two pages for a customer: what is in place or proven, and the dated plans that the lead ticked. No names, notes, gaps or
 * scores unless ticked; nothing that people see differently, nothing inferred.
 */
export function customerEdition(context: ReportContext, report: ReadinessReport): Document {
  const { reportWords: words } = context.parts;
  const { plans, shows } = report.assessment.customerEdition;
  const planned = datedSteps(report).filter(({ asked }) => plans.includes(asked.question.id));
  const open = report.steps.filter((step) => !planned.includes(step));
  const gaps = open.slice(0, Math.min(atMost.gaps, Math.max(0, atMost.plansAndGaps - planned.length)));
  const line = selfAssessmentLine(context, report);
  return {
    title: words.plain("edition.customer-title", { team: teamName(context) }),
    subtitle: line,
    cover: [],
    footer: line,
    blocks: [
      paragraph(words.plain("edition.customer-about")),
      note(words.plain("edition.customer-states")),
      ...(shows.includes("scores") ? scorePart(context, report) : []),
      heading(1, words.plain("edition.in-place")),
      ...statementPart(context, report),
      ...(planned.length > 0 ? [heading(1, words.plain("edition.plans")), ...planPart(context, report, planned)] : []),
      ...(shows.includes("gaps") && gaps.length > 0
        ? [
            heading(1, words.plain("edition.gaps")),
            ...bullets(gaps.map((step) => gapSentence(context, step))),
            ...(open.length > gaps.length
              ? [note(words.plain("edition.gaps-more", { count: open.length - gaps.length }))]
              : []),
          ]
        : []),
    ],
  };
}

/** The honest sentence for what is not there: under way, or what can be offered instead. */
function gapSentence(
  { parts: { questionnaire, reportWords: words } }: ReportContext,
  { asked, state }: NextStep,
): string {
  const quick = quickQuestionOf(questionnaire, asked);
  if (!quick) return asked.question.text;
  if (asked.part === "requirement")
    return words.plain((state.score ?? 0) > 0 ? "edition.planned-part" : "edition.gap-part", {
      title: asked.question.title,
    });
  return (state.score ?? 0) > 0 ? quick.customer.planned : quick.customer.gap;
}

/** What is being done, as a customer reads it. */
function planSentence({ parts: { reportWords: words } }: ReportContext, { asked, state }: NextStep): string {
  const isUnderWay = (state.score ?? 0) > 0;
  if (asked.part === "requirement")
    return isUnderWay
      ? words.plain("edition.planned-part", { title: asked.question.title })
      : words.plain("edition.plan-new", { step: asked.question.title });
  return isUnderWay
    ? asked.question.customer.planned
    : words.plain("edition.plan-new", { step: asked.question.nextStep });
}

/** The figures as a line: a picture would take a page of the two. */
function scorePart({ parts }: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = parts;
  if (report.overall.share === null) return [];
  const areas = report.areas.flatMap(({ title, share }) =>
    share === null ? [] : [words.plain("edition.area-score", { area: title, share: percent(share) })],
  );
  return [
    paragraph(words.plain("edition.customer-score", { share: percent(report.overall.share), areas: areas.join(", ") })),
  ];
}

function statementPart({ parts }: ReportContext, report: ReadinessReport): readonly DocumentBlock[] {
  const { reportWords: words } = parts;
  const { shows } = report.assessment.customerEdition;
  const strengths = undisputedStrengths(parts, report);
  if (strengths.length === 0) return [paragraph(words.plain("customer.nothing-yet"))];
  const shown = strengths
    .slice(0, atMost.statements)
    .map((strength) => ({ ...strength, state: toldState(parts.questionnaire, strength) }));
  const more = strengths.length - shown.length;
  const labels = [...new Set(shown.map(({ state }) => state.label))];
  return [
    ...labels.flatMap((label) => [
      heading(2, label),
      ...bullets(
        shown
          .filter(({ state }) => state.label === label)
          .map(({ says, answer }) =>
            shows.includes("notes") && answer.note ? `${says} ${shorten(answer.note)}` : says,
          ),
      ),
    ]),
    ...(more > 0 ? [note(words.plain("customer.more", { count: more }))] : []),
  ];
}

const shorten = (note: string): string =>
  note.length > atMost.noteCharacters ? `${note.slice(0, atMost.noteCharacters - 1)}…` : note;

function planPart(
  context: ReportContext,
  report: ReadinessReport,
  planned: readonly NextStep[],
): readonly DocumentBlock[] {
  const { reportWords: words } = context.parts;
  const { shows } = report.assessment.customerEdition;
  const hasNames = shows.includes("names");
  return table(
    words.plain("edition.plans"),
    [
      { title: words.plain("column.plan"), width: 6 },
      { title: words.plain("column.by"), width: 2 },
      ...(hasNames ? [{ title: words.plain("column.owner"), width: 3 }] : []),
    ],
    planned.map((step) => [
      planSentence(context, step),
      step.answer?.due === undefined ? "" : showDate(step.answer.due),
      ...(hasNames ? [stepOwner(context, report, step) ?? ""] : []),
    ]),
  );
}
