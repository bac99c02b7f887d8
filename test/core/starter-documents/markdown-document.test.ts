import { describe, expect, it } from "vitest";
import { markdownDocument } from "../../../src/core/starter-documents/markdown-document.js";

const blocks = (markdown: string): unknown => markdownDocument(markdown, "Title").blocks;

describe("Markdown as a document", () => {
  it("keeps headings, paragraphs, looks and lists", () => {
    expect(blocks("## One\n\n### Two\n\nSome **bold** and *slanted*\ntext\n\n1. a\n2. b\n\n*All small.*")).toEqual([
      { kind: "heading", level: 1, text: "One" },
      { kind: "heading", level: 2, text: "Two" },
      {
        kind: "paragraph",
        text: [
          { text: "Some " },
          { text: "bold", bold: true },
          { text: " and " },
          { text: "slanted", italic: true },
          { text: " text" },
        ],
      },
      { kind: "list", isOrdered: true, items: [[{ text: "a" }], [{ text: "b" }]] },
      { kind: "paragraph", look: "note", text: [{ text: "All small." }] },
    ]);
  });

  it("makes every row as long as the head, captioned by the heading above or the title", () => {
    const table = "| A | B |\n| --- | --- |\n| 1 |\n| 1 | 2 | 3 |";
    const rows = [
      [[{ text: "1" }], []],
      [[{ text: "1" }], [{ text: "2" }]],
    ];
    expect(blocks(table)).toMatchObject([{ kind: "table", caption: "Title", head: ["A", "B"], rows }]);
    expect(blocks(`## Part\n\n${table}`)).toMatchObject([{ kind: "heading" }, { caption: "Part" }]);
  });

  it("gives a column the room for its longest word, and more to one with more to say", () => {
    const long = "a long text that goes on and on ".repeat(4);
    const [part] = markdownDocument(`| No. | Text |\n| --- | --- |\n| Example | ${long} |`, "Title").blocks;
    const [first = 0, second = 0] = part?.kind === "table" ? part.widths : [];
    expect(first).toBeGreaterThanOrEqual("Example".length);
    expect(second).toBeGreaterThan(first * 3);
  });

  it("links only to addresses that are safe to open", () => {
    expect(blocks("[a](https://a.example) [b](javascript:x)")).toMatchObject([
      { text: [{ text: "a", link: "https://a.example" }, { text: " " }, { text: "b" }] },
    ]);
    expect(JSON.stringify(blocks("[b](javascript:x)"))).not.toContain("javascript");
  });

  it.each([
    ["HTML", "<b>x</b>\n", "html"],
    ["HTML within a line", "a <b>x</b>", "html"],
    ["a picture", "![x](https://a.example/x.png)", "image"],
    ["a list in a list", "- a\n  - b", "list in a list"],
    ["a block of code", "```\nx\n```", "code"],
  ])("names %s, which documents do not have", (_what, markdown, kind) => {
    expect(markdownDocument(markdown, "Title").unsupported[0]).toMatchObject({ kind });
  });
});
