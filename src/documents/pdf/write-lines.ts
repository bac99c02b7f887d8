import { printable, textWidth } from "../../pictures/typeface.js";
import type { Line, PlacedRun } from "./break-lines.js";
import { colors } from "./looks.js";
import type { Look } from "./looks.js";
import type { Pages } from "./pages.js";

/** Where lines go: their left edge and the element that they are the text of. */
export interface LinePlace {
  readonly x: number;
  /** Null: said again on a later page, so decoration to a screen reader. */
  readonly element: PDFKit.PDFStructureElement | null;
  readonly look: Look;
}

/** Writes lines below one another over as many pages as they need, never one line of several alone on a page. */
export function writeLines(pages: Pages, lines: readonly Line[], place: LinePlace): void {
  const { leading } = place.look;
  lines.forEach((line, index) => {
    const left = lines.length - index;
    const isFirstOrLastButOne = index === 0 || left === 2;
    pages.need(isFirstOrLastButOne ? leading * Math.min(2, left) : leading);
    drawLine(pages, line, pages.y, place);
    pages.y += leading;
  });
}

/** Draws one line with its upper edge at `top`. */
export function drawLine(pages: Pages, line: Line, top: number, { x, element, look }: LinePlace): void {
  const at = { x, y: top + look.leading / 2 + look.size * 0.33, size: look.size };
  for (const run of line) {
    if (element === null)
      pages.decoration(() => {
        drawRun(pages, run, at);
      }, "Pagination");
    else if (run.link === null)
      pages.content(element, () => {
        drawRun(pages, run, at);
      });
    else drawLink(pages, run, run.link, at, element);
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

function drawRun(pages: Pages, run: PlacedRun, at: Point): void {
  const { pdf } = pages;
  const x = at.x + run.x;
  if (run.isCode) {
    pdf.roundedRect(x - 1.5, at.y - at.size * 0.8, run.width + 3, at.size * 1.1, 2).fill(colors.code);
  }
  const shown = printable(run.text);
  // What the typeface lacks can still be copied, searched and read aloud.
  const isReplaced = shown !== run.text.normalize("NFC");
  if (isReplaced) pdf.markContent("Span", { actual: run.text });
  pages.text(shown, { x, y: at.y, size: at.size, face: run.face, color: run.color });
  if (isReplaced) pdf.endMarkedContent();
}

function drawLink(pages: Pages, run: PlacedRun, url: string, at: Point, parent: PDFKit.PDFStructureElement): void {
  const x = at.x + run.x;
  const element = pages.element(parent, "Link");
  const ink = textWidth(printable(run.text.trimEnd()), run.face, at.size);
  pages.content(element, () => {
    drawRun(pages, run, at);
    const y = at.y + 1.8;
    pages.pdf
      .moveTo(x, y)
      .lineTo(x + ink, y)
      .lineWidth(0.5)
      .strokeColor(run.color)
      .stroke();
  });
  pages.pdf.link(x, at.y - at.size * 0.85, run.width, at.size * 1.15, url, { structParent: element });
  element.end();
}
