import { beforeAll, describe, expect, it } from "vitest";
import { viewAs } from "../../../src/core/assessment/crosswalk.js";
import { compareAreas, improved, pastAssessments, slipped } from "../../../src/core/assessment/history.js";
import { nextQuestion } from "../../../src/core/assessment/next-question.js";
import { isDueAgain, openItems } from "../../../src/core/assessment/open-items.js";
import { buildReport, summaryOf } from "../../../src/core/assessment/readiness-report.js";
import type { ReadinessReport } from "../../../src/core/assessment/readiness-report.js";
import type { Questionnaire } from "../../../src/core/assessment/question.js";
import { personId } from "../../../src/core/ids.js";
import { TrailWriter, openQuestionnaire } from "../../builders/trail.js";

let questionnaire: Questionnaire;
beforeAll(async () => {
  questionnaire = await openQuestionnaire();
});

const at = "2026-11-25T12:00:00.000Z";
const reportOf = (trail: TrailWriter): ReadinessReport =>
  buildReport(questionnaire, trail.assessment, trail.entries, at);

describe("The content", () => {
  it("covers clauses 4 to 10 and all 38 controls, each by one quick question", () => {
    const { requirements } = questionnaire.requirements;
    const controls = requirements.filter(({ number }) => number.startsWith("A."));
    expect(controls).toHaveLength(38);
    expect(new Set(controls.map(({ number }) => number.split(".")[1]))).toEqual(
      new Set(["2", "3", "4", "5", "6", "7", "8", "9", "10"]),
    );
    const clauses = requirements.filter(({ number }) => !number.startsWith("A."));
    expect(new Set(clauses.map(({ number }) => number.split(".")[0]))).toEqual(
      new Set(["4", "5", "6", "7", "8", "9", "10"]),
    );
  });

  it("maps every one of them to four frameworks, with sources", () => {
    expect(questionnaire.crosswalks.map(({ id }) => id)).toEqual(["nist-ai-rmf", "soc-2", "iso-27001", "eu-ai-act"]);
    for (const { rows } of questionnaire.crosswalks) {
      expect(rows).toHaveLength(questionnaire.requirements.requirements.length);
      expect(rows.every(({ sources }) => sources.length > 0)).toBe(true);
    }
  });
});

describe("A control's state", () => {
  const stateOf = (trail: TrailWriter, number: string): string | undefined => {
    const known = reportOf(trail).requirements.find(({ requirement }) => requirement.number === number);
    return known?.state && `${known.state.id}${known.isInferred ? " (inferred)" : ""}`;
  };

  it("is inferred from its quick question, and never above in place", () => {
    expect(stateOf(new TrailWriter(questionnaire).state("policy-written", "proven"), "A.2.2")).toBe(
      "in-place (inferred)",
    );
  });

  it("is its own answer's as soon as there is one", () => {
    const trail = new TrailWriter(questionnaire).state("policy-written", "not-started").state("a-2-2", "proven");
    expect(stateOf(trail, "A.2.2")).toBe("proven");
  });

  it("is unknown for a clause whose quick question was left out: clauses cannot be", () => {
    const trail = new TrailWriter(questionnaire).state("policy-written", "not-applicable", { reason: "Too small." });
    expect(stateOf(trail, "5.2")).toBeUndefined();
    expect(stateOf(trail, "A.2.2")).toBe("not-applicable (inferred)");
  });
});

describe("Switching the mode", () => {
  it("does not ask a quick question again whose parts were all answered", () => {
    const trail = new TrailWriter(questionnaire);
    for (const { id } of questionnaire.need.questions) trail.need(id, "none");
    trail.state("clause-5-2", "in-place").state("a-2-2", "in-place");

    expect(nextQuestion(questionnaire, trail.mode("quick").assessment, { part: "readiness" })?.question.id).toBe(
      "policy-reviewed",
    );
    expect(nextQuestion(questionnaire, trail.mode("thorough").assessment, { part: "readiness" })?.question.id).toBe(
      "clause-4-1",
    );
  });
});

