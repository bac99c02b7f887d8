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
    "report in what format?",
    "export controls on AI chips",
    "history of ISO 42001",
    "assign who is responsible for AI?",
    "answering questionnaires",
    "remind me what a control is",
    "🙂",
  ])("%s is a question", (text) => {
    expect(read(text)).toMatchObject({ kind: "ask", question: text });
  });

  it.each([
    ["assess thorough", { kind: "assess", mode: "thorough" }],
    ["asses quick", { kind: "assess", mode: "quick" }],
    ["report as SOC 2", { kind: "report", framework: "soc-2" }],
    ["show my readiness as NIST AI RMF", { kind: "report", framework: "nist-ai-rmf" }],
    ["readiness as the EU AI Act", { kind: "report", framework: "eu-ai-act" }],
    ["export", { kind: "export", format: undefined, edition: undefined }],
    ["export customer PDF", { kind: "export", format: "pdf", edition: "customer" }],
    ["exprot xlsx", { kind: "export", format: "xlsx", edition: undefined }],
    ["remind off", { kind: "remind", set: "off" }],
    ["template AI policy", { kind: "template", name: "AI policy" }],
    ["answer: Do you have an AI policy?", { kind: "answer", question: "Do you have an AI policy?" }],
    ["assign policy", { kind: "assign", area: "policy", person: undefined }],
  ])("%s is understood with what follows", (text, command) => {
    expect(read(text)).toEqual(command);
  });

  it("a file that comes without words is a questionnaire to answer", () => {
    const files = [{ name: "q.csv", bytes: new Uint8Array() }];
    expect(readCommand({ kind: "words", text: "", mentions: [], files }, {})).toEqual({ kind: "answer", question: "" });
  });

  it("assign takes the area without the name of the person", () => {
    const ben = { id: personId("slack:T1:UBEN") };
    expect(read("assign supplier management to @Ben Smith", [ben])).toEqual({
      kind: "assign",
      area: "supplier management",
      person: ben,
    });
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
