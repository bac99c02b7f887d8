import { describe, expect, it } from "vitest";
import { createPrinter } from "../../src/documents/printer.js";
import { sampleDocument } from "./sample-document.js";

const start = (bytes: Uint8Array, length: number): string => Buffer.from(bytes.slice(0, length)).toString("latin1");

describe("the printer", () => {
  const printer = createPrinter();
  const sheet = { name: "Sheet", columns: [{ title: "A", width: 5 }], rows: [["a"]] };
  const bar = { label: "Leadership", share: 0.5, text: "50%" };

  it("prints each kind of file", async () => {
    expect(start(await printer.pdf(sampleDocument()), 5)).toBe("%PDF-");
    expect(start(await printer.docx(sampleDocument()), 2)).toBe("PK");
    expect(start(await printer.xlsx({ title: "Book", sheets: [sheet] }), 2)).toBe("PK");
    expect(start(await printer.png({ title: "T", alt: "", bars: [bar] }), 4)).toBe("\x89PNG");
    expect(printer.markdown(sampleDocument())).toMatch(/^# Readiness/);
    expect(printer.csv(sheet)).toBe("\ufeffA\r\na\r\n");
  });
});
