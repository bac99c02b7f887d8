import type { BarChart } from "../document/bar-chart.js";
import type { Document } from "../document/document.js";
import type { Sheet, Workbook } from "../document/workbook.js";

/** Turns documents and tables as data into files. Same input, same pages; no text of a person's becomes mark-up or a formula. */
export interface Printer {
  pdf(document: Document): Promise<Uint8Array>;
  docx(document: Document): Promise<Uint8Array>;
  markdown(document: Document): string;
  xlsx(workbook: Workbook): Promise<Uint8Array>;
  csv(sheet: Sheet): string;
  png(chart: BarChart): Promise<Uint8Array>;
}
