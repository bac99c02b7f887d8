import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { draftIntoFile } from "../../../src/core/commands/answer-file.js";
import { draftSource } from "../../../src/core/commands/draft-source.js";
import { teamId } from "../../../src/core/ids.js";
import { createPrinter } from "../../../src/documents/printer.js";
import { createTableReader } from "../../../src/documents/read-table.js";
import { membersOf } from "../../../src/core/team/members.js";
import { answerPartOne, openWorld, person } from "../../builders/world.js";
import type { OpenEntrance } from "../entrance.js";
import { expand, hostileText, long, nearMatches } from "../hostile.js";
import { mutatedBytes, mutatedText } from "../mutate.js";

type Parts = Readonly<Record<string, string>>;
type Content =
  | { readonly kind: "text"; readonly text: string; readonly encoding: "utf8" | "utf16le" | "latin1" }
  /** What is other than in a plain one. */
  | { readonly kind: "workbook"; readonly changed: readonly (readonly [name: string, part: string])[] }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };
interface Input {
  readonly name: string;
  readonly content: Content;
}

const csv = [
  "ID,Question,Answer\r\n1,Do you have an AI policy?,\r\n2,Who owns your AI systems?,\r\n",
  'Question;Note\n"Do you use AI; and where?";=1+1\n"Is it ""tested""?";\n',
  "Do you have a policy?\nIf so, who, when, and why?\nAI list\n",
  "A\tB\tC\nIs there an inventory of AI systems?\t\t\n",
];

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const cells = (rows: string): string =>
  `${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const inline = (reference: string, text: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
const plainRows = `<row r="1">${inline("A1", "ID")}${inline("B1", "Question")}</row><row r="2"><c r="A2"><v>1</v></c>${inline("B2", "Do you have an AI policy?")}</row><row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="str"><f>HYPERLINK("http://evil.example","x")</f><v>x</v></c></row>`;
const names = {
  types: "[Content_Types].xml",
  root: "_rels/.rels",
  workbook: "xl/workbook.xml",
  links: "xl/_rels/workbook.xml.rels",
  strings: "xl/sharedStrings.xml",
  styles: "xl/styles.xml",
  sheet: "xl/worksheets/sheet1.xml",
};
const workbook: Parts = {
  [names.types]: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`,
  [names.root]: `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  [names.workbook]: `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Questions" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  [names.links]: `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  [names.strings]: `${head}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Who may approve an AI system?</t></si></sst>`,
  [names.styles]: `${head}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="1"><xf numFmtId="14"/></cellXfs></styleSheet>`,
  [names.sheet]: cells(plainRows),
};

