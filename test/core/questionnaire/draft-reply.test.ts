import { describe, expect, it } from "vitest";
import { draftReplies, mostQuestions } from "../../../src/core/questionnaire/draft-reply.js";
import { splitCustomerQuestions } from "../../../src/core/questionnaire/split-customer-questions.js";
import { draftSourceOf, loadDraftWords, openMatcher, stateAnswer } from "../../builders/drafts.js";

const { questionnaire, match } = await openMatcher();
const parts = { questionnaire, match, words: await loadDraftWords() };

describe("a customer's message", () => {
  it("is one question when it asks once, with whatever goes on about it", () => {
    expect(splitCustomerQuestions("Hi team, do you have an AI policy?")).toEqual([
      "Hi team, do you have an AI policy?",
    ]);
    expect(splitCustomerQuestions("Do you have an AI policy? If so, please attach it.")).toHaveLength(1);
    expect(splitCustomerQuestions("Is there an AI policy and who signed it?")).toHaveLength(1);
    expect(splitCustomerQuestions("How do you vet\nAI vendors?")).toHaveLength(1);
    expect(splitCustomerQuestions("AI policy")).toEqual(["AI policy"]);
    expect(splitCustomerQuestions("  ")).toEqual([]);
  });

  it("is several when it asks several things, by sentence or as a list", () => {
    expect(
      splitCustomerQuestions(
        "We review vendors. Do you have an AI policy? Describe how you train staff on AI. Thanks!",
      ),
    ).toEqual(["Do you have an AI policy?", "Describe how you train staff on AI."]);
    expect(splitCustomerQuestions("Do you have an AI policy and do you train people on AI?")).toHaveLength(2);
    expect(splitCustomerQuestions("AI policy\nAI training\nAI incident plan")).toHaveLength(3);
    expect(splitCustomerQuestions("Please send:\n1. AI policy\n2) List of AI systems\n- AI incident plan")).toEqual([
      "AI policy",
      "List of AI systems",
      "AI incident plan",
    ]);
  });

  it("gets at most eight drafts, and says how many questions are left", () => {
    const many = questionnaire.readiness.questions.slice(0, mostQuestions + 3).map(({ text }) => `- ${text}`);
    const { replies, more } = draftReplies(draftSourceOf(parts), many.join("\n"));
    expect(replies.length).toBeLessThanOrEqual(mostQuestions);
    expect(more).toBe(3);
  });
});

describe("the draft for a question", () => {
  it("rests on the right answer, named with who gave it and when, and these are not in the draft", () => {
    const source = draftSourceOf(parts, { "policy-written": stateAnswer("in-place") });
    const [reply] = draftReplies(source, "Do you have a written AI policy approved by top management?").replies;
    expect(reply).toMatchObject({ question: "policy-written", kind: "in-place", level: "high", checks: [] });
    expect(reply?.restsOn.join()).toContain("answered by Ana on 2026-11-24");
    expect(reply?.text).not.toContain("Ana");
  });

  it("says that the team has not answered yet", () => {
    const [reply] = draftReplies(
      draftSourceOf(parts),
      "Do you have a written AI policy approved by top management?",
    ).replies;
    expect(reply).toMatchObject({ kind: "unanswered", text: "", open: "policy-written" });
  });

  it("is none for what the assessment says nothing about", () => {
    const texts = [
      "Is data encrypted at rest?",
      "Do you support SSO via SAML?",
      "What is your uptime SLA?",
      "asdf qwer zxcv",
    ];
    for (const text of texts) expect(draftReplies(draftSourceOf(parts), text).replies[0]?.kind).toBe("outside");
  });
});

describe("whether there is a certificate", () => {
  it("is answered with that there is none, how far the self-assessment is, and a note to correct it", () => {
    const source = draftSourceOf(parts, { "policy-written": stateAnswer("in-place") });
    const [reply] = draftReplies(source, "Are you ISO 42001 certified?").replies;
    expect(reply?.kind).toBe("certificate");
    expect(reply?.text).toMatch(/^We do not hold an ISO\/IEC 42001 certificate\. .*1 of \d+ questions/u);
    expect(reply?.text).not.toMatch(/certified/iu);
    expect(reply?.checks.join()).toContain("correct the draft");
  });

  it("claims no self-assessment where nothing of it is answered", () => {
    const [reply] = draftReplies(draftSourceOf(parts), "Are you ISO 42001 certified?").replies;
    expect(reply?.text).toBe("We do not hold an ISO/IEC 42001 certificate.");
  });
});
