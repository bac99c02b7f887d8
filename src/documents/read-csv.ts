import { parse } from "csv-parse/sync";
import type { Cell } from "../core/document/workbook.js";
import { tableLimits } from "../core/ports/table-reader.js";
import type { TableSheet, Unreadable } from "../core/ports/table-reader.js";

/** Reads a table with commas, semicolons or tabs; without any of them, each line is one cell. */
export function readCsv(bytes: Uint8Array): readonly TableSheet[] | Unreadable {
  const text = decode(bytes);
  if (text === undefined) return "not-a-table";
  const records: string[][] = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    // One more than may be: that there is more shows.
    to: tableLimits.rows + 1,
  });
  const width = records.reduce((most, record) => Math.max(most, record.length), 0);
  if (width > tableLimits.columns) return "too-many-columns";
  const rows = records.map((record) => Array.from({ length: width }, (_, column) => toCell(record[column] ?? "")));
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === null)) rows.pop();
  return [{ name: "Questionnaire", rows }];
}

/** Undefined: no text. Excel writes UTF-8, UTF-16 ("Unicode text") and, on older Windows, its own code page. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.includes(0)) return undefined;
  if (/^(?:%PDF|\{\\rtf|<!doctype|<html)/iu.test(new TextDecoder("latin1").decode(bytes.subarray(0, 20)).trim()))
    return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const delimiters = ["\t", ";", ","] as const;
/** No text holds it: every line is one cell then. */
const noDelimiter = "\u001f";
const linesLooked = 50;
const consistentFrom = 0.6;

/** The one that stands equally often in most lines, outside of quotes. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 100_000)
    .replaceAll(/"(?:[^"]|"")*"/gu, '""')
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.trim() !== "")
    .slice(0, linesLooked);
  const [best] = delimiters
    .map((delimiter) => {
      const counts = lines.map((line) => line.split(delimiter).length - 1);
      const usual = mostFrequent(counts.filter((count) => count > 0));
      return { delimiter, share: counts.filter((count) => count === usual).length / lines.length };
    })
    .sort((a, b) => b.share - a.share);
  return best && best.share >= consistentFrom ? best.delimiter : noDelimiter;
}

function mostFrequent(counts: readonly number[]): number | undefined {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** A number only when it is written as a spreadsheet would write it: "007" and "1.0" stay texts. */
function toCell(text: string): Cell {
  if (text === "") return null;
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}
