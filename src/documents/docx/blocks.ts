import type * as Docx from "docx";
import type { BarChart } from "../../core/document/bar-chart.js";
import type { DocumentBlock, HeadingPart, ListPart, TablePart } from "../../core/document/document.js";
import { drawChart } from "../../pictures/draw-chart.js";
import { dropControls } from "../../pictures/drop-controls.js";
import { colors } from "../pdf/looks.js";
import { toWordRuns } from "./inlines.js";
import { hex, textWidth, twips } from "./styles.js";

type WordBlock = Docx.Paragraph | Docx.Table;

/** Where a block stands: `number` tells one numbered list from another. */
export interface BlockPlace {
  readonly number: number;
  readonly startsPage: boolean;
}

/** A block of a document as Word's paragraphs and tables. */
export async function toWordBlocks(
  docx: typeof Docx,
  block: DocumentBlock,
  { number, startsPage }: BlockPlace,
): Promise<readonly WordBlock[]> {
  const { Paragraph } = docx;
  switch (block.kind) {
    case "heading":
      return [toHeading(docx, block, startsPage)];
    case "paragraph":
      return [
        new Paragraph({
          children: toWordRuns(docx, block.text),
          pageBreakBefore: startsPage,
          ...(block.look === "note" && { style: "Note" }),
        }),
      ];
    case "list":
      return [...pageStart(docx, startsPage), ...toList(docx, block, number)];
    case "table":
      // Word joins tables that touch.
      return [...pageStart(docx, startsPage), toTable(docx, block), new Paragraph({ spacing: { after: twips(4) } })];
    case "chart":
      return [...pageStart(docx, startsPage), await toPicture(docx, block.chart, number)];
    case "page-break":
      return [];
  }
}

/** Before what cannot say itself that it starts a page: a paragraph of almost no height. */
const pageStart = ({ Paragraph }: typeof Docx, startsPage: boolean): readonly Docx.Paragraph[] =>
  startsPage
    ? [new Paragraph({ pageBreakBefore: true, spacing: { before: 0, after: 0, line: 20, lineRule: "exact" } })]
    : [];

function toHeading(
  { Paragraph, HeadingLevel }: typeof Docx,
  { level, text }: HeadingPart,
  startsPage: boolean,
): Docx.Paragraph {
  const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
  return new Paragraph({
    text: dropControls(text).replace(/\s+/g, " "),
    heading: levels[level],
    pageBreakBefore: startsPage,
  });
}

const toList = (docx: typeof Docx, { isOrdered, items }: ListPart, number: number): readonly Docx.Paragraph[] =>
  items.map(
    (item) =>
      new docx.Paragraph({
        children: toWordRuns(docx, item),
        numbering: { reference: isOrdered ? "numbers" : "bullets", level: 0, instance: isOrdered ? number : 0 },
        spacing: { after: twips(3) },
      }),
  );

function toTable(docx: typeof Docx, table: TablePart): Docx.Table {
  const { Table, TableLayoutType } = docx;
  const total = table.widths.reduce((sum, share) => sum + share, 0);
  const columnWidths = table.widths.map((share) => Math.round((share / total) * textWidth));
  const none = { style: "none", size: 0, color: "auto" } as const;
  const thin = { style: "single", size: 4, color: hex(colors.line) } as const;
  return new Table({
    columnWidths,
    layout: TableLayoutType.FIXED,
    width: { size: textWidth, type: "dxa" },
    borders: { top: none, left: none, right: none, insideVertical: none, insideHorizontal: thin, bottom: thin },
    margins: { left: twips(6), right: twips(6), marginUnitType: "dxa" },
    rows: [
      toRow(
        docx,
        table.head.map((text) => [{ text }]),
        columnWidths,
        true,
      ),
      ...table.rows.map((cells) => toRow(docx, cells, columnWidths, false)),
    ],
  });
}

function toRow(
  docx: typeof Docx,
  cells: TablePart["rows"][number],
  columnWidths: readonly number[],
  isHead: boolean,
): Docx.TableRow {
  const { Paragraph, TableCell, TableRow } = docx;
  const headLook = {
    shading: { type: "clear", fill: hex(colors.headRow) },
    borders: { bottom: { style: "single", size: 8, color: hex(colors.accent) } },
  } as const;
  return new TableRow({
    tableHeader: isHead,
    cantSplit: true,
    children: cells.map(
      (text, index) =>
        new TableCell({
          width: { size: columnWidths[index] ?? 0, type: "dxa" },
          ...(isHead && headLook),
          children: [new Paragraph({ children: toWordRuns(docx, text), style: isHead ? "TableHead" : "TableText" })],
        }),
    ),
  });
}

async function toPicture(
  { ImageRun, Paragraph }: typeof Docx,
  chart: BarChart,
  number: number,
): Promise<Docx.Paragraph> {
  const { png, width, height } = await drawChart(chart);
  // Word counts pictures in pixels, 96 an inch.
  const shownWidth = (textWidth / 1440) * 96;
  const shownHeight = (height * shownWidth) / width;
  return new Paragraph({
    children: [
      new ImageRun({
        type: "png",
        data: png,
        transformation: { width: Math.round(shownWidth), height: Math.round(shownHeight) },
        altText: {
          // The library would count on from the last document.
          id: String(number + 1),
          name: dropControls(chart.title),
          title: dropControls(chart.title),
          description: dropControls(chart.alt),
        },
      }),
    ],
  });
}
