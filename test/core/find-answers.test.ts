import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAdvisor } from "../../src/core/advisor.js";
import type { FoundAnswer } from "../../src/core/advisor.js";
import { openWorld, textOf } from "../builders/world.js";
import type { World } from "../builders/world.js";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
const find = (query: string): readonly FoundAnswer[] => createAdvisor(world.parts).find(query);

describe("a search for answers", () => {
  it("gives the likeliest first, as a card without buttons", () => {
    const [first, ...more] = find("how much does certification cost");
    expect(first?.title).toMatch(/cost/i);
    expect(first && textOf(first.reply)).toContain("$");
    expect(first?.reply.blocks.map(({ kind }) => kind)).toEqual(["heading", "markdown", "note"]);
    expect(more.length).toBeGreaterThan(0);
  });

  it("understands half a word where a title has it, and shows where to start before anything is typed", () => {
    expect(find("audi").map(({ title }) => title)).toContainEqual(expect.stringMatching(/audi/i));
    expect(find("  ").length).toBeGreaterThan(2);
  });

  it("finds nothing for what is none of its business", () => {
    expect(find("what is the weather in Paris tomorrow")).toEqual([]);
  });
});
