import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { makeExport } from "../../src/core/commands/reporting/export.js";
import { reportOf } from "../../src/core/commands/reporting/report-of.js";
import type { ReportContext } from "../../src/core/commands/reporting/report-context.js";
import { shownParts } from "../../src/core/assessment/entries.js";
import type { Questionnaire } from "../../src/core/assessment/question.js";
import { entryId, questionId } from "../../src/core/ids.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { openReportContext } from "../builders/report-context.js";
import { TrailWriter, openQuestionnaire } from "../builders/trail.js";

const at = "2026-11-25T12:00:00.000Z";
let questionnaire: Questionnaire;
let contextOf: (entries: readonly TrailEntry[]) => ReportContext;
beforeAll(async () => {
  questionnaire = await openQuestionnaire();
  contextOf = await openReportContext(at);
});

async function pageCount(entries: readonly TrailEntry[]): Promise<number> {
  const context = contextOf(entries);
  const report = reportOf(context);
  if (!report) throw new TypeError("nothing to report");
  const { bytes } = await makeExport(context, report, "pdf", "customer");
  return (await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise).numPages;
}

const everythingTicked = (trail: TrailWriter, plans: readonly string[]): readonly TrailEntry[] => [
  ...trail.entries,
  {
    kind: "customer-edition-set",
    id: entryId("set"),
    at,
    by: null,
    assessment: trail.assessment.id,
    plans: plans.map(questionId),
    shows: [...shownParts],
    press: "set",
  },
];

describe("The customer edition fits on two pages", () => {
  it("with all 35 questions in place and everything ticked", async () => {
    const trail = new TrailWriter(questionnaire);
    for (const { id } of questionnaire.readiness.questions) trail.state(id, "in-place");

    expect(await pageCount(everythingTicked(trail, []))).toBeLessThanOrEqual(2);
  });

  it("with all 65 clauses and controls proven one by one", async () => {
    const trail = new TrailWriter(questionnaire);
    for (const { id } of questionnaire.requirements.requirements) trail.state(id, "proven");

    expect(await pageCount(everythingTicked(trail, []))).toBeLessThanOrEqual(2);
  });

  it("with half in place, ten dated plans, gaps, scores and names", async () => {
    const trail = new TrailWriter(questionnaire);
    questionnaire.readiness.questions.forEach(({ id }, index) => {
      trail.state(id, index % 2 === 0 ? "in-place" : "in-progress");
      if (index % 2 === 1) trail.detail(id, { due: "2027-02-01", owner: "Zoe Long-Name of the Compliance Team" });
    });
    const plans = questionnaire.readiness.questions.filter((_, index) => index % 2 === 1).slice(0, 10);

    expect(
      await pageCount(
        everythingTicked(
          trail,
          plans.map(({ id }) => id),
        ),
      ),
    ).toBeLessThanOrEqual(2);
  });
});
