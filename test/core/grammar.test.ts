import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeAction, encodeAction } from "../../src/core/conversation/action.js";
import { readCommand } from "../../src/core/conversation/grammar.js";
import { assessmentId, consultationId, nonce, personId, questionId } from "../../src/core/ids.js";

const read = (text: string, mentions: { id: ReturnType<typeof personId> }[] = []) =>
  readCommand({ kind: "words", text, mentions }, { assess: ["start the assessment"] });

describe("the grammar", () => {
  it.each([
    ["", "help"],
    ["help", "help"],
    ["Help!", "help"],
    ["/iso42001 assess", "assess"],
    ["/assess", "assess"],
    ["asses", "assess"],
    ["consultt", "consult"],
    ["stauts", "status"],
    ["Start the assessment.", "assess"],
    ["forget me", "forget me"],
    ["export me", "export me"],
    ["lead", "lead"],
    ["privacy?", "privacy"],
  ])("%s is the command %s", (text, kind) => {
    expect(read(text).kind).toBe(kind);
  });

  it.each([
    "report to whom?",
    "status of the standard in 2026",
    "forget about soc 2, what is iso 42001",
    "lead auditor training",
    "help me with a questionnaire",
    "read",
    "invite them to an audit",
    "assess our readiness for an audit",
    "can we self-attest?",
    "iso42001 cost",
    "🙂",
  ])("%s is a question", (text) => {
    expect(read(text)).toMatchObject({ kind: "ask", question: text });
  });

  it("ask takes the rest as the question, whatever it begins with", () => {
    expect(read("ask report or status?")).toMatchObject({ kind: "ask", question: "report or status?" });
  });

  it("lead, invite and uninvite take the person named", () => {
    const ben = { id: personId("slack:T1:UBEN") };
    expect(read("invite @Ben Smith", [ben])).toEqual({ kind: "invite", person: ben });
  });

  it("never fails, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        expect(typeof read(text).kind).toBe("string");
      }),
    );
  });
});

describe("what a button carries", () => {
  it("reads back as it was written, within Slack's 2,000 characters", () => {
    const actions = fc.oneof(
      fc.record({
        do: fc.constant("answer" as const),
        assessment: fc.uuid().map(assessmentId),
        question: fc.uuid().map(questionId),
        seen: fc.nat(),
        choice: fc.string({ maxLength: 64 }),
      }),
      fc.record({ do: fc.constant("consult" as const), about: fc.string({ unit: "grapheme-ascii", maxLength: 300 }) }),
      fc.record({ do: fc.constant("consult-save" as const), consultation: fc.uuid().map(consultationId) }),
    );
    fc.assert(
      fc.property(actions, fc.uuid().map(nonce), (action, n) => {
        const text = encodeAction({ action, nonce: n });
        expect(decodeAction(text)).toEqual({ action, nonce: n });
        expect(text.length).toBeLessThanOrEqual(2000);
      }),
    );
  });

  it("is not read when it is not ours, or of another version", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeAction(text)).toBeUndefined();
      }),
    );
    expect(decodeAction('{"v":2,"n":"x","a":{"do":"help"}}')).toBeUndefined();
  });
});
