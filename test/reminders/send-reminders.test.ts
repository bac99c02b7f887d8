import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../src/core/conversation/reply.js";
import type { PersonId } from "../../src/core/ids.js";
import { answerPartOne, openWorld, person, textOf } from "../builders/world.js";
import type { Talk, World } from "../builders/world.js";

const ann = person("Ann");
const bob = person("Bob");
const dayMs = 24 * 60 * 60 * 1000;

let world: World;
let annTalks: Talk;
beforeEach(async () => {
  world = await openWorld({ reachable: [ann, bob] });
  annTalks = world.talk(ann);
  const verdict = await answerPartOne(annTalks, await annTalks.say("assess"));
  const question = await annTalks.press(verdict, "Go on to part two");
  await annTalks.press(question, "Not started");
  await annTalks.say("assign policy @Bob", [bob]);
  world.told.length = 0;
});
afterEach(() => world.close());

const after = (days: number): Promise<void> => world.remind(new Date(Date.now() + days * dayMs));
const toldTo = (who: { readonly id: PersonId }): readonly Reply[] =>
  world.told.filter(({ person: told }) => told === who.id).map(({ reply }) => reply);

describe("Weekly reminders", () => {
  it("are not sent unless somebody switched them on", async () => {
    await after(30);
    expect(world.told).toEqual([]);
  });

  it("go to the owner of open items a week later, with what waits, and not again before another week", async () => {
    await annTalks.say("remind on");
    await after(6);
    expect(world.told).toEqual([]);

    await after(7.1);
    const [reminder] = toldTo(bob);
    expect(reminder && textOf(reminder)).toContain("Write a one-page AI policy and have the CEO sign it.");
    expect(toldTo(ann)).toEqual([]);

    await after(8);
    expect(toldTo(bob)).toHaveLength(1);
    await after(14.3);
    expect(toldTo(bob)).toHaveLength(2);
  });

  it("stop for whoever does not want them, by a button in the reminder itself", async () => {
    await annTalks.say("remind on");
    await after(7.1);
    const [reminder] = toldTo(bob);
    if (reminder) await world.talk(bob).press(reminder, "Stop only mine");

    await after(30);

    expect(toldTo(bob)).toHaveLength(1);
  });

  it("stop when the lead switches them off", async () => {
    await annTalks.say("remind on");
    await annTalks.say("remind off");
    await after(30);
    expect(world.told).toEqual([]);
  });
});
