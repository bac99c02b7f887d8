import type { Cell, Sheet } from "../document/workbook.js";
import type { TableSheet } from "../ports/table-reader.js";
import type { DraftWords } from "./compose-draft.js";
import { draftReplies } from "./draft-reply.js";
import type { DraftedReply, DraftSource } from "./draft-reply.js";
import { findQuestionSheets } from "./find-questions.js";
import type { QuestionColumn } from "./find-questions.js";

export interface TableCounts {
  readonly total: number;
  readonly drafted: number;
  /** Of the drafted ones, those with something to check. */
  readonly look: number;
  readonly unanswered: number;
  readonly outside: number;
}

export interface AnsweredTable {
  /** Every sheet as it was, the one with the questions with drafts beside them. */
  readonly sheets: readonly Sheet[];
  /** The sheets the questions were read from. */
  readonly asked: readonly string[];
  readonly counts: TableCounts;
}

export interface TableProgress {
  /** Lets other turns go on meanwhile. */
  readonly pause: () => Promise<void>;
  readonly show: (done: number, total: number) => Promise<void>;
}

const rowsAtOnce = 10;
const rowsBetweenNews = 50;

/** Drafts a reply beside every question of a table. Undefined when it holds none. */
export async function answerTable(
  source: DraftSource,
  sheets: readonly TableSheet[],
  progress: TableProgress,
): Promise<AnsweredTable | undefined> {
  const chosen = findQuestionSheets(sheets);
  if (chosen.length === 0) return undefined;
  const answers = new Map<TableSheet, Map<number, Answered>>(chosen.map(({ sheet }) => [sheet, new Map()]));
  const known = new Map<string, Answered>();
  const rows = chosen.flatMap(({ sheet, found }) => found.rows.map((row) => ({ sheet, found, row })));
  for (const [index, { sheet, found, row }] of rows.entries()) {
    if (index > 0 && index % rowsAtOnce === 0) await progress.pause();
    if (index > 0 && index % rowsBetweenNews === 0) await progress.show(index, rows.length);
    const question = String(sheet.rows[row]?.[found.column] ?? "").trim();
    const key = `${sheet.name}\n${question}`;
    const answered = known.get(key) ?? answerCell(source, question, withinOf(sheet, found));
    known.set(key, answered);
    answers.get(sheet)?.set(row, answered);
  }
  return {
    asked: chosen.map(({ sheet }) => sheet.name),
    counts: countAnswers([...answers.values()].flatMap((one) => [...one.values()])),
    sheets: sheets.map((sheet) => {
      const found = chosen.find((one) => one.sheet === sheet)?.found;
      return found ? withDrafts(source.words, sheet, found, answers.get(sheet) ?? new Map()) : asItWas(sheet);
    }),
  };
}

/** What is written beside one question. */
interface Answered {
  readonly result: "drafted" | "unanswered" | "outside";
  readonly needsLook: boolean;
  readonly cells: readonly [draft: string, confidence: string, restsOn: string, state: string, check: string];
}

/** What the questions of a sheet stand in: its name and the head of their column. */
const withinOf = (sheet: TableSheet, { column, rows }: QuestionColumn): string => {
  const heads = sheet.rows.slice(0, rows[0] ?? 0).map((row) => String(row[column] ?? ""));
  return [sheet.name, ...heads].join(" ");
};

function answerCell(source: DraftSource, question: string, within: string): Answered {
  const { words } = source;
  const { replies, more } = draftReplies(source, question, within);
  const told = replies.filter(({ text }) => text !== "");
  const [least] = [...(told.length > 0 ? told : replies)].sort((a, b) => a.confidence - b.confidence);
  const checks = [
    ...new Set(replies.flatMap((reply) => checksOf(reply, replies.length > 1))),
    ...(more > 0 ? [words.plain("draft.check.more-questions")] : []),
  ];
  return {
    result: told.length > 0 ? "drafted" : replies.some(({ kind }) => kind === "unanswered") ? "unanswered" : "outside",
    needsLook: checks.length > 0,
    cells: [
      told.map(({ text }) => text).join("\n"),
      least ? showLevel(words, least) : "",
      replies.flatMap(({ restsOn }) => restsOn).join("\n"),
      [...new Set(replies.map(({ state }) => state))].join("; "),
      checks.join(" "),
    ],
  };
}

/** Of several questions in one cell, those without a draft are named. */
const checksOf = ({ asked, text, checks }: DraftedReply, isOneOfSeveral: boolean): readonly string[] =>
  isOneOfSeveral && text === "" ? [`“${asked}”: ${checks.join(" ")}`] : checks;

const showLevel = (words: DraftWords, { level, confidence }: DraftedReply): string =>
  words.plain(`draft.level.${level}`, { share: `${String(Math.round(confidence * 100))}%` });

function countAnswers(answers: readonly Answered[]): TableCounts {
  const count = (result: Answered["result"]): number => answers.filter((answer) => answer.result === result).length;
  return {
    total: answers.length,
    drafted: count("drafted"),
    look: answers.filter(({ result, needsLook }) => result === "drafted" && needsLook).length,
    unanswered: count("unanswered"),
    outside: count("outside"),
  };
}

const columnKeys = ["draft", "confidence", "rests-on", "state", "check"] as const;
const addedWidths = [60, 14, 45, 18, 45] as const;
const widthOf = (sheet: TableSheet, column: number): number =>
  Math.min(60, Math.max(8, ...sheet.rows.map((row) => String(row[column] ?? "").length + 2)));

const emptyCells: readonly Cell[] = columnKeys.map(() => null);

function withDrafts(
  words: DraftWords,
  sheet: TableSheet,
  found: QuestionColumn,
  answers: ReadonlyMap<number, Answered>,
): Sheet {
  const heads = columnKeys.map((key) => words.plain(`file.column.${key}`));
  const width = sheet.rows[0]?.length ?? 0;
  const rows = sheet.rows.map((row, index): readonly Cell[] => [
    ...row,
    ...(index === found.headRow ? heads : (answers.get(index)?.cells ?? emptyCells)),
  ]);
  // Without a head of its own the table gets one, so that its first question stays a row.
  const all = found.headRow === undefined ? [[...Array.from({ length: width }, () => null), ...heads], ...rows] : rows;
  return toSheet(sheet, all, addedWidths);
}

const asItWas = (sheet: TableSheet): Sheet => toSheet(sheet, sheet.rows, []);

/** The first row becomes the head of the written table. */
function toSheet(
  sheet: TableSheet,
  [head = [], ...rows]: readonly (readonly Cell[])[],
  added: readonly number[],
): Sheet {
  const columns = head.map((cell, column) => {
    const extra = column - (head.length - added.length);
    return { title: cell === null ? "" : String(cell), width: added[extra] ?? widthOf(sheet, column) };
  });
  return { name: sheet.name, columns, rows };
}
