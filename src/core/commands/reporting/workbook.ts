import { counterparts } from "../../assessment/crosswalk.js";
import { isAssessmentEntry } from "../../assessment/entries.js";
import { findQuestion, numbersOf } from "../../assessment/next-question.js";
import type { Crosswalk } from "../../assessment/question.js";
import type { RequirementState } from "../../assessment/requirement-states.js";
import type { ReadinessReport } from "../../assessment/readiness-report.js";
import type { Cell, Sheet, Workbook } from "../../document/workbook.js";
import { recordName } from "../turn-context.js";
import type { ReportContext } from "./report-context.js";
import { answerShown, valueShown } from "./answer-shown.js";
import { stepOwner } from "./report-texts.js";
import { requirementRows } from "./requirement-rows.js";
import { selfAssessmentLine, teamName } from "./self-assessment.js";
import { showState } from "./state-shown.js";

/** The answers, gaps, Statement of Applicability, clauses, crosswalk and record as sheets. */
export function reportWorkbook(context: ReportContext, report: ReadinessReport): Workbook {
  return {
    title: teamName(context),
    sheets: [
      summarySheet(context, report),
      answersSheet(context, report),
      gapsSheet(context, report),
      applicabilitySheet(context, report),
      clausesSheet(context, report),
      crosswalkSheet(context, report),
      recordSheet(context, report),
    ],
  };
}

type Columns = readonly (readonly [
  title: Parameters<ReportContext["parts"]["reportWords"]["plain"]>[0],
  width: number,
])[];

function sheet(
  { parts: { reportWords: words } }: ReportContext,
  name: Columns[number][0],
  columns: Columns,
  rows: readonly (readonly Cell[])[],
): Sheet {
  return {
    name: words.plain(name),
    columns: columns.map(([title, width]) => ({ title: words.plain(title), width })),
    rows,
  };
}

/** A share as a number with two decimals, so that it can be worked with. */
const round = (share: number | null): Cell => (share === null ? null : Math.round(share * 100) / 100);

function summarySheet(context: ReportContext, report: ReadinessReport): Sheet {
  const { reportWords: words } = context.parts;
  return sheet(
    context,
    "sheet.summary",
    [
      ["column.what", 40],
      ["column.score", 14],
      ["column.answered", 14],
      ["column.dont-know", 14],
      ["column.not-applicable", 16],
    ],
    [
      [selfAssessmentLine(context, report), null, null, null, null],
      [
        words.plain("sheet.verdict", { verdict: report.verdict?.rule.title ?? words.plain("report.open") }),
        null,
        null,
        null,
        null,
      ],
      ...context.parts.questionnaire.crosswalks.map(({ name, about }) => [`${name}: ${about}`, null, null, null, null]),
      ...[{ ...report.overall, title: words.plain("sheet.overall") }, ...report.areas].map((score) => [
        score.title,
        round(score.share),
        score.answered,
        score.dontKnow,
        score.notApplicable,
      ]),
    ],
  );
}

/** Every answer, of either mode, with what is known beside it. */
export function answersSheet(context: ReportContext, report: ReadinessReport): Sheet {
  const { parts } = context;
  return sheet(
    context,
    "sheet.answers",
    [
      ["column.question", 60],
      ["column.numbers", 16],
      ["column.answer", 28],
      ["column.who", 18],
      ["column.when", 14],
      ["column.note", 40],
      ["column.evidence", 40],
      ["column.owner", 18],
      ["column.due", 14],
    ],
    [...report.assessment.answers].flatMap(([id, answer]): readonly (readonly Cell[])[] => {
      const asked = findQuestion(parts.questionnaire, id);
      if (!asked) return [];
      return [
        [
          asked.question.text,
          numbersOf(parts.questionnaire, asked).join(", "),
          answerShown(parts, asked, answer),
          recordName(context, answer.by),
          answer.at.slice(0, 10),
          answer.note ?? null,
          answer.evidence ?? null,
          answer.owner ?? null,
          answer.due ?? null,
        ],
      ];
    }),
  );
}

