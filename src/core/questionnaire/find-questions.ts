import type { Cell } from "../document/workbook.js";
import type { TableSheet } from "../ports/table-reader.js";

/** Where the questions of a sheet stand. */
export interface QuestionColumn {
  /** Undefined: the sheet begins with its first question. */
  readonly headRow: number | undefined;
  readonly column: number;
  /** The rows that hold a question. */
  readonly rows: readonly number[];
  /** True: a head names the column. */
  readonly isNamed: boolean;
}

/** Words in the head of a column of questions, the surest first. */
const headWords: readonly (readonly [RegExp, number])[] = [
  [/\bquestions?\b/iu, 4],
  [/\b(?:requirements?|quer(?:y|ies)|asks?)\b/iu, 3],
  [/\b(?:controls?|criteri(?:a|on)|statements?)\b/iu, 2],
  [/\b(?:items?|descriptions?|topics?|text|prompts?)\b/iu, 1],
];
/** A head with one of these is about the question, not the question. */
const besideWords =
  /\b(?:ids?|no|nos|nr|num|numbers?|ref|references?|types?|categor(?:y|ies)|responses?|answers?|owners?|status|comments?|evidence|guidance|weights?|scores?|dates?|names?|sections?|domains?)\b|#/iu;
const asks =
  /\?|^(?:please|describe|provide|explain|attach|list|state|specify|confirm|outline|share|indicate|identify|demonstrate|what|how|who|when|where|which|why|do|does|did|is|are|has|have|can|could|will|would|should)\b/iu;

const headAmong = 25;
const longestHead = 60;

const textOf = (cell: Cell | undefined): string => (typeof cell === "string" ? cell.trim() : "");
const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’./-]*/gu)?.length ?? 0;
const isText = (text: string): boolean => /\p{L}/u.test(text) && (wordsIn(text) >= 2 || text.includes("?"));

interface Candidate {
  readonly headRow: number | undefined;
  readonly column: number;
  readonly worth: number;
  readonly isNamed: boolean;
}

/** The column of questions: by its head, else the one with the most questions and longest texts. Undefined: there is none. */
export function findQuestions({ rows }: Pick<TableSheet, "rows">): QuestionColumn | undefined {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const candidates = [...namedColumns(rows), ...Array.from({ length: width }, (_, column) => unnamed(rows, column))];
  const [best] = candidates.filter(({ worth }) => worth > 0).sort((a, b) => b.worth - a.worth);
  if (!best) return undefined;
  const { headRow, column, isNamed } = best;
  const found = questionRows(rows, column, headRow);
  return found.length === 0 ? undefined : { headRow, column, rows: found, isNamed };
}

function namedColumns(rows: TableSheet["rows"]): readonly Candidate[] {
  return rows.slice(0, headAmong).flatMap((row, headRow) =>
    row.flatMap((cell, column): readonly Candidate[] => {
      const head = textOf(cell);
      if (head === "" || head.length > longestHead || head.includes("?") || besideWords.test(head)) return [];
      const named = headWords.find(([words]) => words.test(head))?.[1];
      const below = worthOf(rows.slice(headRow + 1), column);
      return named === undefined || below === 0 ? [] : [{ headRow, column, isNamed: true, worth: 10 + named + below }];
    }),
  );
}

function unnamed(rows: TableSheet["rows"], column: number): Candidate {
  const first = rows.findIndex((row) => textOf(row[column]) !== "");
  const text = textOf(rows[first]?.[column]);
  const hasHead = !asks.test(text) && wordsIn(text) <= 4 && rows.length > first + 1;
  return { headRow: hasHead ? first : undefined, column, isNamed: false, worth: worthOf(rows, column) };
}

/** 0 when nothing in the column reads like a question. */
function worthOf(rows: TableSheet["rows"], column: number): number {
  const texts = rows.map((row) => textOf(row[column])).filter(isText);
  if (texts.length === 0) return 0;
  const asked = texts.filter((text) => asks.test(text)).length / texts.length;
  const words = texts.reduce((sum, text) => sum + Math.min(wordsIn(text), 30), 0) / texts.length;
  const filled = texts.length / rows.length;
  return (3 * asked + words / 15) * (0.3 + filled);
}

function questionRows(rows: TableSheet["rows"], column: number, headRow: number | undefined): readonly number[] {
  const head = headRow === undefined ? undefined : textOf(rows[headRow]?.[column]);
  const texts = rows.flatMap((row, index) => {
    const text = textOf(row[column]);
    return index > (headRow ?? -1) && isText(text) && text !== head
      ? [{ index, text, isAlone: isAlone(row, column) }]
      : [];
  });
  // Where most questions have something beside them, a short line alone is the title of a section.
  const hasTitles = texts.filter((row) => row.isAlone).length <= texts.length * 0.5;
  return texts
    .filter((row) => !(hasTitles && row.isAlone && !asks.test(row.text) && wordsIn(row.text) <= 6))
    .map(({ index }) => index);
}

const isAlone = (row: readonly Cell[], column: number): boolean =>
  row.every((cell, index) => index === column || cell === null || cell === "");

/** The sheets that hold questions: all with a head that names the column; without any, the one with the most questions. */
export function findQuestionSheets(
  sheets: readonly TableSheet[],
): readonly { readonly sheet: TableSheet; readonly found: QuestionColumn }[] {
  const all = sheets.flatMap((sheet) => {
    const found = findQuestions(sheet);
    return found ? [{ sheet, found }] : [];
  });
  const named = all.filter(({ found }) => found.isNamed);
  return named.length > 0 ? named : [...all].sort((a, b) => b.found.rows.length - a.found.rows.length).slice(0, 1);
}
