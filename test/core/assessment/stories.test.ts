import { beforeAll, describe, expect, it } from "vitest";
import type { Questionnaire } from "../../../src/core/assessment/question.js";
import { buildReport } from "../../../src/core/assessment/readiness-report.js";
import type { ReadinessReport } from "../../../src/core/assessment/readiness-report.js";
import { TrailWriter, openQuestionnaire } from "../../builders/trail.js";

let questionnaire: Questionnaire;
beforeAll(async () => {
  questionnaire = await openQuestionnaire();
});

const reportOf = (trail: TrailWriter): ReadinessReport =>
  buildReport(questionnaire, trail.assessment, trail.entries, "2026-11-25T12:00:00.000Z");

const verdictOf = (report: ReadinessReport): string | undefined => report.verdict?.rule.id;
const triggersOf = (report: ReadinessReport): readonly string[] => report.verdict?.held.map(({ id }) => id) ?? [];

describe("A 6-person agency that uses ChatGPT", () => {
  const agency = (): ReadinessReport =>
    reportOf(
      new TrailWriter(questionnaire)
        .need("customer-demand", "never")
        .need("ai-place", "internal-use")
        .need("ai-role", "use")
        .need("regulated-market", "none")
        .need("held", "nothing")
        .need("eu-exposure", "none")
        .need("people", "p1-10")
        .need("ai-systems", "s1-2")
        .need("deadline", "no-date"),
    );

  it("does not need the certificate now, and no trigger holds", () => {
    expect(verdictOf(agency())).toBe("not-now");
    expect(triggersOf(agency())).toEqual([]);
  });

  it("is told what would change that", () => {
    expect(agency().verdict?.notHeld).toHaveLength(3);
  });
});

describe("A 40-person SaaS firm with an AI feature, asked about it in two RFPs but not required", () => {
  const saas = (): ReadinessReport =>
    reportOf(
      new TrailWriter(questionnaire)
        .need("customer-demand", "asked")
        .need("ai-place", "feature")
        .need("ai-role", "provide")
        .need("regulated-market", "none")
        .need("held", "soc-2")
        .need("eu-exposure", "some")
        .need("people", "p11-50")
        .need("ai-systems", "s3-5")
        .need("deadline", "no-date"),
    );

  it("prepares and books no audit", () => {
    expect(verdictOf(saas())).toBe("prepare");
    expect(saas().verdict?.reasons).toEqual(["Customers ask about it without requiring it."]);
  });

  it("sees what its SOC 2 work gives a start on", () => {
    const [coverage] = saas().coverage;
    expect(coverage?.crosswalk.id).toBe("soc-2");
    expect(coverage?.shared.length).toBeGreaterThan(20);
    expect(coverage?.shared.length).toBeLessThan(65);
  });
});

describe("An AI-first health start-up with a deal blocked", () => {
  const health = (): ReadinessReport =>
    reportOf(
      new TrailWriter(questionnaire)
        .need("customer-demand", "blocked")
        .need("ai-place", "differentiator")
        .need("ai-role", "develop", "provide")
        .need("regulated-market", "iso-as-trust")
        .need("held", "nothing")
        .need("people", "p11-50")
        .need("ai-systems", "s1-2")
        .need("deadline", "no-date"),
    );

  it("certifies, and starts now, with all three triggers named", () => {
    expect(verdictOf(health())).toBe("certify-now");
    expect(triggersOf(health())).toEqual([
      "someone-requires-it",
      "ai-is-the-differentiator",
      "regulated-market-trusts-iso",
    ]);
  });
});

describe("An AI-first tool that nobody has asked", () => {
  const tool = (): ReadinessReport =>
    reportOf(
      new TrailWriter(questionnaire)
        .need("customer-demand", "never")
        .need("ai-place", "differentiator")
        .need("ai-role", "develop")
        .need("regulated-market", "none")
        .need("held", "nothing")
        .need("people", "p1-10")
        .need("ai-systems", "s1-2")
        .need("deadline", "no-date"),
    );

  it("certifies, but plans it", () => {
    expect(verdictOf(tool())).toBe("certify-plan");
    expect(triggersOf(tool())).toEqual(["ai-is-the-differentiator"]);
  });
});

describe("A 200-person firm with ISO 27001 whose regulated buyers require the certificate", () => {
  const firm = (...held: readonly string[]): ReadinessReport =>
    reportOf(
      new TrailWriter(questionnaire)
        .need("customer-demand", "required")
        .need("ai-place", "feature")
        .need("ai-role", "provide")
        .need("regulated-market", "iso-as-trust")
        .need("held", ...held)
        .need("people", "p51-250")
        .need("ai-systems", "s6-15")
        .need("deadline", "date-set"),
    );

  it("certifies, and starts now", () => {
    expect(verdictOf(firm("iso-27001"))).toBe("certify-now");
  });

  it("sees the savings, with their source and how sure they are", () => {
    const withIt = firm("iso-27001").estimate;
    const without = firm("nothing").estimate;

    expect(withIt.cost.low).toBeLessThan(without.cost.low);
    expect(withIt.cost.high).toBe(without.cost.high);
    const said = withIt.assumptions.find(({ text }) => text.startsWith("With ISO 27001"));
    expect(said?.text).toContain("none shows how it was measured");
    expect(said?.sources.length).toBeGreaterThan(0);
  });

  it("sees that most clauses have a counterpart in ISO 27001, and which", () => {
    const [coverage] = firm("iso-27001").coverage;
    const numbers = coverage?.shared.map(({ requirement }) => requirement.number) ?? [];
    expect(numbers).toEqual(expect.arrayContaining(["9.2", "9.3", "10.2"]));
    expect(numbers).not.toContain("6.1.4");
  });
});