const doctype = (entities: string): string => `${head}<!DOCTYPE x [${entities}]>`;
const laughs = Array.from(
  { length: 12 },
  (_, i) => `<!ENTITY l${String(i + 1)} "${`&l${String(i)};`.repeat(10)}">`,
).join("");
/** One part of a workbook, made to harm. */
const hostileParts: readonly (readonly [string, string])[] = [
  [
    names.sheet,
    cells(`<row r="1">${inline("A1", "&x;")}</row>`).replace(head, doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')),
  ],
  [names.strings, `${doctype(`<!ENTITY l0 "ha">${laughs}`)}<sst><si><t>&l12;</t></si></sst>`],
  [names.sheet, cells(`<row r="1">${inline("A1", long("a", 19_000_000))}</row>`)],
  [names.sheet, cells(long('<row r="1"/>', 1_500_000))],
  [names.sheet, cells(long("<c", 2_000_000))],
  [names.sheet, cells(`<row r="1">${long('<c r="A1"><v>1</v></c>', 300_000)}</row>`)],
  [names.sheet, cells(long("<row>", 300_000))],
  [names.sheet, cells(long('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', 40_000))],
  [names.sheet, cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')],
  [names.sheet, cells('<row r="99999999999999999999"><c r="AAAAAAAAAAAA1"><v>1</v></c></row>')],
  [
    names.sheet,
    cells('<row r="-1"><c r="A-1"><v>1e400</v></c><c r="" t="d"><v>x</v></c><c t="e"><v>#REF!</v></c></row>'),
  ],
  [names.strings, `${head}<sst>${long("<si><t>a</t></si>", 300_000)}</sst>`],
  [names.strings, `${head}<sst>${long("<si>", 400_000)}</sst>`],
  [
    names.links,
    `${head}<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="../../../../etc/passwd"/></Relationships>`,
  ],
  [
    names.workbook,
    `${head}<workbook><sheets>${long('<sheet name="constructor" sheetId="1" r:id="rId1"/>', 3_000)}</sheets></workbook>`,
  ],
  ["../../evil.xml", "<a/>"],
  ["xl/worksheets/__proto__.xml", "<a/>"],
];

/** A customer's questionnaire, read and handed back with drafts. */
export async function openQuestionnaireFiles(folder: string): Promise<OpenEntrance<Input>> {
  const world = await openWorld({ dataDir: folder });
  const talk = world.talk(person("Ana"));
  await answerPartOne(talk, await talk.say("assess"));
  const team = (await world.store.directory.find({ platform: "playground", id: "w1" })) ?? teamId("none");
  const trail = await world.store.teams.read(team);
  await world.close();
  const source = draftSource({
    parts: world.parts,
    trail,
    members: membersOf(trail.entries),
    at: "2026-11-25T10:00:00.000Z",
  });
  if (!source) throw new TypeError("the team has no assessment");
  const parts = { tableReader: createTableReader(), printer: createPrinter() };
  const progress = { pause: world.parts.pause, show: () => Promise.resolve() };
  return {
    inputs: await inputs(),
    put: async ({ name, content }, begin) => {
      const bytes = bytesOf(content);
      begin();
      const drafted = await draftIntoFile(parts, source, { name: expand(name), bytes }, progress);
      if (drafted.kind !== "answered") return "refused";
      const fault = /[\\/\p{Cc}]/u.test(drafted.file.name)
        ? `it is called ${drafted.file.name}`
        : drafted.file.mediaType === "text/csv"
          ? csvFault(drafted.file.bytes)
          : await workbookFault(drafted.file.bytes);
      return fault === undefined ? "answered" : { wrong: fault };
    },
  };
}

async function inputs(): Promise<fc.Arbitrary<Input>> {
  const texts = await nearMatches();
  const encoding = fc.constantFrom("utf8" as const, "utf8" as const, "utf16le" as const, "latin1" as const);
  const text = fc.record({ kind: fc.constant("text" as const), text: mutatedText(csv, texts), encoding });
  const part = fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(...Object.keys(workbook))
        .chain((name) => fc.tuple(fc.constant(name), mutatedText([workbook[name] ?? ""], texts))),
    },
    { weight: 1, arbitrary: fc.constantFrom(...hostileParts) },
  );
  const book = fc.array(part, { maxLength: 2 }).map((changed) => ({ kind: "workbook" as const, changed }));
  const samples = [
    zipped(workbook),
    strToU8(csv[0] ?? ""),
    strToU8("%PDF-1.7 x"),
    Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]),
  ];
  const bytes = fc.record({ kind: fc.constant("bytes" as const), bytes: mutatedBytes(samples) });
  const content: fc.Arbitrary<Content> = fc.oneof(
    { weight: 5, arbitrary: text },
    { weight: 3, arbitrary: book },
    { weight: 3, arbitrary: bytes },
  );
  return fc.record({ name: fc.oneof(fc.constant("vendor.xlsx"), hostileText()), content });
}

const zipped = (parts: Parts): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(expand(text))])), { level: 1 });

function bytesOf(content: Content): Uint8Array {
  if (content.kind === "bytes") return content.bytes;
  if (content.kind === "workbook") return zipped(Object.fromEntries([...Object.entries(workbook), ...content.changed]));
  const { text, encoding } = content;
  return new Uint8Array(Buffer.from(encoding === "utf16le" ? `\uFEFF${expand(text)}` : expand(text), encoding));
}

/** What a spreadsheet would take for a formula, where we say that there is none. */
function csvFault(bytes: Uint8Array): string | undefined {
  const rows: string[][] = parse(strFromU8(bytes), { bom: true });
  const formula = rows.flat().find((cell) => /^\s*[=+\-@＝＋－＠]/u.test(cell) && !Number.isFinite(Number(cell)));
  return formula === undefined ? undefined : `a formula comes back: ${formula.slice(0, 100)}`;
}

async function workbookFault(bytes: Uint8Array): Promise<string | undefined> {
  const parts = unzipSync(bytes);
  const formula = Object.entries(parts).find(
    ([name, part]) => name.includes("worksheets") && strFromU8(part).includes("<f"),
  );
  if (formula) return `a formula comes back in ${formula[0]}`;
  const again = await createTableReader().read({ name: "again.xlsx", bytes });
  return again.kind === "table" ? undefined : `what comes back can't be read (${again.why})`;
}
