import type { Printer } from "../core/ports/printer.js";
import { printCsv } from "./csv.js";
import { printMarkdown } from "./markdown.js";

/** The printer of all our files. The libraries for each kind load when the first file of that kind is printed. */
export const createPrinter = (): Printer => ({
  pdf: async (document) => (await import("./pdf.js")).printPdf(document),
  docx: async (document) => (await import("./docx.js")).printDocx(document),
  markdown: printMarkdown,
  xlsx: async (workbook) => (await import("./xlsx.js")).printXlsx(workbook),
  csv: printCsv,
  png: async (chart) => (await (await import("../pictures/draw-chart.js")).drawChart(chart)).png,
});
