import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Field, FormBlock } from "../../../src/core/conversation/reply.js";
import { drawCards, readPress } from "../../../src/doors/adaptive-card/card.js";
import { anyReply, hostileText, wordsOf } from "../../builders/reply.js";
import { cardFaults } from "../../standins/adaptive-card-rules.js";
import { hasSchema, schemaFaults } from "../../standins/adaptive-card-schema.js";
import { replyOf } from "../door-parts.js";

type Node = Readonly<Record<string, unknown>>;
const nodesOf = (node: unknown): readonly Node[] =>
  typeof node === "object" && node !== null ? [node as Node, ...Object.values(node).flatMap(nodesOf)] : [];
const inputsOf = (card: unknown): readonly Node[] =>
  nodesOf(card).filter(({ type }) => typeof type === "string" && type.startsWith("Input."));

const form = (fields: readonly Field[]): FormBlock => ({
  kind: "form",
  title: "Form",
  fields,
  submit: { label: "Save", action: { do: "consult-send" } },
  reopen: { label: "Open", action: { do: "consult" } },
});
const email = {
  kind: "text",
  id: "email",
  label: "E-mail",
  hint: "Where we write to",
  required: true,
  multiline: false,
  maxLength: 254,
  purpose: "email",
  mend: "This is no e-mail address.",
} as const;

describe("any reply as Adaptive Cards", () => {
  it("gives valid cards within the budget that lose no word and hold no script link", () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const cards = drawCards(reply);
        const text = JSON.stringify(cards);
        for (const card of cards) expect(cardFaults(card)).toEqual([]);
        for (const word of wordsOf(reply)) expect(text).toContain(word);
        expect(text).not.toContain('"url":"javascript');
      }),
      { numRuns: 150 },
    );
  });

  it.skipIf(!hasSchema)("is valid by Microsoft's schema of version 1.5", () => {
    const faultsOf = schemaFaults();
    fc.assert(
      fc.property(anyReply, (reply) => {
        for (const card of drawCards(reply, { more: refresh })) expect(faultsOf(card)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps to a smaller budget as well, whatever stands beside the body", () => {
    fc.assert(
      fc.property(anyReply, fc.integer({ min: 21_000, max: 30_000 }), (reply, bytes) => {
        for (const card of drawCards(reply, { bytes, more: refresh }))
          expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(bytes);
      }),
      { numRuns: 60 },
    );
  });
});

const refresh = {
  refresh: { action: { type: "Action.Execute", title: "x", verb: "view", data: {} }, userIds: ["29:ana"] },
};

describe("a reply on several cards", () => {
  const long = { kind: "text", text: "word ".repeat(400) } as const;
  const buttons = { kind: "buttons", buttons: [{ label: "Costs", action: { do: "help" } }] } as const;

  it("has no card that ends on a heading, or on a line that leads to the buttons under it", () => {
    const related = { kind: "note", markdown: "Related:" } as const;
    for (const lead of [{ kind: "heading", text: "Related:" } as const, related])
      for (let bytes = 2_800; bytes < 4_800; bytes += 40) {
        const cards = drawCards(replyOf([long, lead, buttons, long]), { bytes });
        for (const { body } of cards) expect(JSON.stringify(body.at(-1))).not.toContain("Related:");
      }
  });
});

describe("buttons too wide for one row", () => {
  it("stand in rows of which the last are filled first, in their order", () => {
    const labels = ["Show more", "👍 Helpful", "👎 Not helpful", "Talk to a consultant"];
    const buttons = labels.map((label) => ({ label, action: { do: "help" } as const }));
    const [card] = drawCards(replyOf([{ kind: "buttons", buttons }]));
    const rows = (card?.body ?? []).map(({ actions }) => (actions as Node[]).map(({ title }) => title));
    expect(rows).toEqual([["Show more"], ["👍 Helpful", "👎 Not helpful"], ["Talk to a consultant"]]);
  });
});

describe("a form in a card", () => {
  it("stands on one card with the button that sends it, however long what came before", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 12 }), (texts) => {
        const before = texts.map((text) => ({ kind: "text", text: text.repeat(40) }) as const);
        const cards = drawCards(replyOf([...before, form([email])]));
        const holding = cards.filter((card) => inputsOf(card).length > 0);
        expect(holding).toHaveLength(1);
        expect(JSON.stringify(holding[0])).toContain('"title":"Save"');
      }),
      { numRuns: 40 },
    );
  });

  it("asks for a date anew when what was typed is none, and says what is wrong", () => {
    const due = { kind: "text", id: "due", label: "When is it due?", required: false, multiline: false } as const;
    const [card] = drawCards(
      replyOf([form([{ ...due, maxLength: 10, purpose: "date", value: "soon", error: "Please write a date." }])]),
    );
    expect(inputsOf(card)).toEqual([{ type: "Input.Date", id: "due", label: "When is it due?" }]);
    expect(JSON.stringify(card)).toContain("⚠ When is it due? Please write a date.");
    expect(cardFaults(card)).toEqual([]);
  });

  it("lets the client check what is needed and of which form, and says what to do", () => {
    const [input] = inputsOf(drawCards(replyOf([form([email])])));
    expect(input).toMatchObject({ isRequired: true, errorMessage: "This is no e-mail address.", maxLength: 254 });
    const pattern = new RegExp(String(input?.["regex"]));
    for (const good of ["ana@example.com", " ana@example.com ", "mailto:ana@example.com"])
      expect(good).toMatch(pattern);
    for (const wrong of ["ana", "ana@", "@example.com", "ana@example"]) expect(wrong).not.toMatch(pattern);
  });

  it("shows what was typed and the hint of a choice, and sends it all back", () => {
    const choice = {
      kind: "choice",
      id: "shows",
      label: "Shows",
      hint: "What the customer sees",
      required: false,
      several: true,
      options: ["a", "b", "c"].map((value) => ({ value, label: value })),
      value: ["a", "c"],
    } as const;
    const cards = drawCards(replyOf([form([{ ...email, value: "ana@" }, choice])]));
    expect(JSON.stringify(cards)).toContain("What the customer sees");
    expect(inputsOf(cards).map(({ value }) => value)).toEqual(["ana@", "a,c"]);
    const data = nodesOf(cards).find(({ title }) => title === "Save")?.["data"] as Node;
    expect(readPress({ ...data, email: "ana@example.com", shows: "a,c" })?.values).toEqual({
      email: "ana@example.com",
      shows: ["a", "c"],
    });
  });
});
