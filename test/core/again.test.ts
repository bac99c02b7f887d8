import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerPartOne, openWorld, person, textOf } from "../builders/world.js";
import type { World } from "../builders/world.js";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe("a reply that can be shown again", () => {
  it("names what shows it as it stands: the question, not the press that led to it", async () => {
    const talk = world.talk(person("Ana"));
    const first = await talk.say("assess quick");
    expect(first.again).toEqual({ do: "assess" });
    const second = await talk.press(first, "Nobody has asked about ISO 42001");
    expect(second.again).toEqual({ do: "assess" });
    const back = await talk.press(second, "Back");
    expect(back.again).toMatchObject({ do: "question" });
    expect((await talk.say("status")).again).toEqual({ do: "status" });
    expect((await talk.say("remind on")).again).toBeUndefined();
  });

  it("the verdict stays in view and does not give way to part two", async () => {
    const talk = world.talk(person("Ana"));
    const verdict = await answerPartOne(talk, await talk.say("assess"));
    expect(textOf(verdict)).toContain("Certify");
    expect(verdict.again).toEqual({ do: "report" });
  });

  it("a guest who takes no part has nothing to ask for again", async () => {
    await world.talk(person("Ana")).say("assess");
    const refused = await world.talk(person("Gus", { standing: "guest" })).say("assess");
    expect(refused.again).toBeUndefined();
  });
});

describe("ticks that came too late", () => {
  it("stay in the form beside what a colleague answered", async () => {
    const ana = world.talk(person("Ana"));
    const ben = world.talk(person("Ben"));
    let question = await ana.say("assess");
    for (const answer of ["An RFP or contract requires it", "AI is one feature among others"])
      question = await ana.press(question, answer);
    await ben.press(await ben.say("assess"), "Save", { choices: ["provide"] });
    const late = await ana.press(question, "Save", { choices: ["use", "develop"] });
    expect(textOf(late)).toContain("Ben");
    const form = late.blocks.find((block) => block.kind === "form");
    expect(form?.fields[0]).toMatchObject({ value: ["use", "develop"] });
  });
});
