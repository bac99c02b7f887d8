import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/conversation/reply.js";
import { drawCards } from "../../../src/doors/adaptive-card/card.js";
import { everyReply } from "../../builders/every-reply.js";
import { openWorld } from "../../builders/world.js";
import type { World } from "../../builders/world.js";
import { cardFaults } from "../../standins/adaptive-card-rules.js";
import { hasSchema, schemaFaults } from "../../standins/adaptive-card-schema.js";

let world: World;
let replies: readonly Reply[];
beforeAll(async () => {
  world = await openWorld();
  replies = await everyReply(world);
});
afterAll(() => world.close());

describe("every card the advisor comes to", () => {
  it("is valid by our typed model", () => {
    expect(replies.length).toBeGreaterThan(100);
    for (const reply of replies) for (const card of drawCards(reply)) expect(cardFaults(card)).toEqual([]);
  });

  it.skipIf(!hasSchema)("is valid by Microsoft's schema of version 1.5", () => {
    const faultsOf = schemaFaults();
    for (const reply of replies) for (const card of drawCards(reply)) expect(faultsOf(card)).toEqual([]);
  });
});
