import { beforeAll, describe, expect, it } from "vitest";
import { disagreements } from "../../../src/core/assessment/disagreements.js";
import type { Questionnaire } from "../../../src/core/assessment/question.js";
import { TrailWriter, openQuestionnaire } from "../../builders/trail.js";

let questionnaire: Questionnaire;
beforeAll(async () => {
  questionnaire = await openQuestionnaire();
});

const openIn = (trail: TrailWriter): readonly string[] =>
  disagreements(questionnaire, trail.entries, trail.assessment.id).map(({ question }) => question);

describe("Two people's answers to one question", () => {
  it("are a disagreement when the later one is lower, however much later", () => {
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "in-place", { by: "ann" })
      .later(24 * 30)
      .state("policy-written", "not-started", { by: "bob" });

    expect(openIn(trail)).toEqual(["policy-written"]);
  });

  it("are progress, not a disagreement, when the later one is higher and days have passed", () => {
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "in-progress", { by: "ann" })
      .later(24 * 3)
      .state("policy-written", "in-place", { by: "bob" });

    expect(openIn(trail)).toEqual([]);
  });

  it("are a disagreement when they differ at all within a day", () => {
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "in-progress", { by: "ann" })
      .later(1)
      .state("policy-written", "in-place", { by: "bob" });

    expect(openIn(trail)).toEqual(["policy-written"]);
  });

  it("are none when both say the same, or one does not know", () => {
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "in-place", { by: "ann" })
      .state("policy-written", "in-place", { by: "bob" })
      .state("incident-plan", "in-place", { by: "ann" })
      .state("incident-plan", "dont-know", { by: "bob" });

    expect(openIn(trail)).toEqual([]);
  });

  it("are none any more when one comes round to the other's view", () => {
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "in-place", { by: "ann" })
      .state("policy-written", "not-started", { by: "bob" })
      .state("policy-written", "in-place", { by: "bob" });

    expect(openIn(trail)).toEqual([]);
  });

  it("are a disagreement when one says that it does not apply", () => {
    const trail = new TrailWriter(questionnaire)
      .state("suppliers-checked", "not-applicable", { by: "ann", reason: "We buy no AI." })
      .later(24 * 10)
      .state("suppliers-checked", "in-progress", { by: "bob" });

    expect(openIn(trail)).toEqual(["suppliers-checked"]);
  });
});

describe("One person's own change of mind", () => {
  it("is no disagreement", () => {
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "in-place", { by: "ann" })
      .state("policy-written", "not-started", { by: "ann" });

    expect(openIn(trail)).toEqual([]);
  });
});
