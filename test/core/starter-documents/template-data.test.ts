import { beforeAll, describe, expect, it } from "vitest";
import type { Questionnaire } from "../../../src/core/assessment/question.js";
import { requirementsOf } from "../../../src/core/assessment/next-question.js";
import { areaId, personId, questionId } from "../../../src/core/ids.js";
import { templateData } from "../../../src/core/starter-documents/template-data.js";
import { answerOf, assessmentWith, openTemplates, sourceOf, stateAnswer } from "./product-templates.js";

let questionnaire: Questionnaire;
beforeAll(async () => {
  ({ questionnaire } = await openTemplates());
});

describe("the data of a template", () => {
  it("has every question of part two as a gap when nothing is answered", () => {
    const data = templateData(sourceOf(questionnaire));
    expect(Object.keys(data.q)).toHaveLength(questionnaire.readiness.questions.length);
    expect(data.q["policy-written"]).toMatchObject({ isGap: true, isAnswered: false, label: "", state: "" });
    expect(data).toMatchObject({ team: "[company]", date: "2026-11-25", need: {}, steps: [], areas: [] });
  });

  it("has part one in ids and in words, and leaves out what was skipped", () => {
    const skipped = { ...stateAnswer("in-place"), value: undefined };
    const held = questionnaire.need.questions.find(({ id }) => id === questionId("held"))?.choices.slice(0, 2) ?? [];
    const assessment = assessmentWith({
      held: answerOf({ kind: "many", choices: held.map(({ id }) => id) }),
      people: skipped,
    });
    const { need } = templateData(sourceOf(questionnaire, { assessment }));
    expect(need).toEqual({
      held: { choices: held.map(({ id }) => id), label: held.map(({ label }) => label).join(", ") },
    });
  });

  it.each([
    ["proven", { isInPlace: true, isGap: false }],
    ["in-place", { isInPlace: true, isGap: false }],
    ["in-progress", { isInProgress: true, isGap: false }],
    ["not-started", { isGap: true, isInProgress: false }],
    ["dont-know", { isGap: true, isAnswered: true }],
    ["not-applicable", { isNotApplicable: true, isGap: false, isInPlace: false }],
  ])("says of %s what holds", (state, expected) => {
    const assessment = assessmentWith({ "policy-written": stateAnswer(state) });
    expect(templateData(sourceOf(questionnaire, { assessment })).q["policy-written"]).toMatchObject(expected);
  });

  it("takes a subject answered one by one for in place only when all of it is", () => {
    const parts = requirementsOf(questionnaire, questionId("policy-written")).map(({ id }) => id);
    expect(parts.length).toBeGreaterThan(1);
    const [first = "", ...rest] = parts;
    const of = (last: string): unknown => {
      const assessment = assessmentWith({
        [first]: stateAnswer("proven", { owner: "Ann", evidence: "one" }),
        ...Object.fromEntries(rest.map((id) => [id, stateAnswer(last, { owner: "Ann", evidence: "two" })])),
      });
      return templateData(sourceOf(questionnaire, { assessment })).q["policy-written"];
    };
    expect(of("in-place")).toMatchObject({ isInPlace: true, state: "in-place", owner: "Ann" });
    expect(of("not-started")).toMatchObject({ isInProgress: true, state: "in-progress" });
    expect(of("not-applicable")).toMatchObject({ isInPlace: true, state: "proven" });
    expect(of("in-place")).not.toHaveProperty("evidence");
  });

  it("names the one who looks after the area where no owner was typed, and passes over blanks", () => {
    const ann = personId("p1");
    const assessment = {
      ...assessmentWith({
        "policy-written": stateAnswer("not-started", { owner: " \u0000 ", note: "\n", due: "2026-12-24" }),
      }),
      assignees: new Map([[areaId("policy"), ann]]),
    };
    const { q, steps } = templateData(sourceOf(questionnaire, { assessment, names: new Map([[ann, "Ann"]]) }));
    expect(q["policy-written"]).toMatchObject({ owner: "Ann", due: "2026-12-24" });
    expect(q["policy-written"]).not.toHaveProperty("note");
    expect(steps).toMatchObject([{ owner: "Ann", due: "2026-12-24", hours: expect.stringMatching(/^\d/u) as string }]);
  });

  it("gives areas in percent once part two is begun", () => {
    const assessment = assessmentWith({
      "policy-written": stateAnswer("in-place"),
      "scope-stated": stateAnswer("not-applicable"),
    });
    const { areas } = templateData(sourceOf(questionnaire, { assessment }));
    expect(areas.find(({ title }) => title === "Policy")?.percent).toBe("80%");
    expect(areas.find(({ title }) => title === "Incidents")?.percent).toBe("open");
  });
});
