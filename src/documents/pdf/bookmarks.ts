import type { HeadingPart } from "../../core/document/document.js";
import { dropControls } from "../../pictures/drop-controls.js";
import { paper } from "./looks.js";
import type { Pages } from "./pages.js";

/** Adds a bookmark for each heading, under the last heading of a higher level. */
export function createBookmarks(pages: Pages): (heading: HeadingPart) => void {
  const open: { readonly level: number; readonly item: PDFKit.PDFOutline }[] = [];
  return ({ level, text }) => {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const parent = open.at(-1)?.item ?? pages.pdf.outline;
    // pdfkit counts `left` from the page's right edge.
    const place = { fit: false, top: Math.max(0, pages.y - 12), left: paper.width, expanded: true } as const;
    open.push({ level, item: parent.addItem(dropControls(text).replace(/\s+/g, " "), place) });
  };
}
