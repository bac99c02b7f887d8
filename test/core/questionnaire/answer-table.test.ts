import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameWithDrafts } from "../../../src/core/commands/answer-file.js";
import type { Cell } from "../../../src/core/document/workbook.js";
import { answerTable } from "../../../src/core/questionnaire/answer-table.js";
import type { AnsweredTable } from "../../../src/core/questionnaire/answer-table.js";
import { findQuestions } from "../../../src/core/questionnaire/find-questions.js";
import { draftSourceOf, loadDraftWords, openMatcher, stateAnswer } from "../../builders/drafts.js";

const { questionnaire, match } = await openMatcher();
const source = draftSourceOf(
  { questionnaire, match, words: await loadDraftWords() },
  { "policy-written": stateAnswer("in-place"), "incident-plan": stateAnswer("not-started") },
);
const progress = { pause: () => Promise.resolve(), show: () => Promise.resolve() };
const policy = "Do you have a written AI policy approved by top management?";
const incident = "Do you have a plan for AI incidents?";

async function answered(rows: readonly (readonly Cell[])[]): Promise<AnsweredTable> {
  const table = await answerTable(source, [{ name: "Sheet1", rows }], progress);
  if (!table) throw new TypeError("no questions were found");
  return table;
}
const sheetOf = ({ sheets: [sheet] }: AnsweredTable) => {
  if (!sheet) throw new TypeError("no sheet");
  return [sheet.columns.map(({ title }) => title), ...sheet.rows];
};

describe("the column of questions", () => {
  it("is the one its head names, also below a title and beside numbers and answers", () => {
    const rows = [
      ["Vendor questionnaire 2026", null, null],
      ["No.", "Security question", "Vendor response"],
      [1, policy, null],
      [2, incident, null],
    ];
    expect(findQuestions({ rows })).toMatchObject({ headRow: 1, column: 1, rows: [2, 3], isNamed: true });
  });

  it("is the one that asks when no head tells", () => {
    const rows = [
      ["GOV-1", policy],
      ["GOV-2", incident],
    ];
    expect(findQuestions({ rows })).toMatchObject({ headRow: undefined, column: 1, rows: [0, 1] });
  });

  it("leaves out titles of sections", () => {
    const rows = [
      ["ID", "Question"],
      [null, "AI governance"],
      ["1", policy],
      ["2", incident],
      [null, "Other matters"],
      ["3", "AI training"],
    ];
    expect(findQuestions({ rows })?.rows).toEqual([2, 3, 5]);
  });

  it("is missing in a table of figures", () => {
    expect(
      findQuestions({
        rows: [
          ["a", 1],
          ["b", 2],
        ],
      }),
    ).toBeUndefined();
  });
});

describe("a questionnaire with drafts", () => {
  it("keeps every cell, and has the draft, how sure it is, what it rests on and what to check beside each question", async () => {
    const rows = [
      ["No.", "Question", "Response"],
      [1, policy, null],
      [2, incident, "=1+1"],
      [3, "Is data encrypted at rest?", null],
    ];
    const table = await answered(rows);
    const [head = [], first = [], second = [], third = []] = sheetOf(table);
    expect(head).toEqual(["No.", "Question", "Response", "Draft reply", "Confidence", "Rests on", "State", "To check"]);
    expect([first.slice(0, 3), second.slice(0, 3), third.slice(0, 3)]).toEqual(rows.slice(1));
    expect(first[3]).toContain("written AI policy");
    expect(first[4]).toMatch(/^High \(\d+%\)$/u);
    expect(first[5]).toContain("answered by Ana");
    expect(third[3]).toBe("");
    expect(table.counts).toMatchObject({ total: 3, drafted: 2, outside: 1, unanswered: 0 });
  });

  it("answers the same question the same way", async () => {
    const [, first = [], second = []] = sheetOf(await answered([["Question"], [policy], [policy]]));
    expect(first).toEqual(second);
  });

  it("answers each of several questions in one cell, and names the one without a draft", async () => {
    const [, row = []] = sheetOf(await answered([["Question"], [`${policy} Is data encrypted at rest?`], [incident]]));
    expect(row[1]).toContain("written AI policy");
    expect(row[2]).toMatch(/^High/u);
    expect(row[5]).toContain("“Is data encrypted at rest?”");
  });

  it("gets a head when it had none, so that no question is lost", async () => {
    const sheet = sheetOf(await answered([[policy], [incident]]));
    expect(sheet.map(([cell]) => cell)).toEqual(["", policy, incident]);
  });

  it("takes the sheet with the questions and leaves the others as they were", async () => {
    const sheets = [
      { name: "Read me", rows: [["Please fill in by Friday"]] },
      { name: "AI", rows: [["Question"], [policy], [incident]] },
    ];
    const table = await answerTable(source, sheets, progress);
    expect(table?.asked).toEqual(["AI"]);
    expect(table?.sheets.map(({ name, columns }) => [name, columns.length])).toEqual([
      ["Read me", 1],
      ["AI", 6],
    ]);
  });

  it("shows how far it is every fifty rows, and pauses between", async () => {
    const shown: number[] = [];
    let pauses = 0;
    const rows = [["Question"], ...Array.from({ length: 120 }, (_, index) => [`${policy} (${String(index)})`])];
    await answerTable(source, [{ name: "S", rows }], {
      pause: () => Promise.resolve(void (pauses += 1)),
      show: (done) => Promise.resolve(void shown.push(done)),
    });
    expect(shown).toEqual([50, 100]);
    expect(pauses).toBe(11);
  });

  it("keeps any cell of any table as it was", async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.integer(),
      fc.constant(null),
      fc.constantFrom(policy, incident, "=1+1"),
    );
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const made = await answerTable(source, [{ name: "S", rows }], progress);
        if (!made) return;
        const kept = sheetOf(made).map((row) => row.slice(0, rows[0]?.length));
        const before = rows.map((row, index) => (index === 0 ? row.map((value) => String(value ?? "")) : row));
        // A table without a head got one above.
        expect(kept.length === rows.length ? kept : kept.slice(1)).toEqual(kept.length === rows.length ? before : rows);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the name of the file with drafts", () => {
  it("is the same name with its own ending, and nothing that leads elsewhere", () => {
    expect(nameWithDrafts("Vendor AI.xlsx", "xlsx")).toBe("Vendor AI-drafts.xlsx");
    expect(nameWithDrafts("../../etc/pass\u202Ewd.csv", "csv")).toBe("pass wd-drafts.csv");
    expect(nameWithDrafts("\u2028../../etc/passwd.csv", "csv")).toBe("passwd-drafts.csv");
    expect(nameWithDrafts(".csv", "csv")).toBe("questionnaire-drafts.csv");
  });
});
