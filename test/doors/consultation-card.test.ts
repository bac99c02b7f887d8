import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deskCard } from "../../src/core/commands/desk/desk-card.js";
import { consultationId, entryId, personId } from "../../src/core/ids.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { coreWordKeys } from "../../src/core/words.js";
import { drawCards } from "../../src/doors/adaptive-card/card.js";
import { drawBlocks, toMessages } from "../../src/doors/slack/blocks.js";
import { cardFaults } from "../standins/adaptive-card-rules.js";
import { messageFaults } from "../standins/block-kit-rules.js";
import { replyOf, wordsOfDoor } from "./door-parts.js";

const consultation = consultationId("co_1");
const base = { id: entryId("e"), at: "2026-11-25T10:00:00.000Z", by: null };

/** A request as somebody may fill it in, with every text as long as the form takes it. */
const trailOf = (text: (limit: number) => string): readonly TrailEntry[] => {
  const form = {
    ...{ topic: text(150), situation: text(2_000), name: text(100), email: text(254) },
    ...{ times: text(300), timeZone: text(60) },
  };
  const details = { ...form, platform: "slack" };
  return [
    {
      ...{ kind: "consultation-requested", ...base, by: personId("p"), press: "p", consultation, reference: "AI-1" },
      form: { ...form, shareSummary: false },
    },
    {
      ...{ kind: "delivery-queued", ...base, delivery: "d", destination: "slack-channel" },
      message: { id: "m", type: "consultation.requested", at: base.at, consultation, reference: "AI-1", details },
    },
  ];
};

describe("A request's card", async () => {
  const words = await wordsOfDoor("core", coreWordKeys);
  const cardOf = (text: (limit: number) => string) =>
    replyOf(deskCard({ words }, trailOf(text), { consultation, desk: "slack-channel" }) ?? []);

  it.each(["a", "状", "*", "\n"])("is one message and one card with its buttons, also when all is %j", (letter) => {
    const reply = cardOf((limit) => letter.repeat(limit));
    const [message = [], ...rest] = toMessages(drawBlocks(reply, "message"));
    expect(rest).toEqual([]);
    expect(JSON.stringify(message)).toContain("Accept");
    expect(drawCards(reply)).toHaveLength(1);
  });

  it("is taken by Slack and by Teams, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (typed) => {
        const reply = cardOf((limit) => typed.slice(0, limit));
        for (const blocks of toMessages(drawBlocks(reply, "message")))
          expect(messageFaults({ text: "x", blocks })).toEqual([]);
        for (const card of drawCards(reply)) expect(cardFaults(card)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