function gapsSheet(context: ReportContext, report: ReadinessReport): Sheet {
  const { questionnaire } = context.parts;
  return sheet(
    context,
    "sheet.gaps",
    [
      ["column.rank", 8],
      ["column.step", 60],
      ["column.numbers", 16],
      ["column.state", 18],
      ["column.hours-low", 12],
      ["column.hours-high", 12],
      ["column.owner", 18],
      ["column.due", 14],
    ],
    report.steps.map((step, index) => [
      index + 1,
      step.asked.question.nextStep,
      numbersOf(questionnaire, step.asked).join(", "),
      step.state.label,
      step.asked.question.hours.low,
      step.asked.question.hours.high,
      stepOwner(context, report, step) ?? null,
      step.answer?.due ?? null,
    ]),
  );
}

function applicabilitySheet(context: ReportContext, report: ReadinessReport): Sheet {
  return sheet(
    context,
    "sheet.soa",
    [
      ["column.number", 10],
      ["column.control", 36],
      ["column.applies", 14],
      ["column.why", 44],
      ["column.state", 26],
      ["column.evidence", 40],
      ["column.owner", 18],
    ],
    requirementRows(context, report, "controls").map(({ number, title, applies, why, state, evidence, owner }) => [
      number,
      title,
      applies,
      why,
      state,
      evidence ?? null,
      owner ?? null,
    ]),
  );
}

function clausesSheet(context: ReportContext, report: ReadinessReport): Sheet {
  return sheet(
    context,
    "sheet.clauses",
    [
      ["column.number", 10],
      ["column.clause", 40],
      ["column.state", 26],
      ["column.evidence", 40],
      ["column.owner", 18],
    ],
    requirementRows(context, report, "clauses").map(({ number, title, state, evidence, owner }) => [
      number,
      title,
      state,
      evidence ?? null,
      owner ?? null,
    ]),
  );
}

const rowOf = (walk: Crosswalk, { requirement: { number } }: RequirementState): Crosswalk["rows"][number] | undefined =>
  walk.rows.find(({ requirement }) => requirement === number);

/** Where each clause and control stands elsewhere, or why it stands nowhere. */
function crosswalkSheet(context: ReportContext, report: ReadinessReport): Sheet {
  const { crosswalks } = context.parts.questionnaire;
  const known = sheet(
    context,
    "sheet.crosswalk",
    [
      ["column.number", 10],
      ["column.title", 40],
      ["column.state", 26],
    ],
    report.requirements.map((row): readonly Cell[] => [
      row.requirement.number,
      row.requirement.title,
      showState(context.parts, row),
      ...crosswalks.flatMap((walk) => [
        counterparts(walk, row.requirement.number).join(", ") || (rowOf(walk, row)?.note ?? null),
        (rowOf(walk, row)?.sources ?? walk.sources).join(", "),
      ]),
    ]),
  );
  const sources = context.parts.reportWords.plain("column.sources");
  return {
    ...known,
    columns: [
      ...known.columns,
      ...crosswalks.flatMap(({ name }) => [
        { title: name, width: 24 },
        { title: `${sources}: ${name}`, width: 16 },
      ]),
    ],
  };
}

/** Every answer ever given in this assessment, also the changed ones. */
function recordSheet(context: ReportContext, report: ReadinessReport): Sheet {
  const { parts, trail } = context;
  const rows = trail.entries.filter(isAssessmentEntry).flatMap((entry): readonly (readonly Cell[])[] => {
    if (entry.assessment !== report.assessment.id) return [];
    if (entry.kind !== "answered" && entry.kind !== "settled") return [];
    const asked = findQuestion(parts.questionnaire, entry.question);
    return [
      [
        entry.at,
        recordName(context, entry.by),
        parts.reportWords.plain(`record.${entry.kind}`),
        asked?.question.text ?? entry.question,
        asked ? valueShown(parts, asked, entry.value) : null,
        entry.questionsVersion,
      ],
    ];
  });
  return sheet(
    context,
    "sheet.record",
    [
      ["column.when", 24],
      ["column.who", 18],
      ["column.what", 16],
      ["column.question", 60],
      ["column.answer", 28],
      ["column.version", 40],
    ],
    rows,
  );
}
