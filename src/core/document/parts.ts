import type { DocumentBlock, Inlines, TablePart } from "./document.js";

/** Plain text as a run. */
export const run = (text: string): Inlines => [{ text }];
export const bold = (text: string): Inlines => [{ text, bold: true }];
/** A web address as a link that shows itself; anything else, and nothing, as plain text. */
export const linkOrText = (text: string | undefined): Inlines =>
  text === undefined ? run("") : /^https?:\/\//iu.test(text) ? [{ text, link: text }] : run(text);

export const heading = (level: 1 | 2 | 3, text: string): DocumentBlock => ({ kind: "heading", level, text });
export const paragraph = (text: string | Inlines): DocumentBlock => ({
  kind: "paragraph",
  text: typeof text === "string" ? run(text) : text,
});
export const note = (text: string): DocumentBlock => ({ kind: "paragraph", text: run(text), look: "note" });
/** Bullets; nothing at all when there are none. */
export const bullets = (items: readonly string[]): readonly DocumentBlock[] =>
  items.length === 0 ? [] : [{ kind: "list", isOrdered: false, items: items.map(run) }];
export const pageBreak: DocumentBlock = { kind: "page-break" };

interface Column {
  readonly title: string;
  readonly width: number;
}
/** A table of plain or rich cells; nothing at all without rows. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (string | Inlines)[])[],
): readonly DocumentBlock[] {
  const part: TablePart = {
    kind: "table",
    caption,
    widths: columns.map(({ width }) => width),
    head: columns.map(({ title }) => title),
    rows: rows.map((cells) => cells.map((cell) => (typeof cell === "string" ? run(cell) : cell))),
  };
  return rows.length === 0 ? [] : [part];
}
