import { stringify } from "csv-stringify/sync";
import type { Cell, Sheet } from "../core/document/workbook.js";
import { dropControls } from "../pictures/drop-controls.js";

/**
 * Prints one table as CSV for Excel: UTF-8 with a byte order mark, CRLF. A text that a spreadsheet could take for a
 * formula gets an apostrophe before it; numbers stay numbers.
 */
export function printCsv({ columns, rows }: Sheet): string {
  const head = columns.map(({ title }) => title);
  return stringify(
    [head, ...rows].map((cells) => cells.map(toField)),
    {
      bom: true,
      record_delimiter: "windows",
      escape_formulas: true,
      // A line feed alone is no record's end to csv-stringify, but it is one to whoever reads the file.
      quoted_match: /[\r\n]/,
    },
  );
}

/** csv-stringify knows formulas by = + - @, tab and CR; a line feed before one hides it from that look. */
function toField(cell: Cell): string | number | null {
  if (typeof cell !== "string") return cell;
  const text = dropControls(cell);
  return /^\s+[=+\-@＝＋－＠]/.test(text) && !text.startsWith("\t") ? `'${text}` : text;
}
