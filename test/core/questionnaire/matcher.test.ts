import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideMatch, matchDecision } from "../../../src/core/questionnaire/create-matcher.js";
import { certifiedLabel, outsideLabel, prepareQuestions } from "../../../src/core/questionnaire/customer-asks.js";
import { openMatcher } from "../../builders/drafts.js";

const { questionnaire, match } = await openMatcher();
const known = new Set<string>(questionnaire.readiness.questions.map(({ id }) => id));

describe("what a customer's question is about", () => {
  it("is found in words that nobody wrote down", () => {
    // Of our own, after the lines were written; none stands in knowledge/questionnaire.
    const fresh = {
      "policy-written": "Please forward the AI policy your board signed off.",
      "inventory-kept": "Can we get the register of all AI systems you run?",
      "people-trained": "What AI training do employees receive, and is attendance recorded?",
      "incident-plan": "What is your playbook when an AI system causes harm?",
      "users-told": "Are end users informed that they interact with a machine and not a human?",
      "suppliers-checked": "How do you perform due diligence on vendors of AI?",
      "internal-audit-done": "When was the last internal audit of the AI management system?",
      "use-rules": "Are staff given rules for using ChatGPT at work?",
    };
    for (const [id, text] of Object.entries(fresh)) expect([text, match(text)]).toMatchObject([text, { question: id }]);
  });

  it("is outside for what the assessment does not ask, whether it names AI or not", () => {
    for (const text of [
      "Do laptops have full disk encryption turned on?",
      "What is your cyber insurance coverage?",
      "How is the AI feature priced?",
      "thanks a lot",
      "",
      "🙂",
    ])
      expect([text, match(text).kind]).toEqual([text, "outside"]);
  });

  it("is the certificate when they ask for that", () => {
    for (const text of ["Does your firm hold ISO 42001 certification?", "send your 42001 cert pls"])
      expect(match(text).kind).toBe("certified");
  });

  it("is always a known question with a share of certainty, whatever is typed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.lorem({ maxCount: 30 })), (text) => {
        const found = match(text);
        expect(found.confidence).toBeGreaterThanOrEqual(0);
        expect(found.confidence).toBeLessThanOrEqual(1);
        if (found.kind === "question") expect(known.has(found.question)).toBe(true);
      }),
    );
  });
});

describe("what is decided of a ranking", () => {
  const ranked = (...pairs: readonly (readonly [string, number])[]) =>
    decideMatch(pairs.map(([label, chance]) => ({ label, chance })));

  it("is outside below the threshold, or where outside is likely, with what it may be after all", () => {
    expect(ranked(["a", matchDecision.draftFrom - 0.01], ["b", 0.2])).toMatchObject({
      kind: "outside",
      alternatives: [{ question: "a" }, { question: "b" }],
    });
    expect(ranked(["a", 0.5], [outsideLabel, 0.4]).kind).toBe("outside");
  });

  it("is the first question with the next ones beside it", () => {
    expect(ranked(["a", 0.6], ["b", 0.2], [outsideLabel, 0.1], ["c", 0.01])).toEqual({
      kind: "question",
      question: "a",
      confidence: 0.6,
      alternatives: [{ question: "b", confidence: 0.2 }],
    });
    expect(ranked([certifiedLabel, 0.9], ["a", 0.1]).kind).toBe("certified");
  });
});

describe("a text that names nothing of AI", () => {
  it("is marked, and one that does is left as it is", () => {
    const prepare = prepareQuestions(["ai", "machine learning"]);
    expect(prepare("Do you use AI?")).toBe("Do you use AI?");
    expect(prepare("Machine  learning, yes or no")).toBe("Machine  learning, yes or no");
    expect(prepare("Do you maintain said plan?")).not.toBe("Do you maintain said plan?");
  });
});
