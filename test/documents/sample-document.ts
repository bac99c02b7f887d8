import type { Document, DocumentBlock, Inlines } from "../../src/core/document/document.js";

/** Words that mean something to one file format or another, with scripts that our typeface lacks. */
export const awkwardWords = String.raw`<b>bold</b> & "quoted" ((( \ ) | *star* _under_ #1 {x} =1+1`;
export const otherScripts = "Ωμέγα Жизнь مرحبا 漢字 🎉";

const plain = (text: string): Inlines => [{ text }];

/** A document of several pages with one of each kind of block; `blocks` stand before its last page. */
export const sampleDocument = (blocks: readonly DocumentBlock[] = []): Document => ({
  title: "Readiness of Acme & Søns <Ltd>",
  subtitle: "November 2026",
  cover: ["Prepared for Acme & Søns", "24 November 2026"],
  footer: "Acme & Søns, confidential",
  blocks: [
    { kind: "heading", level: 1, text: "Where you stand" },
    {
      kind: "paragraph",
      text: [
        { text: "You are " },
        { text: "half way", bold: true },
        { text: ", says " },
        { text: "NIST", link: "https://www.nist.gov/itl" },
        { text: ". " },
        { text: awkwardWords },
      ],
    },
    { kind: "paragraph", look: "note", text: plain(otherScripts) },
    {
      kind: "chart",
      chart: {
        title: "Readiness by area",
        alt: "Leadership 80%, data not yet known.",
        bars: [
          { label: "Leadership", share: 0.8, text: "80%", before: 0.5 },
          { label: "Data", share: null, text: "not yet known", before: null },
        ],
      },
    },
    { kind: "heading", level: 2, text: "Next steps" },
    { kind: "list", isOrdered: true, items: [plain("Name a person"), plain("Write a policy")] },
    { kind: "list", isOrdered: false, items: [plain("Keep records")] },
    { kind: "heading", level: 3, text: "Controls" },
    {
      kind: "table",
      caption: "Which controls apply",
      widths: [1, 3],
      head: ["Control", "Why"],
      rows: Array.from({ length: 60 }, (_, index) => [plain(`Row${index}`), plain(`Because ${awkwardWords}`)]),
    },
    ...blocks,
    { kind: "page-break" },
    { kind: "heading", level: 1, text: "The last page" },
  ],
});
