import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { isAssessmentEntry } from "../../../src/core/assessment/entries.js";
import type { AssessmentEntry } from "../../../src/core/assessment/entries.js";
import { currentAssessment } from "../../../src/core/assessment/progress.js";
import { buildReport } from "../../../src/core/assessment/readiness-report.js";
import type { Questionnaire } from "../../../src/core/assessment/question.js";
import { scoreReadiness } from "../../../src/core/assessment/score.js";
import { trailEntrySchema } from "../../../src/core/team/trail.js";
import { TrailWriter, openQuestionnaire } from "../../builders/trail.js";

let questionnaire: Questionnaire;
beforeAll(async () => {
  questionnaire = await openQuestionnaire();
});

type Step =
  | { readonly do: "state"; readonly question: number; readonly state: number; readonly by: "ann" | "bob" }
  | { readonly do: "mode"; readonly mode: "quick" | "thorough" }
  | { readonly do: "reset" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      do: fc.constant("state" as const),
      question: fc.nat(99),
      state: fc.nat(5),
      by: fc.constantFrom("ann" as const, "bob" as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("mode" as const), mode: fc.constantFrom("quick", "thorough") }) },
  { weight: 1, arbitrary: fc.constant({ do: "reset" } as const) },
);

const questionIds = (): readonly string[] => [
  ...questionnaire.readiness.questions.map(({ id }) => id),
  ...questionnaire.requirements.requirements.map(({ id }) => id),
];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function write(steps: readonly Step[]): TrailWriter {
  const trail = new TrailWriter(questionnaire);
  for (const taken of steps) {
    if (taken.do === "mode") trail.mode(taken.mode);
    else if (taken.do === "reset") trail.archive().start();
    else
      trail.state(pick(questionIds(), taken.question), pick(questionnaire.readiness.states, taken.state).id, {
        by: taken.by,
        reason: "no models of our own",
      });
  }
  return trail;
}

/** The score worked out again, straight from the trail and by other means than the program's. */
function recompute(entries: readonly AssessmentEntry[]): number | null {
  const started = entries.filter(({ kind }) => kind === "assessment-started").at(-1);
  const last = new Map<string, string>();
  for (const entry of entries)
    if (entry.kind === "answered" && entry.assessment === started?.assessment && entry.value.kind === "state")
      last.set(entry.question, entry.value.state);
  const scoreOf = (state: string | undefined): number | null | undefined =>
    questionnaire.readiness.states.find(({ id }) => id === state)?.score;
  let sum = 0;
  let weights = 0;
  for (const question of questionnaire.readiness.questions) {
    const parts = questionnaire.requirements.requirements.filter(({ partOf }) => partOf === question.id);
    const own = scoreOf(last.get(question.id));
    const scores = parts.some(({ id }) => last.has(id))
      ? parts.map(({ id, number }) => {
          const direct = scoreOf(last.get(id));
          if (direct !== undefined) return direct;
          if (own === null && !number.startsWith("A.")) return undefined;
          return typeof own === "number" ? Math.min(own, 0.8) : own;
        })
      : [own];
    const counted = scores.filter((score): score is number => typeof score === "number");
    if (counted.length === 0) continue;
    sum += (question.weight * counted.reduce((a, b) => a + b, 0)) / counted.length;
    weights += question.weight;
  }
  return weights === 0 ? null : sum / weights;
}

const overallOf = (trail: TrailWriter): number | null =>
  scoreReadiness(questionnaire, trail.assessment.answers).overall.share;

describe("Scores", () => {
  it("stay between 0 and 1 whatever is answered, changed, switched and reset", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { overall, areas } = scoreReadiness(questionnaire, write(steps).assessment.answers);
        for (const { share } of [overall, ...areas])
          expect(share === null || (share >= 0 && share <= 1 + 1e-12)).toBe(true);
      }),
    );
  });

  it("are what the trail gives when it is worked out again", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const trail = write(steps);
        const again = recompute(trail.entries);
        const share = overallOf(trail);
        if (again === null) expect(share).toBeNull();
        else expect(share).toBeCloseTo(again, 10);
      }),
    );
  });

  it("are the same after the trail was written to a file and read back", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const trail = write(steps);
        const read = (JSON.parse(JSON.stringify(trail.entries)) as unknown[])
          .map((entry) => trailEntrySchema.parse(entry))
          .filter(isAssessmentEntry);
        const at = "2026-12-01T00:00:00.000Z";
        const assessment = currentAssessment(read);
        expect(assessment && buildReport(questionnaire, assessment, read, at)).toEqual(
          buildReport(questionnaire, trail.assessment, trail.entries, at),
        );
      }),
    );
  });

  it("never fall when one answer rises and the rest stays", () => {
    const rising = ["not-started", "in-progress", "in-place", "proven"];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(99), (steps, question) => {
        const shares = rising.map((state) => overallOf(write(steps).state(pick(questionIds(), question), state)));
        const known = shares.filter((share): share is number => share !== null);
        expect(known).toHaveLength(rising.length);
        known.forEach((share, index) => {
          expect(share).toBeGreaterThanOrEqual((known[index - 1] ?? 0) - 1e-12);
        });
      }),
    );
  });

  it('take "don\'t know" for not started', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(99), (steps, question) => {
        const id = pick(questionIds(), question);
        expect(overallOf(write(steps).state(id, "dont-know"))).toBe(overallOf(write(steps).state(id, "not-started")));
      }),
    );
  });

  it("do not change when the mode is switched", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom("quick", "thorough"), (steps, mode) => {
        const before = overallOf(write(steps));
        expect(overallOf(write(steps).mode(mode))).toBe(before);
      }),
    );
  });
});

describe('"Not applicable"', () => {
  it("leaves the denominator: the rest decides alone", () => {
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "in-place")
      .state("suppliers-checked", "not-applicable", { reason: "We buy no AI." });

    const { overall } = scoreReadiness(questionnaire, trail.assessment.answers);

    expect(overall.share).toBeCloseTo(0.8);
    expect(overall.notApplicable).toBe(1);
  });
});

describe("Every figure", () => {
  it("can be traced to the answers it rests on", () => {
    const trail = new TrailWriter(questionnaire)
      .state("policy-written", "proven")
      .state("a-2-2", "in-progress")
      .state("incident-plan", "dont-know");

    const { overall } = scoreReadiness(questionnaire, trail.assessment.answers);

    expect(overall.dontKnow).toBe(1);
    const policy = overall.trace.find(({ question }) => question === "policy-written");
    expect(policy?.from).toEqual([
      { question: "clause-5-2", state: "in-place", score: 0.8, isInferred: true },
      { question: "a-2-2", state: "in-progress", score: 0.4, isInferred: false },
    ]);
    expect(policy?.score).toBeCloseTo(0.6);
    const recomputed =
      overall.trace.reduce((sum, { score, weight }) => sum + (score ?? 0) * weight, 0) /
      overall.trace.reduce((sum, { weight }) => sum + weight, 0);
    expect(overall.share).toBeCloseTo(recomputed);
  });
});
