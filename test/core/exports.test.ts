import { parse } from "csv-parse/sync";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import readXlsxFile from "read-excel-file/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FileBlock, Reply } from "../../src/core/conversation/reply.js";
import { answerPartOne, openWorld, person, textOf } from "../builders/world.js";
import type { Talk, World } from "../builders/world.js";

const ann = person("Ann");
let world: World;
let talk: Talk;

/** Answers every question of part two with these labels in turn. */
async function answerPartTwo(first: Reply, labels: readonly string[]): Promise<Reply> {
  let reply = first;
  for (let asked = 0; asked < 35; asked += 1) {
    const label = labels[asked % labels.length] ?? "In place";
    reply = await talk.press(reply, label);
  }
  return reply;
}

const fileOf = (reply: Reply): FileBlock => {
  const file = reply.blocks.find((block) => block.kind === "file");
  if (!file) throw new TypeError(`no file in: ${textOf(reply)}`);
  return file;
};

async function pagesOf(file: FileBlock): Promise<readonly string[]> {
  const pdf = await getDocument({ data: new Uint8Array(file.bytes), verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    texts.push(
      items
        .map((item) => ("str" in item ? item.str : ""))
        .join(" ")
        .replace(/\s+/gu, " "),
    );
  }
  return texts;
}

beforeEach(async () => {
  world = await openWorld();
  talk = world.talk(ann);
  const verdict = await answerPartOne(talk, await talk.say("assess"));
  await answerPartTwo(await talk.press(verdict, "Go on to part two"), [
    "In place",
    "In place, with evidence",
    "In progress",
    "Not started",
    "Don’t know",
  ]);
});
afterEach(() => world.close());

/** Adds a note, an evidence link, an owner and a date to the first question of part two. */
async function addDetail(values: Record<string, string>): Promise<void> {
  const thorough = await talk.say("assess thorough");
  const answered = await talk.press(thorough, "In progress");
  const form = await talk.press(answered, "Add a note to the last answer");
  await talk.press(form, "Save", { note: "", evidence: "", owner: "", due: "", applies: "", ...values });
}

describe("The PDF of the internal edition", () => {
  it("says on every page who assessed, when, by which questions, and that it is no audit and no certificate", async () => {
    const pages = await pagesOf(fileOf(await talk.say("export pdf")));

    expect(pages.length).toBeGreaterThan(10);
    pages.forEach((page, index) => {
      expect(page).toMatch(
        /Self-assessment by .*, \w{3} \d+, \d{4}, question set [\d.]+; not an audit, not a certificate\./u,
      );
      expect(page).toContain(`Page ${String(index + 1)} of ${String(pages.length)}`);
    });
  });

  it("holds verdict, gaps, plan, what can be reused, cost with sources, and all 38 controls", async () => {
    const text = (await pagesOf(fileOf(await talk.say("export pdf")))).join(" ");

    for (const part of [
      "Verdict: Certify, and start now",
      "by value for effort",
      "The next 30, 60 and 90 days",
      "What you can reuse",
      "Cost to the first certificate",
      "Statement of Applicability",
      "A.10.4",
      "to be justified",
      "(inferred)",
      "Readiness as NIST AI RMF 1.0",
    ])
      expect(text).toContain(part);
  });
});

describe("The customer edition", () => {
  it("has two pages at most, and no names, notes, gaps or scores unless they are ticked", async () => {
    await addDetail({ note: "Ask Zoe about the draft", owner: "Zoe", due: "2027-03-01" });
    const form = await talk.say("export customer");
    const preview = await talk.press(form, "Show me first", { team: "Acme", plans: [], shows: [] });
    const pages = await pagesOf(fileOf(await talk.press(preview, "PDF")));
    const text = pages.join(" ");

    expect(pages.length).toBeLessThanOrEqual(2);
    expect(text).toContain("How Acme governs its AI");
    expect(text).not.toMatch(/Zoe|\d%|Not started|What is not in place/u);
    expect(textOf(preview)).toContain("This is what the customer will see. Nothing is sent to anybody.");
  });

  it("shows the dated plans and whatever else the lead ticked, still on two pages", async () => {
    await addDetail({ note: "Ask Zoe about the draft", owner: "Zoe", due: "2027-03-01" });
    const form = await talk.say("export customer");
    const preview = await talk.press(form, "Show me first", {
      team: "Acme",
      plans: ["clause-4-1"],
      shows: ["scores", "gaps", "names"],
    });
    const pages = await pagesOf(fileOf(await talk.press(preview, "PDF")));
    const text = pages.join(" ");

    expect(pages.length).toBeLessThanOrEqual(2);
    expect(text).toContain("Mar 1, 2027");
    expect(text).toContain("Zoe");
    expect(text).toMatch(/\d+%/u);
    expect(text).toContain("What is not in place yet");
  });

  it("is the lead's to tick: others see it as it is set", async () => {
    const reply = await world.talk(person("Bob")).say("export customer pdf");

    expect(textOf(reply)).toContain("This is what the customer will see.");
    expect(reply.blocks.some((block) => block.kind === "form")).toBe(false);
  });
});

describe("The spreadsheet", () => {
  it("has answers, gaps, all 38 controls, clauses, crosswalk and the record", async () => {
    const { bytes } = fileOf(await talk.say("export xlsx"));
    const sheets = await readXlsxFile(Buffer.from(bytes));

    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      "Summary",
      "Answers",
      "Gaps",
      "Statement of Applicability",
      "Clauses",
      "Crosswalk",
      "Record",
    ]);
    const rowsOf = (name: string): number => sheets.find(({ sheet }) => sheet === name)?.data.length ?? 0;
    expect(rowsOf("Statement of Applicability")).toBe(39);
    expect(rowsOf("Crosswalk")).toBe(66);
    expect(rowsOf("Record")).toBe(1 + 9 + 35);
  });
});

describe("Text that a person typed", () => {
  const nasty = '=HYPERLINK("http://evil.example","x") <b>&amp; \\textbf{';

  it("is no formula in CSV and stays itself", async () => {
    await addDetail({ note: nasty });
    const { bytes } = fileOf(await talk.say("export csv"));
    const rows: string[][] = parse(Buffer.from(bytes), { bom: true });

    const cells = rows.flat().filter((cell) => cell.includes("HYPERLINK"));
    expect(cells).toHaveLength(1);
    expect(cells[0]?.startsWith("=")).toBe(false);
    expect(cells[0]).toContain(nasty);
  });

  it("is no mark-up in PDF", async () => {
    await addDetail({ note: nasty });
    const text = (await pagesOf(fileOf(await talk.say("export pdf")))).join(" ");

    expect(text.replace(/\s/gu, "")).toContain(nasty.replace(/\s/gu, ""));
  });
});
