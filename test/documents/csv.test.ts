import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/core/document/workbook.js";
import { printCsv } from "../../src/documents/csv.js";
import { dropControls } from "../../src/pictures/drop-controls.js";

const print = (...cells: readonly Cell[]): string =>
  printCsv({ name: "s", columns: cells.map((_, index) => ({ title: `c${index}`, width: 9 })), rows: [cells] });
const starts = ["=", "+", "-", "@", "\t", "\r", "\n", " ", "＝", "＋", "－", "＠"];
const readBack = (csv: string): readonly string[] => parse(csv, { bom: true })[1] ?? [];

describe("a printed CSV", () => {
  it("starts with a byte order mark and ends its lines as Excel wants", () => {
    expect(print("a", null, 2)).toBe("\ufeffc0,c1,c2\r\na,,2\r\n");
  });

  it("holds lines of a text together by quotes, for whoever takes every line feed for the end of a row", () => {
    expect(print("a\nb", 1)).toBe('\ufeffc0,c1\r\n"a\nb",1\r\n');
  });

  it("keeps numbers numbers, below zero too", () => {
    expect(readBack(print(-5, 0.25))).toEqual(["-5", "0.25"]);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠x"])(
    "takes the power from %j",
    (formula) => {
      expect(readBack(print(formula))[0]).toMatch(/^'/);
    },
  );

  it("never has a formula and gives every text back", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.tuple(fc.constantFrom(...starts), fc.string()).map(([start, rest]) => start + rest),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const [field = ""] = readBack(print(typed, "x"));
        expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
        expect(field.replace(/^'(?=\s*[=+\-@＝＋－＠\t])/u, "")).toBe(
          dropControls(typed).replace(/^'(?=\s*[=+\-@＝＋－＠\t])/u, ""),
        );
      }),
      { numRuns: 500 },
    );
  });
});
