import { buffer } from "node:stream/consumers";
import type { Document, DocumentBlock } from "../core/document/document.js";
import { escapeXml } from "../pictures/chart-svg.js";
import { dropControls } from "../pictures/drop-controls.js";
import { createBookmarks } from "./pdf/bookmarks.js";
import { paper } from "./pdf/looks.js";
import { Pages } from "./pdf/pages.js";
import { chartHeight, writeChart } from "./pdf/write-chart.js";
import { writeFooters, writeFront } from "./pdf/write-front.js";
import { tableStartHeight, writeTable } from "./pdf/write-table.js";
import { headingHeight, writeHeading, writeList, writeParagraph } from "./pdf/write-text.js";

/** Prints a document as a tagged PDF in US Letter with its own fonts. The same document gives the same bytes. */
export async function printPdf(document: Document): Promise<Uint8Array> {
  const { default: PDFDocument } = await import("pdfkit");
  const title = dropControls(document.title);
  const pdf = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en-US",
    displayTitle: true,
    bufferPages: true,
    // None: pdfkit's default is a font that is not embedded.
    font: "",
    // pdfkit makes the file's id of these. The date would be a false one to a reader: it is taken out again below.
    info: { Title: title, Creator: "ISO 42001 Advisor", CreationDate: new Date(0) },
  });
  delete pdf.info.CreationDate;
  pdf._addInfo = () => {
    pdf.appendXML(describe(title));
  };
  const bytes = buffer(pdf);
  writePages(new Pages(pdf), document);
  pdf.end();
  return new Uint8Array(await bytes);
}

/** The title for programs that read XMP. pdfkit's own lines leave it unescaped (0.20.2) and want a date. */
const describe = (title: string): string =>
  `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>` +
  `<rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title></rdf:Description>`;

function writePages(pages: Pages, document: Document): void {
  writeFront(pages, document);
  const addBookmark = createBookmarks(pages);
  if (document.cover.length > 0 && document.blocks.length > 0) pages.nextPage();
  document.blocks.forEach((block, index) => {
    switch (block.kind) {
      case "heading":
        pages.need(startHeight(document.blocks.slice(index), pages));
        addBookmark(block);
        writeHeading(pages, block);
        return;
      case "paragraph":
        writeParagraph(pages, block);
        return;
      case "list":
        writeList(pages, block);
        return;
      case "table":
        writeTable(pages, block);
        return;
      case "chart":
        writeChart(pages, block.chart);
        return;
      case "page-break":
        if (!pages.isFresh) pages.nextPage();
    }
  });
  pages.root.end();
  writeFooters(pages, document.footer);
}

/** The height that must be free where these blocks start, so that no heading stands alone at the foot of a page. */
function startHeight(blocks: readonly DocumentBlock[], pages: Pages): number {
  const [first, ...rest] = blocks;
  switch (first?.kind) {
    case "heading":
      return headingHeight(first, pages) + startHeight(rest, pages);
    case "table":
      return tableStartHeight(first, pages);
    case "chart":
      return chartHeight(first.chart, pages);
    case "paragraph":
    case "list":
      return 32;
    default:
      return 0;
  }
}
