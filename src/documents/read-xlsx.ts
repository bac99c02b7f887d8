import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Cell } from "../core/document/workbook.js";
import { tableLimits } from "../core/ports/table-reader.js";
import type { TableSheet, Unreadable } from "../core/ports/table-reader.js";

/** Reads every sheet's values. What unpacks to more than the limits is refused before it is unpacked. */
export async function readXlsx(bytes: Uint8Array): Promise<readonly TableSheet[] | Unreadable> {
  const unpacked = unpack(bytes);
  if (typeof unpacked === "string") return unpacked;
  const parts: Record<string, Uint8Array> = {};
  for (const [name, part] of Object.entries(unpacked)) {
    const xml = strFromU8(part);
    if (!hasSoundTags(xml)) return "damaged";
    // Whatever it is called: the workbook names its sheets' files as it likes.
    const sheet = xml.includes("sheetData") ? withoutEmptyCells(xml) : part;
    if (typeof sheet === "string") return sheet;
    parts[name] = sheet;
  }
  const { default: readXlsxFile } = await import("read-excel-file/node");
  // Packed anew, so that the reader sees exactly the parts that were measured.
  const sheets = await readXlsxFile(Buffer.from(zipSync(parts, { level: 0 })), { trim: false });
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(toCell)) }));
}

/** Pictures and the like are not looked at. */
const isRead = (name: string): boolean => /\.(?:xml|rels)$/iu.test(name);

function unpack(bytes: Uint8Array): Record<string, Uint8Array> | Unreadable {
  const read = { total: 0 };
  // A size that is a lie does not matter: no more than it says is unpacked.
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!isRead(name)) return false;
      read.total += originalSize;
      return read.total <= tableLimits.unpackedBytes;
    },
  });
  if (read.total > tableLimits.unpackedBytes) return "too-large";
  return "xl/workbook.xml" in parts ? parts : "not-a-table";
}

/**
 * Whether each tag ends before the next begins, and no tag or text is longer than a cell's could be. The reader's parser (saxen, as
 * read-excel-file 9.3 carries it) is given the file in pieces and begins anew with each at the last tag or text that is not whole
 * yet: one of megabytes takes it minutes, in which nobody else is answered.
 */
function hasSoundTags(xml: string): boolean {
  let at = xml.indexOf("<");
  while (at >= 0) {
    const end = endings.find(({ opening }) => xml.startsWith(opening, at))?.closing ?? ">";
    const until = xml.indexOf(end, at + 1);
    if (until < 0 || until - at > longestPiece) return false;
    const next = xml.indexOf("<", end === ">" ? at + 1 : until);
    if (end === ">" && !isWhole.test(xml.slice(at, until))) return false;
    if (next >= 0 && (next < until || next - until > longestPiece)) return false;
    at = next;
  }
  return true;
}

/** Characters; every one of a full cell written as a number takes ten. */
const longestPiece = 500_000;

/** A tag up to its end, which does not stand in a value: no value holds one in what spreadsheets write. */
const isWhole = /^<[^"'<>]*(?:"[^"<>]*"[^"'<>]*|'[^'<>]*'[^"'<>]*)*$/;

/** What may hold a "<" of its own. */
const endings = [
  { opening: "<!--", closing: "-->" },
  { opening: "<![CDATA[", closing: "]]>" },
] as const;

/**
 * Sheets often have a look for thousands of cells that hold nothing, and the reader makes room for each: they are taken out
 * before it sees them. What is left must stand within the limits.
 */
function withoutEmptyCells(sheet: string): Uint8Array | Unreadable {
  const xml = sheet
    .replaceAll(/<(?:\w+:)?c(?:\s[^<>]*)?\/>/gu, "")
    .replaceAll(/<(?:\w+:)?c(?:\s[^<>]*)?>\s*<\/(?:\w+:)?c>/gu, "")
    .replaceAll(/<(?:\w+:)?row(?:\s[^<>]*)?>\s*<\/(?:\w+:)?row>/gu, "")
    .replaceAll(/<(?:\w+:)?row(?:\s[^<>]*)?\/>/gu, "");
  for (const [, , value = ""] of xml.matchAll(/<(?:\w+:)?(?:c|row)\s[^<>]*?\br\s*=\s*(["'])([^"'<>]*)\1/gu)) {
    // The reader counts whatever stands before the digits as a column, and makes room up to it.
    const [, letters = "", digits = ""] = /^([A-Z]{0,3})(\d{1,7})$/.exec(value) ?? [];
    if (digits === "") return "damaged";
    if (Number(digits) > tableLimits.rows) return "too-many-rows";
    if (columnOf(letters) > tableLimits.columns) return "too-many-columns";
  }
  return strToU8(xml);
}

const columnOf = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

function toCell(value: unknown): Cell {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
  return null;
}
