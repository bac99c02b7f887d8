import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerPartOne, openWorld, person, textOf } from "../builders/world.js";
import type { Talk, World } from "../builders/world.js";

let world: World;
let talk: Talk;
beforeEach(async () => {
  world = await openWorld();
  talk = world.talk(person("Ann"));
});
afterEach(() => world.close());

async function assessAnswering(label: string): Promise<void> {
  const verdict = await answerPartOne(talk, await talk.say("assess"));
  await talk.press(await talk.press(verdict, "Go on to part two"), label);
}

describe("history", () => {
  it("says that there is nothing yet, and then that this is the first", async () => {
    expect(textOf(await talk.say("history"))).toContain("There is no assessment yet");
    await assessAnswering("Not started");
    expect(textOf(await talk.say("history"))).toContain("This is your first assessment");
  });

  it("shows earlier scores, what improved and what slipped, in words and as a picture", async () => {
    await assessAnswering("Not started");
    await talk.press(await talk.say("reset"), "Archive and start anew");
    await assessAnswering("In place");

    const history = await talk.say("history");

    expect(textOf(history)).toMatch(/0%, Certify, and start now \(1 of 35 answered/u);
    expect(textOf(history)).toContain("Improved: Policy 0% → 80%");
    expect(textOf(history)).toContain("Nothing slipped.");
    const picture = history.blocks.find((block) => block.kind === "picture");
    expect(picture?.bars.find(({ label }) => label === "Policy")).toMatchObject({
      before: 0,
      share: 0.8,
      text: "80%",
    });
    expect(textOf(history)).toContain("0% → 80%");
    expect(textOf(history)).not.toMatch(/→[^\n]*→/u);
  });
});
