import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/core/document/workbook.js";
import { tableLimits } from "../../src/core/ports/table-reader.js";
import { createPrinter } from "../../src/documents/printer.js";
import { dropControls } from "../../src/pictures/drop-controls.js";
import { createTableReader } from "../../src/documents/read-table.js";

const reader = createTableReader();
const printer = createPrinter();
const read = (bytes: Uint8Array | string, name = "q.csv") =>
  reader.read({ name, bytes: typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes });
const rowsOf = async (bytes: Uint8Array | string): Promise<readonly (readonly Cell[])[]> => {
  const table = await read(bytes);
  if (table.kind !== "table") throw new TypeError(table.why);
  return table.sheets[0]?.rows ?? [];
};
const workbook = (rows: readonly (readonly Cell[])[]) =>
  printer.xlsx({
    title: "t",
    sheets: [
      {
        name: "S",
        columns: (rows[0] ?? []).map((cell) => ({ title: String(cell ?? ""), width: 10 })),
        rows: rows.slice(1),
      },
    ],
  });

describe("a CSV file", () => {
  it("is read with commas, semicolons or tabs, a byte order mark and line breaks in quotes", async () => {
    const rows = [
      ["ID", "Question"],
      [1, 'Do you have "a policy",\nand who signed it?'],
    ];
    const quoted = '"Do you have ""a policy"",\nand who signed it?"';
    for (const mark of [",", ";", "\t"])
      expect(await rowsOf(`\uFEFFID${mark}Question\r\n1${mark}${quoted}\r\n`)).toEqual(rows);
  });

  it("without any of these is one column, whatever commas its texts hold", async () => {
    expect(await rowsOf("Do you have a policy?\nIf so, who, when, and why?\nAI list\n")).toEqual([
      ["Do you have a policy?"],
      ["If so, who, when, and why?"],
      ["AI list"],
    ]);
  });

  it("is read as Excel wrote it long ago, or as Unicode text", async () => {
    expect(await rowsOf(Uint8Array.from([...strToU8("Question;A\nCaf"), 0xe9, ...strToU8(" is?;b")]))).toEqual([
      ["Question", "A"],
      ["Café is?", "b"],
    ]);
    expect(await rowsOf(new Uint8Array(Buffer.from("\uFEFFQuestion\tA\nWhy?\tb", "utf16le")))).toEqual([
      ["Question", "A"],
      ["Why?", "b"],
    ]);
  });

  it("keeps what only looks like a number", async () => {
    expect(await rowsOf("a,b\n007,1.50\n-5,2\n")).toEqual([
      ["a", "b"],
      ["007", "1.50"],
      [-5, 2],
    ]);
  });
});

