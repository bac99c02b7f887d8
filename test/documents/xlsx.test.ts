import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import readXlsx from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/core/document/workbook.js";
import { printXlsx } from "../../src/documents/xlsx.js";
import { dropControls } from "../../src/pictures/drop-controls.js";

const print = (...cells: readonly Cell[]): Promise<Uint8Array> =>
  printXlsx({
    title: "Book",
    sheets: [
      { name: "First", columns: cells.map((_, index) => ({ title: `c${index}`, width: 12 })), rows: [cells] },
      { name: "Second", columns: [{ title: "Only", width: 30 }], rows: [] },
    ],
  });
const partOf = (file: Uint8Array, path: string): string => strFromU8(unzipSync(file)[path] ?? new Uint8Array());

describe("a printed XLSX", () => {
  it("has every sheet by its name", async () => {
    const workbook = partOf(await print("a"), "xl/workbook.xml");
    expect(Array.from(workbook.matchAll(/<sheet [^>]*name="([^"]*)"/g), ([, name]) => name)).toEqual([
      "First",
      "Second",
    ]);
  });

  it("keeps its head row in view and the widths of its columns", async () => {
    const sheet = partOf(await print("a", 1), "xl/worksheets/sheet1.xml");
    expect(sheet).toMatch(/<pane ySplit="1"[^>]*state="frozen"/);
    expect(sheet).toContain('width="12"');
  });

  it("keeps numbers numbers and empty cells empty", async () => {
    const sheets = await readXlsx(Buffer.from(await print(-5, null, 0.25, "")));
    expect(sheets[0]?.data[1]).toEqual([-5, null, 0.25, null]);
  });

  it("has the same bytes each time", async () => {
    expect(Buffer.compare(await print("a", 1), await print("a", 1))).toBe(0);
  });

  it("never has a formula and gives every text back", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", minLength: 1 }),
      fc
        .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "＝", "_x0041_"), fc.string())
        .map(([start, rest]) => start + rest),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (typed) => {
        const file = await print(...typed);
        const sheet = partOf(file, "xl/worksheets/sheet1.xml");
        expect(sheet).not.toMatch(/<f[ >]|t="str"/);
        expect(readTexts(file)).toEqual(expect.arrayContaining(typed.map(dropControls).filter((kept) => kept !== "")));
      }),
      { numRuns: 60 },
    );
  });

  it.each(["_x0041_", "constructor", "__proto__", "toString"])("keeps %j as typed", async (typed) => {
    expect(readTexts(await print(typed))).toContain(typed);
  });

  it("names its sheets as Excel takes them, whatever they were called where they come from", async () => {
    const columns = [{ title: "T", width: 9 }];
    const called = [
      "Q: [a/b]*?\\",
      "Q  a b",
      "'x'",
      "",
      "constructor",
      `${"a".repeat(30)}👍`,
      "a".repeat(600),
      "a".repeat(601),
    ];
    const file = await printXlsx({ title: "t", sheets: called.map((name) => ({ name, columns, rows: [["1"]] })) });
    const names = Array.from(
      partOf(file, "xl/workbook.xml").matchAll(/<sheet [^>]*\bname="([^"]*)"/g),
      ([, name = ""]) => name,
    );
    expect(names).toHaveLength(called.length);
    for (const name of names) expect(name).toMatch(/^(?!')[^[\]/\\:*?]{1,31}(?<!')$/);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(called.length);
  });
});

/** The texts of a workbook, decoded as the file format says. */
const readTexts = (file: Uint8Array): readonly string[] =>
  Array.from(partOf(file, "xl/sharedStrings.xml").matchAll(/<t[^>]*>([^<]*)<\/t>/g), ([, text = ""]) =>
    text
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&quot;/g, '"')
      .replace(/&apos;|&#39;/g, "'")
      .replace(/&amp;/g, "&")
      .replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
  );
