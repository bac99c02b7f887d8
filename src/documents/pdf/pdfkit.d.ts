/** What pdfkit 0.20 takes and @types/pdfkit 0.17 does not name yet. */
declare namespace PDFKit {
  namespace Mixins {
    interface StructureElementOptions {
      /** Of a TH: what it heads. */
      scope?: "Column" | "Row";
      /** Of a Figure: left, top, right, bottom on its page. */
      bbox?: [number, number, number, number];
    }
    interface AnnotationOption {
      structParent?: PDFStructureElement;
    }
    interface PDFMetadata {
      /** Writes the XMP packet's description of the document. */
      _addInfo(): void;
    }
  }
  interface PDFStructureElement {
    /** The element's dictionary in the file. */
    dictionary: { data: Record<string, unknown> };
  }
  interface PDFOutline {
    addItem(title: string, options: { fit: false; top: number; left: number; expanded: boolean }): PDFOutline;
  }
}
