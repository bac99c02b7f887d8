import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  makeAssessmentFile,
  planImport,
  readAssessmentFile,
  writeAssessmentFile,
} from "../../src/core/assessment-file/assessment-file.js";
import { pastAssessments } from "../../src/core/assessment/history.js";
import { currentAssessment } from "../../src/core/assessment/progress.js";
import type { Questionnaire } from "../../src/core/assessment/question.js";
import { buildReport } from "../../src/core/assessment/readiness-report.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { TrailWriter, openQuestionnaire } from "../builders/trail.js";

let questionnaire: Questionnaire;
beforeAll(async () => {
  questionnaire = await openQuestionnaire();
});

const at = "2026-11-25T12:00:00.000Z";
const states = ["not-started", "in-progress", "in-place", "proven", "dont-know"];
const anyTrail = fc
  .array(
    fc.record({
      question: fc.nat(99),
      state: fc.constantFrom(...states),
      by: fc.constantFrom("ann", "bob"),
      note: fc.string({ unit: "binary", minLength: 1 }),
      also: fc.constantFrom("nothing", "detail", "mode", "reset"),
    }),
    { maxLength: 40 },
  )
  .map((steps) => {
    const trail = new TrailWriter(questionnaire);
    const ids = [...questionnaire.readiness.questions, ...questionnaire.requirements.requirements].map(({ id }) => id);
    for (const { question, state, by, note, also } of steps) {
      const id = ids[question % ids.length] ?? "policy-written";
      trail.state(id, state, { by });
      if (also === "detail") trail.detail(id, { note, owner: by, due: "2027-01-31" });
      if (also === "mode") trail.mode("thorough");
      if (also === "reset") trail.archive().start();
    }
    return trail;
  });

function importInto(entries: readonly TrailEntry[], text: string): readonly TrailEntry[] {
  const read = readAssessmentFile(text);
  if (read.kind === "unreadable") throw new TypeError(read.why);
  const plan = planImport(entries, read.file);
  return plan.kind === "import" ? [...entries, ...plan.entries] : entries;
}
const exported = (entries: readonly TrailEntry[]): string =>
  writeAssessmentFile(makeAssessmentFile(entries, { exportedAt: at, about: "Self-assessment" }));

describe("An assessment exported as JSON and imported elsewhere", () => {
  it("is equal: the same report, the same history, the same record", () => {
    fc.assert(
      fc.property(anyTrail, ({ entries }) => {
        const imported = importInto([], exported(entries));

        const before = currentAssessment(entries);
        const after = currentAssessment(imported);
        expect(after && buildReport(questionnaire, after, imported, at)).toEqual(
          before && buildReport(questionnaire, before, entries, at),
        );
        expect(pastAssessments(questionnaire, imported)).toEqual(pastAssessments(questionnaire, entries));
        expect(JSON.parse(exported(imported))).toEqual(JSON.parse(exported(entries)));
      }),
    );
  });

  it("adds nothing when it is imported again", () => {
    fc.assert(
      fc.property(anyTrail, ({ entries }) => {
        const imported = importInto([], exported(entries));
        expect(importInto(imported, exported(entries))).toEqual(imported);
      }),
    );
  });

  it("is refused where another assessment is under way: two would not make one", () => {
    const here = new TrailWriter(questionnaire).archive().start().state("policy-written", "not-started").entries;
    const there = new TrailWriter(questionnaire, "x").state("policy-written", "in-place").entries;
    const read = readAssessmentFile(exported(there));

    expect(read.kind === "read" && planImport(here, read.file).kind).toBe("other-under-way");
  });

  it("holds no consultation, no conversation and no question asked", () => {
    const entries: TrailEntry[] = [
      ...new TrailWriter(questionnaire).state("policy-written", "in-place").entries,
      {
        kind: "conversation-kept",
        id: "c" as TrailEntry["id"],
        at,
        by: null,
        platform: "slack",
        conversation: "D1",
        person: null,
        reference: { channel: "D1" },
      },
    ];

    expect(exported(entries)).not.toContain("D1");
  });
});

describe("A file that is not one of ours", () => {
  it.each([["not json"], ["{}"], ['{"format":"iso42001-advisor/assessment","version":2}'], ["[]"]])(
    "is refused with a reason: %s",
    (text) => {
      const read = readAssessmentFile(text);
      expect(read.kind).toBe("unreadable");
    },
  );
});
