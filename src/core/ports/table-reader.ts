import type { Cell } from "../document/workbook.js";

/** One sheet as it stands in the file: every row as long as the longest, an empty cell null. */
export interface TableSheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** Why a file could not be read as a table. */
export type Unreadable =
  | "too-large"
  | "too-many-rows"
  | "too-many-columns"
  /** A PDF, a picture, a Word file …: not CSV and not XLSX. */
  | "not-a-table"
  /** The XLS of before 2007, or a workbook with a password: both are the same outside. */
  | "old-or-locked"
  | "damaged"
  | "empty";

export type TableRead =
  | { readonly kind: "table"; readonly format: "csv" | "xlsx"; readonly sheets: readonly TableSheet[] }
  | { readonly kind: "unreadable"; readonly why: Unreadable };

/** Reads CSV (comma, semicolon or tab) and XLSX, told apart by their bytes. */
export interface TableReader {
  /** Never rejects for what is in the file. Formulas come as the values they last had. */
  read(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<TableRead>;
}

/** What a table may hold; more is refused rather than cut, so that no question is lost in silence. */
export const tableLimits = {
  bytes: 5_000_000,
  unpackedBytes: 20_000_000,
  /** Of all sheets together. */
  rows: 5_000,
  columns: 100,
  /** What a spreadsheet's cell holds: Excel's own limit. */
  cellCharacters: 32_767,
} as const;
