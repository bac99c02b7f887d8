import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFollowUp } from "../../../src/core/knowledge/follow-up.js";
import { createTextReader } from "../../../src/core/knowledge/language/senses.js";
import { createSpeller, learnKnownWords, slipBetween } from "../../../src/core/knowledge/language/spelling.js";
import { questionsIn } from "../../../src/core/knowledge/language/split-questions.js";
import { createWordReader, tokensOf } from "../../../src/core/knowledge/language/words.js";

describe("words of a message", () => {
  it("a control's number stays whole, however it is typed", () => {
    expect(tokensOf("Does A.6.2.4 or a6.2.4 need clause 6.1.2?")).toEqual([
      ...["does", "a.6.2.4", "or", "a.6.2.4", "need", "clause", "6.1.2"],
    ]);
    expect(tokensOf("our B2B app")).toEqual(["our", "b2b", "app"]);
  });

  it("accents, case and apostrophes make no difference", () => {
    expect(tokensOf("Don’t CAFÉ")).toEqual(tokensOf("dont cafe"));
  });

  it("words that mean the same are read as one, the longest spelling first", () => {
    const read = createWordReader({ same: { soc2: ["soc 2", "soc 2 type 2"], cost: ["price"] } });
    expect(read("SOC 2 Type 2 price")).toEqual(read("soc2 cost"));
  });

  it("never fails, and what is read once is read the same again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const tokens = tokensOf(text);
        expect(tokensOf(tokens.join(" "))).toEqual(tokens);
      }),
    );
  });
});

describe("groups of near words", () => {
  const read = createTextReader({ same: {}, near: { staff: ["employee", "team member"], boss: ["owner"] } });

  it("a word or phrase brings its group, in any ending", () => {
    expect(read("two employees and a team member told the owners").senses).toEqual(["staff", "staff", "boss"]);
  });

  it("half a phrase brings nothing", () => {
    expect(read("the team met").senses).toEqual([]);
  });

  it("a control's number brings its area", () => {
    expect(read("A.6.2.4 and A.10.3").senses).toEqual(["a.6", "a.10"]);
  });
});

describe("typing slips", () => {
  const speller = createSpeller(
    learnKnownWords(Array.from({ length: 3 }, () => "certificate cost policy questionnaire most")),
  );

  it.each([
    ["certifcate", "certificate"],
    ["certificatte", "certificate"],
    ["certigicate", "certificate"],
    ["policyy", "policy"],
    ["csot", "cost"],
  ])("%s is read as %s", (typed, meant) => {
    expect(speller(typed)).toBe(meant);
  });

  it.each(["cast", "banana", "policy", "a.6.2.4", "polis", "certfcat"])("%s stays as it is", (typed) => {
    expect(speller(typed)).toBe(typed);
  });

  const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d", "e", "f"), minLength: 2, maxLength: 12 });

  it("a letter added, left out or mistaken is one slip, seen from both sides", () => {
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom("x", ""), (meant, place, letter) => {
        const at = place % meant.length;
        const typed = meant.slice(0, at) + letter + meant.slice(at + (letter === "" ? 1 : place % 2));
        expect(slipBetween(typed, meant)).toBe("letter");
        expect(slipBetween(meant, typed)).toBe("letter");
      }),
    );
  });

  it("two neighbors swapped are one slip, unless they are the same", () => {
    fc.assert(
      fc.property(word, fc.nat(), (meant, place) => {
        const at = place % (meant.length - 1);
        const [one = "", two = ""] = meant.slice(at, at + 2);
        const typed = meant.slice(0, at) + two + one + meant.slice(at + 2);
        expect(slipBetween(typed, meant)).toBe(one === two ? undefined : "swap");
      }),
    );
  });
});

describe("several questions in a message", () => {
  it.each([
    ["How much does it cost, and how long does it take?", 2],
    ["What is an AIMS? Do we need one?", 2],
    ["what is it\nwho needs it\nwhat does it cost", 3],
    ["How much does it cost for a team of ten?", 1],
    ["We sell bread. We have a website.", 0],
  ])("%s", (message, count) => {
    expect(questionsIn(message)).toHaveLength(count);
  });
});

it("a message far too long is cut, whatever it is filled with, and still split", () => {
  expect(questionsIn(`what is${" ".repeat(100_000)}it?`)).toEqual(["what is"]);
  expect(questionsIn(`what is it?${"\n".repeat(100_000)}`)).toEqual(["what is it?"]);
});

describe("a follow-up", () => {
  const kind = (message: string): string | undefined => readFollowUp(message, "What it costs")?.kind;

  it.each(["why?", "Tell me more", "ok so what now?", "for example?", "are you sure", "I don't get it"])(
    "%s asks for more of the same",
    (message) => {
      expect(kind(message)).toBe("more");
    },
  );

  it.each(["and how long?", "what about SOC 2?", "is that legal?", "in Germany"])("%s leans on it", (message) => {
    expect(kind(message)).toBe("lean");
  });

  it("a question that stands alone does not", () => {
    expect(kind("How does an internal audit work in a company with ten people?")).toBeUndefined();
  });
});
