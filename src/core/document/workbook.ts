/** Tables as data, for a spreadsheet (one sheet a table) or CSV (one table). Every text is plain and never a formula. */
export interface Workbook {
  readonly title: string;
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  /** At most 31 characters, none of \ / ? * [ ] : */
  readonly name: string;
  readonly columns: readonly { readonly title: string; /** In characters. */ readonly width: number }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Empty: null. */
export type Cell = string | number | null;
