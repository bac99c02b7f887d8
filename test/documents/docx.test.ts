import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { printDocx } from "../../src/documents/docx.js";
import { readPdf } from "./read-pdf.js";
import { sampleDocument } from "./sample-document.js";

const file = await printDocx(sampleDocument());
const part = (path: string): string => strFromU8(unzipSync(file)[path] ?? new Uint8Array());
const body = part("word/document.xml");
const count = (mark: RegExp): number => Array.from(body.matchAll(mark)).length;
const hasOffice = spawnSync("soffice", ["--version"]).status === 0;

describe("a printed DOCX", () => {
  it("has headings in Word's own styles", () => {
    expect(count(/<w:pStyle w:val="Heading1"\/>/g)).toBe(2);
    expect(count(/<w:pStyle w:val="Heading[23]"\/>/g)).toBe(2);
    expect(count(/<w:pStyle w:val="Title"\/>/g)).toBe(1);
  });

  it("says its table's head again on each page and cuts no row", () => {
    expect(count(/<w:tblHeader\/>/g)).toBe(1);
    expect(count(/<w:cantSplit\/>/g)).toBe(61);
    expect(body).toContain('<w:tblDescription w:val="Which controls apply"/></w:tblPr>');
  });

  it("numbers its lists by Word's numbering", () => {
    expect(count(/<w:numPr>/g)).toBe(3);
  });

  it("describes its picture in words", () => {
    expect(body).toContain('descr="Leadership 80%, data not yet known."');
  });

  it("links to the address, by a name that its relations know", () => {
    const links = part("word/_rels/document.xml.rels");
    const [, id = ""] = /<w:hyperlink[^>]* r:id="([^"]*)"/.exec(body) ?? [];
    expect(links).toMatch(new RegExp(`Id="${id}"[^>]*Target="https://www.nist.gov/itl"`));
  });

  it("counts its pages at the foot of each", () => {
    expect(part("word/footer1.xml")).toMatch(/Acme &amp; Søns, confidential.*PAGE.*NUMPAGES/s);
  });

  it("is in English, has its title and no date", () => {
    expect(part("word/styles.xml")).toContain('<w:lang w:val="en-US"/>');
    expect(part("docProps/core.xml")).toContain("<dc:title>Readiness of Acme &amp; Søns &lt;Ltd&gt;</dc:title>");
    expect(part("docProps/core.xml")).not.toContain("dcterms:created");
  });

  it("has the same bytes each time", async () => {
    expect(Buffer.compare(await printDocx(sampleDocument()), file)).toBe(0);
  });

  it("drops what XML cannot hold", async () => {
    const text = [{ text: "a\u0000\u0008\ufffeb\ud800c" }];
    const printed = unzipSync(await printDocx(sampleDocument([{ kind: "paragraph", text }])));
    expect(strFromU8(printed["word/document.xml"] ?? new Uint8Array())).toContain(">abc<");
  });

  it.skipIf(!hasOffice)("opens in LibreOffice with all of its text", { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "docx-"));
    try {
      await writeFile(join(folder, "a.docx"), file);
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      spawnSync("soffice", [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, join(folder, "a.docx")]);
      const { texts } = await readPdf(await readFile(join(folder, "a.pdf")));
      const text = texts.join(" ");
      expect(text.match(/Row\d+/g)).toHaveLength(60);
      expect(text).toContain(`Page ${texts.length} of ${texts.length}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
