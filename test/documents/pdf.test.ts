import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Document, DocumentBlock } from "../../src/core/document/document.js";
import { printPdf } from "../../src/documents/pdf.js";
import { readPdf } from "./read-pdf.js";
import { awkwardWords, sampleDocument } from "./sample-document.js";

const read = async (document: Document) => readPdf(await printPdf(document));
const titleOf = ({ title }: { readonly title: string }): string => title;
const words = (text: string): string => text.replace(/\s+/g, "");
const tableOf = (rows: readonly string[]): DocumentBlock => ({
  kind: "table",
  caption: "Tall",
  widths: [1],
  head: ["HeadOfTall"],
  rows: rows.map((text) => [[{ text }]]),
});
const sample = await read(sampleDocument());

describe("a printed PDF", () => {
  it("has the footer and its number on every page, the cover too", () => {
    const count = sample.texts.length;
    expect(count).toBeGreaterThan(4);
    sample.texts.forEach((text, index) => {
      expect(text).toContain("Acme & Søns, confidential");
      expect(text).toContain(`Page ${index + 1} of ${count}`);
    });
  });

  it("says its title and language to the reader's program", async () => {
    const { info, metadata } = await sample.pdf.getMetadata();
    expect(info).toMatchObject({ Title: "Readiness of Acme & Søns <Ltd>", Language: "en-US" });
    expect(metadata.get("dc:title")).toBe("Readiness of Acme & Søns <Ltd>");
    expect(await sample.pdf.getMarkInfo()).toMatchObject({ Marked: true });
  });

  it("is tagged for screen readers", () => {
    const roles = new Set(sample.nodes.map(({ role }) => role));
    const expected = ["H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Link"];
    expect(expected.filter((role) => !roles.has(role))).toEqual([]);
    expect(sample.nodes.find(({ role }) => role === "Figure")?.alt).toBe("Leadership 80%, data not yet known.");
  });

  it("has its headings as bookmarks, one level in another", async () => {
    const outline = await sample.pdf.getOutline();
    expect(outline.map(titleOf)).toEqual(["Where you stand", "The last page"]);
    expect(outline[0]?.items.map(titleOf)).toEqual(["Next steps"]);
  });

  it("opens its links, and none that is not a web or mail address", async () => {
    const text = [{ text: "press", link: "javascript:alert(1)" }];
    const { links } = await read(sampleDocument([{ kind: "paragraph", text }]));
    expect(links).toEqual(["https://www.nist.gov/itl"]);
  });

  it("prints what people typed as they typed it", () => {
    expect(words(sample.texts.join(""))).toContain(words(awkwardWords));
  });

  it("prints a box for a character that the typeface lacks", () => {
    expect(words(sample.texts.join(""))).toContain("ΩμέγαЖизнь□□□□□□□□");
  });

  it("says the head of a table again on each of its pages, and every row once", () => {
    const withRows = sample.texts.filter((text) => /Row\d/.test(text));
    expect(withRows.length).toBeGreaterThan(2);
    expect(withRows.filter((text) => !text.includes("Control"))).toEqual([]);
    const rows = sample.texts.join(" ").match(/Row\d+/g);
    expect(rows).toEqual(Array.from({ length: 60 }, (_, index) => `Row${index}`));
  });

  it("goes on with a row that is taller than a page, and loses no word of it", async () => {
    const typed = Array.from({ length: 2500 }, (_, index) => `w${index}`);
    const { texts } = await read(sampleDocument([tableOf(["short", typed.join(" "), "after"])]));
    expect(texts.join(" ").match(/\bw\d+/g)).toEqual(typed);
    expect(texts.filter((text) => text.includes("HeadOfTall")).length).toBeGreaterThan(1);
  });

  it("wraps a word that is wider than its place", async () => {
    const long = "x".repeat(400);
    const { texts } = await read(sampleDocument([tableOf([long]), { kind: "paragraph", text: [{ text: long }] }]));
    expect(words(texts.join("")).match(/x{100,}/g)).toEqual([long, long]);
  });

  it("stands with its title above the first block when it has no cover", async () => {
    const { texts } = await read({ ...sampleDocument(), cover: [] });
    expect(texts[0]).toMatch(/Readiness of Acme.*Where you stand/);
  });

  it("has the same bytes each time", async () => {
    expect(Buffer.compare(await printPdf(sampleDocument()), await printPdf(sampleDocument()))).toBe(0);
  });

  it("is printed for any text at all", async () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        const document: Document = {
          title: any,
          subtitle: any,
          cover: [any],
          footer: any,
          blocks: [
            { kind: "heading", level: 2, text: any },
            { kind: "list", isOrdered: true, items: [[{ text: any, code: true }]] },
            { kind: "chart", chart: { title: any, alt: any, bars: [{ label: any, share: 0.5, text: any }] } },
            tableOf([any]),
          ],
        };
        expect((await read(document)).texts).toHaveLength(2);
      }),
      { numRuns: 40 },
    );
  });
});
