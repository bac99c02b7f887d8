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

/** Offered as words to say, in places that are no card. */
const isOffered = (key: string): boolean => key.startsWith("suggest.");

describe("every card the advisor comes to", () => {
  it("has among them every sentence that the advisor knows", () => {
    expect(coreWordKeys.filter((key) => !keysSaid.has(key) && !isOffered(key))).toEqual([]);
    expect(cards.length).toBeGreaterThan(500);
  });

  it("is valid by our typed model", () => {
    for (const { name, card } of cards) expect({ name, faults: cardFaults(card) }).toEqual({ name, faults: [] });
  });

  it.skipIf(!hasSchema)("is valid by Microsoft's schema of version 1.5", () => {
    const faultsOf = schemaFaults();
    for (const { name, card } of cards) expect({ name, faults: faultsOf(card) }).toEqual({ name, faults: [] });
  });
});
