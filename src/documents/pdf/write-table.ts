import type { TablePart } from "../../core/document/document.js";
import { dropControls } from "../../pictures/drop-controls.js";
import { breakLines } from "./break-lines.js";
import type { Line } from "./break-lines.js";
import { colors, looks, paper } from "./looks.js";
import type { Look } from "./looks.js";
import type { Pages } from "./pages.js";
import { plainRun, toRuns } from "./runs.js";
import { drawLine } from "./write-lines.js";

const padding = { x: 7, y: 5 };

interface Column {
  readonly x: number;
  /** Of the text in it. */
  readonly width: number;
}
interface Row {
  readonly cells: readonly (readonly Line[])[];
  readonly look: Look;
}
const lineCount = ({ cells }: Row): number => Math.max(1, ...cells.map((lines) => lines.length));
const rowHeight = (row: Row): number => lineCount(row) * row.look.leading + 2 * padding.y;

/** The least of a table that may stand at the foot of a page: its head and first row. */
export function tableStartHeight(table: TablePart, pages: Pages): number {
  const { head, rows } = layOut(table, pages);
  const [first] = rows;
  return rowHeight(head) + (first === undefined ? 0 : Math.min(rowHeight(first), 120));
}

/** Writes a table; on every page it goes on to, its head row stands again. */
export function writeTable(pages: Pages, table: TablePart): void {
  const { columns, head, rows } = layOut(table, pages);
  pages.need(tableStartHeight(table, pages));
  const element = pages.element(pages.root, "Table");
  element.dictionary.data["A"] = { O: "Table", Summary: pdfText(dropControls(table.caption)) };
  const writer = new RowWriter(pages, columns, head);
  writer.writeHead(pages.element(element, "THead"));
  const body = pages.element(element, "TBody");
  for (const row of rows) writer.writeRow(row, body);
  element.end();
  pages.y += 14;
}

/** pdfkit writes a bare string as a name and a String object as text. */
// eslint-disable-next-line @typescript-eslint/no-wrapper-object-types -- pdfkit tells text by it
const pdfText = (text: string): String => new String(text);

function layOut(table: TablePart, pages: Pages): { columns: readonly Column[]; head: Row; rows: readonly Row[] } {
  const total = table.widths.reduce((sum, share) => sum + share, 0);
  let x = pages.left;
  const columns = table.widths.map((share) => {
    const whole = (share / total) * pages.width;
    const column = { x: x + padding.x, width: Math.max(whole - 2 * padding.x, 12) };
    x += whole;
    return column;
  });
  const width = (index: number): number => columns[index]?.width ?? 12;
  const { cell, headCell } = looks;
  return {
    columns,
    head: {
      cells: table.head.map((text, index) => breakLines(plainRun(text, headCell), width(index), headCell.size)),
      look: headCell,
    },
    rows: table.rows.map((cells) => ({
      cells: cells.map((text, index) => breakLines(toRuns(text, cell), width(index), cell.size)),
      look: cell,
    })),
  };
}

class RowWriter {
  constructor(
    private readonly pages: Pages,
    private readonly columns: readonly Column[],
    private readonly head: Row,
  ) {}

  writeHead(parent: PDFKit.PDFStructureElement): void {
    const row = this.pages.element(parent, "TR");
    const cells = this.head.cells.map(() => this.pages.element(row, "TH", { scope: "Column" }));
    this.drawHead(cells);
    parent.end();
  }

  /** A row stays whole unless it is taller than a page; then it goes on at a line's end, every line whole. */
  writeRow(row: Row, parent: PDFKit.PDFStructureElement): void {
    const { pages } = this;
    const element = pages.element(parent, "TR");
    const cells = row.cells.map(() => pages.element(element, "TD"));
    const count = lineCount(row);
    if (!pages.fits(rowHeight(row)) && this.fitsNextPage(row)) this.continueTable();
    let done = 0;
    while (done < count) {
      const room = Math.floor((pages.bottom - pages.y - 2 * padding.y) / row.look.leading);
      if (room < 1) {
        this.continueTable();
        continue;
      }
      const end = Math.min(count, done + room);
      this.drawCells(row, cells, { from: done, to: end });
      done = end;
      pages.y += padding.y;
      if (done < count) this.continueTable();
    }
    pages.decoration(() => {
      pages.rule(pages.y, { color: colors.line, thickness: 0.6 });
    });
    element.end();
  }

  private fitsNextPage(row: Row): boolean {
    return rowHeight(this.head) + rowHeight(row) <= this.pages.bottom - paper.top;
  }

  private continueTable(): void {
    this.pages.nextPage();
    // A head that fills half a page would leave no room for what it heads.
    if (rowHeight(this.head) < 250) this.drawHead(null);
  }

  /** Draws the head: as the table's head cells, or, said again on a later page, as decoration. */
  private drawHead(cells: readonly PDFKit.PDFStructureElement[] | null): void {
    const { pages } = this;
    const height = rowHeight(this.head);
    const top = pages.y;
    pages.decoration(() => {
      pages.pdf.rect(pages.left, top, pages.width, height).fill(colors.headRow);
      pages.rule(top + height, { color: colors.accent, thickness: 1 });
    });
    this.drawCells(this.head, cells, { from: 0, to: lineCount(this.head) });
    pages.y = top + height;
  }

  private drawCells(
    row: Row,
    cells: readonly PDFKit.PDFStructureElement[] | null,
    part: { readonly from: number; readonly to: number },
  ): void {
    const { pages, columns } = this;
    const top = pages.y + padding.y;
    row.cells.forEach((lines, index) => {
      const x = columns[index]?.x ?? pages.left;
      lines.slice(part.from, part.to).forEach((line, number) => {
        drawLine(pages, line, top + number * row.look.leading, { x, element: cells?.[index] ?? null, look: row.look });
      });
    });
    pages.y = top + (part.to - part.from) * row.look.leading;
  }
}
