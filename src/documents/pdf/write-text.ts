import type { HeadingPart, ListPart, ParagraphPart } from "../../core/document/document.js";
import { breakLines } from "./break-lines.js";
import { looks } from "./looks.js";
import type { Look } from "./looks.js";
import type { Pages } from "./pages.js";
import { plainRun, toRuns } from "./runs.js";
import type { Run } from "./runs.js";
import { writeLines } from "./write-lines.js";

interface TextBlock {
  /** Its kind in the structure: H1, P ... */
  readonly kind: string;
  readonly runs: readonly Run[];
  readonly look: Look;
}

/** Writes one block of text over the page's width. */
export function writeText(pages: Pages, { kind, runs, look }: TextBlock): void {
  const element = pages.element(pages.root, kind);
  writeLines(pages, breakLines(runs, pages.width, look.size), { x: pages.left, element, look });
  element.end();
}

const headingLooks = { 1: looks.h1, 2: looks.h2, 3: looks.h3 } as const;
const spaceBefore = { 1: 24, 2: 18, 3: 13 } as const;
const spaceAfter = { 1: 7, 2: 5, 3: 3 } as const;

/** The height a heading takes, with what must stand under it on the same page. */
export const headingHeight = ({ level, text }: HeadingPart, pages: Pages): number => {
  const look = headingLooks[level];
  const lines = breakLines(plainRun(text, look), pages.width, look.size).length;
  return spaceBefore[level] + lines * look.leading + spaceAfter[level];
};

/** Writes a heading; `headingHeight` and room for what follows were asked for before. */
export function writeHeading(pages: Pages, { level, text }: HeadingPart): void {
  pages.skip(spaceBefore[level]);
  writeText(pages, {
    kind: `H${level}`,
    runs: plainRun(text, headingLooks[level]),
    look: headingLooks[level],
  });
  pages.y += spaceAfter[level];
}

/** Writes a paragraph. */
export function writeParagraph(pages: Pages, { text, look }: ParagraphPart): void {
  const style = look === "note" ? looks.note : looks.body;
  writeText(pages, { kind: "P", runs: toRuns(text, style), look: style });
  pages.y += 8;
}

/** Writes a numbered or bulleted list. */
export function writeList(pages: Pages, { isOrdered, items }: ListPart): void {
  const look = looks.body;
  const indent = isOrdered ? 12 + 6 * String(items.length).length : 14;
  const list = pages.element(pages.root, "L");
  items.forEach((item, index) => {
    const lines = breakLines(toRuns(item, look), pages.width - indent, look.size);
    pages.need(look.leading * Math.min(2, lines.length));
    const element = pages.element(list, "LI");
    const label = pages.element(element, "Lbl");
    const baseLine = pages.y + look.leading / 2 + look.size * 0.33;
    pages.content(label, () => {
      pages.text(isOrdered ? `${index + 1}.` : "•", {
        ...look,
        ...looks.headCell,
        size: look.size,
        x: pages.left,
        y: baseLine,
      });
    });
    writeLines(pages, lines, { x: pages.left + indent, element: pages.element(element, "LBody"), look });
    element.end();
    pages.y += 3.5;
  });
  list.end();
  pages.y += 6;
}
