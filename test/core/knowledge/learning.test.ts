import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compactClassifier, scoreCompact, softmax } from "../../../src/core/knowledge/learning/classifier.js";
import { learn } from "../../../src/core/knowledge/learning/learn.js";
import type { LearningInput } from "../../../src/core/knowledge/learning/learning-input.js";
import { combine, createRanker } from "../../../src/core/knowledge/learning/rank.js";
import type { RankedLabel } from "../../../src/core/knowledge/learning/rank.js";

const input: LearningInput = {
  topics: [
    {
      id: "cost",
      asked: ["how much does it cost", "what is the price", "price of the audit", "is it expensive", "cost of audits"],
      told: ["Plan for twenty thousand dollars in fees."],
    },
    {
      id: "time",
      asked: [
        "how long does it take",
        "how many months",
        "when are we done",
        "how long is the audit",
        "months it takes",
      ],
      told: ["Plan for four to nine months of work."],
    },
  ],
  outside: [
    { kind: "weather", lines: ["will it rain tomorrow", "is it sunny", "how cold is it", "rain or sun today"] },
  ],
  vocabulary: { same: { cost: ["price", "fee"] }, near: { money: ["cost", "euro", "dollar", "cash"] } },
};
const ranker = createRanker(learn(input), input.vocabulary);
const best = (text: string): string | undefined => ranker(text)[0]?.label;

describe("what is learned from phrasings", () => {
  it.each([
    ["what is the fee", "cost"],
    ["how many months until we finish", "time"],
    ["any rain coming", "out-of-scope:weather"],
    ["how much cash is that", "cost"],
  ])("%s -> %s", (text, label) => {
    expect(best(text)).toBe(label);
  });

  it("a text of strange words makes nothing sure", () => {
    expect(ranker("zzyzx quux price frobnicate blorb")[0]?.chance).toBeLessThan(ranker("price")[0]?.chance ?? 0);
  });

  it("is the same each time", () => {
    expect(learn(input)).toEqual(learn(input));
  });

  it("chances of all labels add up to one, whatever is asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const total = ranker(text).reduce((sum, { chance }) => sum + chance, 0);
        expect(total).toBeCloseTo(1, 4);
      }),
    );
  });
});

describe("weights in one byte each", () => {
  it("score as the full ones do, to within the rounding", () => {
    const weight = fc.float({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 12, maxLength: 12 }), (weights) => {
        const full = { classes: 3, weights: Float32Array.from(weights), bias: new Float32Array(3) };
        const text = { features: Uint32Array.of(0, 2, 3), weights: Float32Array.of(0.5, 0.3, 0.8) };
        const scores = new Float32Array(3);
        scoreCompact(compactClassifier(full), text, scores);
        for (const label of [0, 1, 2]) {
          const wanted = [0, 2, 3].reduce(
            (sum, feature, at) => sum + (weights[feature * 3 + label] ?? 0) * (text.weights[at] ?? 0),
            0,
          );
          expect(scores[label]).toBeCloseTo(wanted, 1);
        }
      }),
    );
  });

  it("very different scores still give chances that add up to one", () => {
    const scores = Float32Array.of(900, -900, 0);
    softmax(scores);
    expect([...scores]).toEqual([1, 0, 0]);
  });
});

describe("two rankings as one", () => {
  const ranked = (chances: Record<string, number>): readonly RankedLabel[] =>
    Object.entries(chances).map(([label, chance]) => ({ label, chance }));

  it("a label must be in both to win by product, and chances add up again", () => {
    const both = combine(ranked({ a: 0.9, b: 0.1 }), ranked({ a: 0.01, b: 0.99 }), (one, other) => one * other);
    expect(both[0]?.label).toBe("b");
    expect(both.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1);
  });
});
