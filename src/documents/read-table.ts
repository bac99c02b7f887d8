import type { Cell } from "../core/document/workbook.js";
import { tableLimits } from "../core/ports/table-reader.js";
import type { TableRead, TableReader, TableSheet, Unreadable } from "../core/ports/table-reader.js";

/** Reads CSV and XLSX, told apart by their first bytes, not their names. The libraries load when the first file is read. */
export const createTableReader = (): TableReader => ({ read: ({ bytes }) => readTable(bytes) });

async function readTable(bytes: Uint8Array): Promise<TableRead> {
  if (bytes.length > tableLimits.bytes) return unreadable("too-large");
  if (bytes.length === 0) return unreadable("empty");
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return unreadable("old-or-locked");
  try {
    if (startsWith(bytes, [0x50, 0x4b]))
      return checkSheets("xlsx", await (await import("./read-xlsx.js")).readXlsx(bytes));
    return checkSheets("csv", (await import("./read-csv.js")).readCsv(bytes));
  } catch {
    // Whatever a library finds wrong with the bytes is the file's fault.
    return unreadable("damaged");
  }
}

const unreadable = (why: Unreadable): TableRead => ({ kind: "unreadable", why });

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte);

function checkSheets(format: "csv" | "xlsx", read: readonly TableSheet[] | Unreadable): TableRead {
  if (typeof read === "string") return unreadable(read);
  const rows = read.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  const columns = Math.max(0, ...read.map((sheet) => sheet.rows[0]?.length ?? 0));
  if (rows > tableLimits.rows) return unreadable("too-many-rows");
  if (columns > tableLimits.columns) return unreadable("too-many-columns");
  // No spreadsheet has one: these are bytes that happen to hold few commas and line ends.
  if (read.some((sheet) => sheet.rows.some((row) => row.some(isTooLong)))) return unreadable("not-a-table");
  const isEmpty = read.every((sheet) => sheet.rows.every((row) => row.every((cell) => cell === null)));
  return isEmpty ? unreadable("empty") : { kind: "table", format, sheets: read };
}

const isTooLong = (cell: Cell): boolean => typeof cell === "string" && cell.length > tableLimits.cellCharacters;
