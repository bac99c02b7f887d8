import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString } from "mdast-util-to-string";
import { describe, expect, it } from "vitest";
import type { DocumentBlock } from "../../src/core/document/document.js";
import { printMarkdown } from "../../src/documents/markdown.js";
import { sampleDocument } from "./sample-document.js";

const marks = Array.from("a1. -+*_`#>[]()!<&:/\\|~=\n");
const oneSpace = (text: string): string => text.replace(/[\p{Cc} ]+/gu, " ").trim();
const print = (...blocks: readonly DocumentBlock[]): string =>
  printMarkdown({ title: "T", subtitle: "", cover: [], footer: "", blocks });

describe("a printed Markdown file", () => {
  const markdown = printMarkdown(sampleDocument());

  it("can be read raw: plain sentences hold no backslash", () => {
    expect(markdown).toContain("You are **half way**, says [NIST](<https://www.nist.gov/itl>). ");
    expect(markdown).toContain("1. Name a person\n2. Write a policy");
  });

  it("keeps the pipes that people typed within their cell", () => {
    const rows = markdown.split("\n").filter((line) => line.startsWith("| Row"));
    expect(rows).toHaveLength(60);
    expect(rows.filter((row) => row.replace(/\\\|/g, "").split("|").length !== 4)).toEqual([]);
  });

  it("shows a chart as a table of its figures", () => {
    expect(markdown).toContain("| Leadership | 80% |");
  });

  it("keeps spaces out of the marks around words", () => {
    const text = [{ text: "a " }, { text: "b ", bold: true }, { text: "c" }];
    expect(print({ kind: "paragraph", text })).toContain("a **b** c");
  });

  it.each([
    "1. x",
    "1) x",
    "- x",
    "+ x",
    "# x",
    "> x",
    "---",
    "===",
    "www.example.com",
    "![x](y)",
    "a@b.example",
    "&amp; &lt;",
  ])("keeps %j from becoming mark-up", (typed) => {
    const paragraph = fromMarkdown(print({ kind: "paragraph", text: [{ text: typed }] })).children[1];
    expect(paragraph).toMatchObject({ type: "paragraph", children: [{ type: "text", value: typed }] });
  });

  it("reads back as the words of any text", () => {
    const text = fc.oneof(fc.string({ unit: fc.constantFrom(...marks), maxLength: 30 }), fc.string());
    fc.assert(
      fc.property(text, (typed) => {
        const read = fromMarkdown(print({ kind: "paragraph", text: [{ text: "x " }, { text: typed }] })).children.slice(
          1,
        );
        expect(read.map(({ type }) => type)).toEqual(["paragraph"]);
        expect(read.map((node) => oneSpace(toString(node)))).toEqual([oneSpace(`x ${typed}`)]);
      }),
      { numRuns: 500 },
    );
  });

  it("makes no picture of a link after an exclamation mark", () => {
    const text = [{ text: "Look!" }, { text: "here", link: "https://example.com" }];
    expect(fromMarkdown(print({ kind: "paragraph", text })).children[1]).toMatchObject({
      children: [{ type: "text", value: "Look!" }, { type: "link" }],
    });
  });

  it("shows code of any kind as it was typed", () => {
    const code = fc.string({ unit: fc.constantFrom("`", "a", " ", "*", "\\"), minLength: 1 });
    fc.assert(
      fc.property(code, (typed) => {
        const read = fromMarkdown(print({ kind: "paragraph", text: [{ text: "x" }, { text: typed, code: true }] }));
        const shown = toString(read.children.slice(1)).slice(1);
        expect(shown.trim()).toBe(typed.replace(/\s+/g, " ").trim());
      }),
    );
  });
});
