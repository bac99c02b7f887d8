import { beforeAll, describe, expect, it } from "vitest";
import { coreWordKeys } from "../../../src/core/words.js";
import { allReplies, everyCard } from "../../builders/every-card.js";
import type { NamedCard } from "../../builders/every-card.js";
import { cardFaults } from "../../standins/adaptive-card-rules.js";
import { hasSchema, schemaFaults } from "../../standins/adaptive-card-schema.js";

const keysSaid = new Set<string>();
let cards: readonly NamedCard[];
beforeAll(async () => {
  cards = await everyCard(await allReplies(keysSaid));
}, 120_000);

/** The labels of the buttons that answer a question. */
function labelsOf(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  const { data, title, ...rest } = node as Readonly<Record<string, unknown>>;
  const isAnswer = JSON.stringify(data ?? null).includes('\\"do\\":\\"answer\\"');
  return isAnswer && typeof title === "string" ? [title] : Object.values(rest).flatMap(labelsOf);
}

/** Offered as words to say, in places that are no card. */
const isOffered = (key: string): boolean => key.startsWith("suggest.");

describe("every card the advisor comes to", () => {
  it("has among them every sentence that the advisor knows", () => {
    expect(coreWordKeys.filter((key) => !keysSaid.has(key) && !isOffered(key))).toEqual([]);
    expect(cards.length).toBeGreaterThan(500);
  });

  it("has no answer to choose whose words a narrow phone would cut", () => {
    const wholeOnPhone = 36;
    const choices = cards.flatMap(({ card }) => labelsOf(card));
    expect(choices).toContain("An RFP or contract requires it");
    expect(choices.filter((label) => label.length > wholeOnPhone)).toEqual([]);
  });

  it("is valid by our typed model", () => {
    for (const { name, card } of cards) expect({ name, faults: cardFaults(card) }).toEqual({ name, faults: [] });
  });

  it.skipIf(!hasSchema)("is valid by Microsoft's schema of version 1.5", () => {
    const faultsOf = schemaFaults();
    for (const { name, card } of cards) expect({ name, faults: faultsOf(card) }).toEqual({ name, faults: [] });
  });
});
