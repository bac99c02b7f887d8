import type * as Docx from "docx";
import type { Document } from "../core/document/document.js";
import { escapeXml } from "../pictures/chart-svg.js";
import { dropControls } from "../pictures/drop-controls.js";
import { toWordBlocks } from "./docx/blocks.js";
import { finishDocx } from "./docx/finish.js";
import { numbering, styles, textWidth, twips } from "./docx/styles.js";

/** Prints a document for Word: its own styles, numbering, head rows and page numbers, in US Letter. */
export async function printDocx(document: Document): Promise<Uint8Array> {
  const docx = await import("docx");
  const blocks = await Promise.all(
    document.blocks.map((block, number) =>
      toWordBlocks(docx, block, { number, startsPage: startsPage(document, number) }),
    ),
  );
  const file = new docx.Document({
    styles,
    numbering,
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(612), height: twips(792) },
            margin: { top: twips(66), bottom: twips(72), left: twips(66), right: twips(66), footer: twips(34) },
          },
        },
        footers: { default: toFooter(docx, document.footer) },
        children: [...toFront(docx, document), ...blocks.flat()],
      },
    ],
  });
  const properties = { path: "docProps/core.xml", data: describe(dropControls(document.title)) };
  return finishDocx(new Uint8Array(await docx.Packer.toBuffer(file, undefined, [properties])), document);
}

const startsPage = ({ blocks, cover }: Document, index: number): boolean =>
  index === 0 ? cover.length > 0 : blocks[index - 1]?.kind === "page-break";

/** The document's properties without the dates that the library would take from the clock. */
const describe = (title: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` +
  `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
  `xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title>` +
  `<dc:creator>ISO 42001 Advisor</dc:creator><dc:language>en-US</dc:language></cp:coreProperties>`;

function toFront({ Paragraph }: typeof Docx, { title, subtitle, cover }: Document): readonly Docx.Paragraph[] {
  const hasCover = cover.length > 0;
  const line = (text: string, style: string) => new Paragraph({ text: oneLine(text), style });
  return [
    new Paragraph({ text: oneLine(title), style: "Title", ...(hasCover && { spacing: { before: twips(170) } }) }),
    ...(subtitle === "" ? [] : [line(subtitle, "Subtitle")]),
    ...cover.map((text) => line(text, "CoverLine")),
  ];
}

function toFooter({ Footer, Paragraph, TextRun, PageNumber, TabStopType }: typeof Docx, footer: string): Docx.Footer {
  const children = ["\tPage ", PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES];
  return new Footer({
    children: [
      new Paragraph({
        style: "Note",
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
        children: [new TextRun({ text: oneLine(footer) }), new TextRun({ children })],
      }),
    ],
  });
}

const oneLine = (text: string): string => dropControls(text).replace(/\s+/g, " ");