describe("an XLSX file", () => {
  it("comes back as any table that was written", async () => {
    // Other ends of lines come back as line feeds; what XML can't hold is not written.
    const text = fc
      .string({ unit: "grapheme", maxLength: 15 })
      .filter((value) => !/[\p{Cc}\p{Cs}\u2028\u2029]|_x/u.test(value) && dropControls(value) === value);
    const cell = fc.oneof(text, fc.integer(), fc.constantFrom("=1+1", "+x", "@y", null));
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const whole = [["Question", "B", "C"], ...rows, ["end", 1, "x"]];
        const back = await rowsOf(await workbook(whole));
        expect(back).toEqual(whole.map((row) => row.map((value) => (value === "" ? null : value))));
      }),
      { numRuns: 50 },
    );
  });

  it("with looks on a million empty rows is read all the same", async () => {
    const parts = unzipSync(await workbook([["Question"], ["Why?"]]));
    const name = "xl/worksheets/sheet1.xml";
    const xml = new TextDecoder().decode(parts[name]);
    const padded = xml.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>');
    expect(await rowsOf(zipSync({ ...parts, [name]: strToU8(padded) }))).toEqual([["Question"], ["Why?"]]);
    const far = xml.replace("</sheetData>", '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>');
    expect(await read(zipSync({ ...parts, [name]: strToU8(far) }))).toEqual({
      kind: "unreadable",
      why: "too-many-rows",
    });
  });

  it("that unpacks to too much is refused unopened, also when it lies about its size", async () => {
    const huge = new Uint8Array(tableLimits.unpackedBytes + 1);
    const bomb = zipSync({ "xl/workbook.xml": strToU8("<workbook/>"), "xl/worksheets/sheet1.xml": huge });
    expect(await read(bomb)).toEqual({ kind: "unreadable", why: "too-large" });
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at < bomb.length - 30; at += 1)
      for (const [signature, offset] of [
        [0x02014b50, 24],
        [0x04034b50, 22],
      ] as const)
        if (view.getUint32(at, true) === signature && view.getUint32(at + offset, true) === huge.length)
          view.setUint32(at + offset, 100, true);
    expect((await read(bomb)).kind).toBe("unreadable");
  });

  it.each([
    ["tags never end", "<c".repeat(2_000_000)],
    ["text never ends", `<row><c t="inlineStr"><is><t>${"a".repeat(19_000_000)}</t></is></c></row>`],
    ["tag never ends", `<row a="${"a".repeat(19_000_000)}"/>`],
  ])("whose %s is refused at once", async (_what, rows) => {
    const sheet = strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
    const file = zipSync({ "xl/workbook.xml": strToU8("<workbook/>"), "xl/worksheets/sheet1.xml": sheet });
    expect(await read(file)).toEqual({ kind: "unreadable", why: "damaged" });
  });

  it.each([
    ["stands in no column", "xl/worksheets/sheet1.xml", '<c r="\u{c324b}\u{15b06}3"><v>1</v></c>'],
    ["hides where it stands behind a bracket", "xl/worksheets/sheet1.xml", '<c s=">" r="ZZZZZZ3"><v>1</v></c>'],
    ["stands far out in a sheet of another name", "xl/other.xml", '<c r="ZZZZZZ3"><v>1</v></c>'],
    ["stands in a row that is no number", "xl/worksheets/sheet1.xml", '<c r="A1e7"><v>1</v></c>'],
  ])("whose cell %s is refused, and makes no room up to it", async (_what, name, cell) => {
    const { "xl/worksheets/sheet1.xml": sheet, ...rest } = unzipSync(await workbook([["Question"], ["Why?"]]));
    const xml = strFromU8(sheet ?? new Uint8Array()).replace("</sheetData>", `<row>${cell}</row></sheetData>`);
    const links = strFromU8(rest["xl/_rels/workbook.xml.rels"] ?? new Uint8Array());
    const leads = { "xl/_rels/workbook.xml.rels": strToU8(links.replace("worksheets/sheet1.xml", name.slice(3))) };
    expect(await read(zipSync({ ...rest, ...leads, [name]: strToU8(xml) }))).toEqual({
      kind: "unreadable",
      why: "damaged",
    });
  });

  it("may have comments and CDATA that hold what looks like a tag", async () => {
    const parts = unzipSync(await workbook([["Question"], ["Why?"]]));
    const name = "xl/worksheets/sheet1.xml";
    const sheet = strFromU8(parts[name] ?? new Uint8Array()).replace("<sheetData>", "<!-- <a --><sheetData>");
    expect(await rowsOf(zipSync({ ...parts, [name]: strToU8(sheet) }))).toEqual([["Question"], ["Why?"]]);
  });
});

describe("a file that is no table", () => {
  it("is refused with the reason", async () => {
    const why = async (bytes: Uint8Array | string) => {
      const found = await read(bytes);
      return found.kind === "unreadable" ? found.why : found.kind;
    };
    expect(await why("")).toBe("empty");
    expect(await why("\n\n")).toBe("empty");
    expect(await why("%PDF-1.7 ...")).toBe("not-a-table");
    expect(await why(Uint8Array.from([0x89, 0x50, 0, 0, 1]))).toBe("not-a-table");
    expect(await why(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]))).toBe("old-or-locked");
    expect(await why(zipSync({ "word/document.xml": strToU8("<w/>") }))).toBe("not-a-table");
    expect(await why(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]))).toBe("damaged");
    expect(await why(new Uint8Array(tableLimits.bytes + 1))).toBe("too-large");
    expect(await why("a\n".repeat(tableLimits.rows + 5))).toBe("too-many-rows");
    expect(await why("a,".repeat(tableLimits.columns + 5))).toBe("too-many-columns");
    expect(await why(`Question\n${"a".repeat(tableLimits.cellCharacters + 1)}`)).toBe("not-a-table");
  });

  it("never makes the reader reject, whatever its bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, isZip) => {
        const found = await read(isZip ? Uint8Array.from([0x50, 0x4b, 3, 4, ...bytes]) : bytes);
        expect(["table", "unreadable"]).toContain(found.kind);
      }),
      { numRuns: 300 },
    );
  });
});