describe("The plan", () => {
  it("puts what has a date where its date falls, late ones first, and fills the rest by value for effort", () => {
    const trail = new TrailWriter(questionnaire).need("people", "p1-10");
    for (const { id } of questionnaire.readiness.questions) trail.state(id, "not-started");
    trail.detail("internal-audit-done", { due: "2026-11-01" }).detail("policy-written", { due: "2027-01-10" });

    const { plan, steps } = reportOf(trail);

    const ids = (day: number | null): readonly string[] =>
      plan.periods.find(({ untilDay }) => untilDay === day)?.steps.map(({ asked }) => asked.question.id) ?? [];
    expect(ids(30)[0]).toBe("internal-audit-done");
    expect(ids(60)).toContain("policy-written");
    expect(plan.periods.flatMap((period) => period.steps)).toHaveLength(steps.length);
    expect(ids(null).length).toBeGreaterThan(0);
  });
});

describe("Strengths and gaps", () => {
  it("name what is in place in a sentence of its own, and nothing that is only inferred", () => {
    const trail = new TrailWriter(questionnaire).state("policy-written", "proven").state("a-2-2", "in-place");

    const { strengths } = reportOf(trail);

    expect(strengths.map(({ asked }) => asked.question.id)).toEqual(["a-2-2"]);
  });

  it("rank a small step of high value before a big one of low value", () => {
    const trail = new TrailWriter(questionnaire)
      .state("roles-named", "not-started")
      .state("internal-audit-done", "not-started");

    expect(reportOf(trail).steps.map(({ asked }) => asked.question.id)).toEqual(["roles-named", "internal-audit-done"]);
  });
});

describe("Readiness as NIST AI RMF", () => {
  it("is another view of the same answers", () => {
    const nist = questionnaire.crosswalks.find(({ id }) => id === "nist-ai-rmf");
    const trail = new TrailWriter(questionnaire);
    for (const { id } of questionnaire.readiness.questions) trail.state(id, "in-place");

    const items = nist ? viewAs(questionnaire, trail.assessment.answers, nist) : [];

    expect(items).toHaveLength(19);
    for (const item of items.filter(({ requirements }) => requirements.length > 0)) expect(item.share).toBeCloseTo(0.8);
  });
});

describe("History", () => {
  it("keeps each finished assessment's figures and says what improved and what slipped", () => {
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "not-started")
      .state("incident-plan", "proven")
      .archive()
      .start()
      .state("policy-written", "in-place")
      .state("incident-plan", "in-progress");

    const [past] = pastAssessments(questionnaire, trail.entries);
    const changes = past ? compareAreas(past.summary, summaryOf(reportOf(trail))) : [];

    expect(past?.isRecomputed).toBe(true);
    expect(improved(changes).map(({ title }) => title)).toEqual(["Policy"]);
    expect(slipped(changes).map(({ title }) => title)).toEqual(["Incidents"]);
  });
});

describe("Open items", () => {
  it("belong to the owner of the gap, dated ones first", () => {
    const bob = personId("test:bob");
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "not-started")
      .detail("policy-written", { owner: "Bob", ownerPerson: bob })
      .state("incident-plan", "in-progress")
      .detail("incident-plan", { owner: "Bob", ownerPerson: bob, due: "2026-12-24" });

    const items = openItems(questionnaire, trail.assessment).get(bob) ?? [];

    expect(items.map(({ asked }) => asked.question.id)).toEqual(["incident-plan", "policy-written"]);
  });

  it("call for a new look a quarter after the last answer of a finished assessment, not before", () => {
    const trail = new TrailWriter(questionnaire);
    for (const { id } of questionnaire.readiness.questions) trail.state(id, "in-place");

    expect(isDueAgain(questionnaire, trail.assessment, "2027-01-15T00:00:00.000Z")).toBe(false);
    expect(isDueAgain(questionnaire, trail.assessment, "2027-03-15T00:00:00.000Z")).toBe(true);
  });
});
