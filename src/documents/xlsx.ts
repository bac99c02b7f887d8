import { strFromU8, strToU8 } from "fflate";
import type { Cell as XlsxCell } from "write-excel-file/node";
import type { Cell, Sheet, Workbook } from "../core/document/workbook.js";
import { dropControls } from "../pictures/drop-controls.js";
import { repack } from "./repack.js";

/** Excel's own limit for the text of one cell. */
const longestText = 32_767;

/** Prints tables as an Excel workbook: the head row stays in view, and every text is stored as text, never as a formula. */
export async function printXlsx({ sheets }: Workbook): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  const names = namesFor(sheets.map(({ name }) => name));
  const file = writeXlsxFile(
    sheets.map((sheet, index) => toSheet({ ...sheet, name: names[index] ?? sheet.name })),
    { fontFamily: "Calibri", fontSize: 11 },
  );
  return repack(new Uint8Array(await file.toBuffer()), removeMarkers);
}

/** Excel's own limit for a sheet's name. */
const longestName = 31;

/** As Excel takes them: no signs that it uses in references, no apostrophe at an end, none too long, none twice. */
function namesFor(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = dropControls(name)
      .replace(/[\\/?*:[\]]/g, " ")
      .trim()
      .replace(/^'+|'+$/g, "");
    for (let count = 1; ; count += 1) {
      const ending = count === 1 ? "" : ` (${String(count)})`;
      const cut = plain.slice(0, longestName - ending.length).replace(/\p{Surrogate}/gu, "");
      const tried = `${cut === "" ? "Sheet" : cut}${ending}`;
      if (taken.has(tried.toLowerCase())) continue;
      taken.add(tried.toLowerCase());
      return tried;
    }
  });
}

const toSheet = ({ name, columns, rows }: Sheet) => ({
  sheet: name,
  data: [columns.map(({ title }) => toHeadCell(title)), ...rows.map((cells) => cells.map(toCell))],
  columns: columns.map(({ width }) => ({ width })),
  stickyRowsCount: 1,
});

const toHeadCell = (title: string): XlsxCell => ({
  ...asText(title),
  fontWeight: "bold",
  textColor: "#155e86",
  backgroundColor: "#eef3f6",
  alignVertical: "center",
});

function toCell(cell: Cell): XlsxCell {
  if (typeof cell === "string") return cell === "" ? null : { ...asText(cell), alignVertical: "top" };
  return cell === null || !Number.isFinite(cell) ? null : { value: cell, type: Number, alignVertical: "top" };
}

const asText = (text: string) => ({ value: toXlsxText(text), type: String, wrap: true }) as const;

/** A spreadsheet reads `_x0041_` in a text as "A": the escaped underscore keeps it as typed. */
const toXlsxText = (text: string): string =>
  marker +
  dropControls(text)
    .slice(0, longestText)
    .replace(/\p{Surrogate}/gu, "")
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_");

/**
 * Stands before each text until the file is written: write-excel-file (4.1.1) looks texts up in a bare object and would
 * write a damaged file for one such as "constructor" or "__proto__".
 */
const marker = "\ue000";

function removeMarkers(parts: Record<string, Uint8Array>): void {
  const path = "xl/sharedStrings.xml";
  const texts = strFromU8(parts[path] ?? new Uint8Array());
  parts[path] = strToU8(texts.replace(/<t(?: xml:space="preserve")?>\ue000/g, '<t xml:space="preserve">'));
}
