import type { BarChart } from "./bar-chart.js";

/**
 * A document as data; `src/documents/` prints it as PDF, DOCX or Markdown. Every text is plain: whoever prints it keeps
 * it from becoming mark-up, a field or a formula.
 */
export interface Document {
  readonly title: string;
  readonly subtitle: string;
  /** Lines under the title of the cover; with none there is no cover and the title stands above the first block. */
  readonly cover: readonly string[];
  /** At the foot of every page, before the page number. */
  readonly footer: string;
  readonly blocks: readonly DocumentBlock[];
}

/** A run of text in one look. */
export interface Inline {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly code?: boolean;
  /** An http, https or mailto address. */
  readonly link?: string;
}
export type Inlines = readonly Inline[];

export interface HeadingPart {
  readonly kind: "heading";
  readonly level: 1 | 2 | 3;
  readonly text: string;
}
export interface ParagraphPart {
  readonly kind: "paragraph";
  readonly text: Inlines;
  /** `note`: small print. */
  readonly look?: "note";
}
export interface ListPart {
  readonly kind: "list";
  readonly isOrdered: boolean;
  readonly items: readonly Inlines[];
}
/** The first row is the head. A row has as many cells as there are widths. */
export interface TablePart {
  readonly kind: "table";
  /** What the table shows, for screen readers. */
  readonly caption: string;
  /** Shares of the page's width; any positive numbers. */
  readonly widths: readonly number[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly Inlines[])[];
}
export interface ChartPart {
  readonly kind: "chart";
  readonly chart: BarChart;
}
/** What follows starts on a new page. */
export interface PageBreak {
  readonly kind: "page-break";
}

export type DocumentBlock = HeadingPart | ParagraphPart | ListPart | TablePart | ChartPart | PageBreak;
