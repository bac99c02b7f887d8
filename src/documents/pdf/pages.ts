import { facePath } from "../../pictures/typeface.js";
import type { Face } from "../../pictures/typeface.js";
import { paper } from "./looks.js";

/** The pages being written: where the next thing goes, and what it is in the structure that screen readers follow. */
export class Pages {
  readonly pdf: PDFKit.PDFDocument;
  /** The structure's root. */
  readonly root: PDFKit.PDFStructureElement;
  readonly left = paper.left;
  readonly width = paper.width - paper.left - paper.right;
  readonly bottom = paper.height - paper.bottom;
  /** From the top of the page to the next free place. */
  y: number = paper.top;

  constructor(pdf: PDFKit.PDFDocument) {
    this.pdf = pdf;
    this.root = pdf.struct("Document");
    pdf.addStructure(this.root);
  }

  /** Nothing stands on this page yet. */
  get isFresh(): boolean {
    return this.y === paper.top;
  }

  fits(height: number): boolean {
    return this.y + height <= this.bottom;
  }

  /** Goes to a new page unless `height` still fits on this one. */
  need(height: number): void {
    if (!this.fits(height) && !this.isFresh) this.nextPage();
  }

  /** White space between blocks; none at the top of a page. */
  skip(height: number): void {
    if (!this.isFresh) this.y += height;
  }

  nextPage(): void {
    this.pdf.addPage();
    this.y = paper.top;
  }

  /** A new element of the structure; ended by its maker when all of it is written. */
  element(
    parent: PDFKit.PDFStructureElement,
    kind: string,
    options?: PDFKit.Mixins.StructureElementOptions,
  ): PDFKit.PDFStructureElement {
    const element = this.pdf.struct(kind, options);
    parent.add(element);
    return element;
  }

  /** What is drawn meanwhile is content of `element`. */
  content(element: PDFKit.PDFStructureElement, draw: () => void): void {
    const content = this.pdf.markStructureContent("Span");
    draw();
    this.pdf.endMarkedContent();
    element.add(content);
  }

  /** What is drawn meanwhile is decoration that screen readers pass over. */
  decoration(draw: () => void, kind: "Layout" | "Pagination" = "Layout"): void {
    this.pdf.markContent("Artifact", { type: kind });
    draw();
    this.pdf.endMarkedContent();
  }

  rule(y: number, look: { readonly color: string; readonly thickness: number }): void {
    this.pdf
      .moveTo(this.left, y)
      .lineTo(this.left + this.width, y)
      .lineWidth(look.thickness)
      .strokeColor(look.color)
      .stroke();
  }

  /** Draws printable text; `y` is its base line. */
  text(text: string, look: { x: number; y: number; size: number; face: Face; color: string }): void {
    this.pdf.font(facePath(look.face)).fontSize(look.size).fillColor(look.color);
    this.pdf.text(text, look.x, look.y, { lineBreak: false, baseline: "alphabetic" });
  }
}
