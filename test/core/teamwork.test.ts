import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { teamId } from "../../src/core/ids.js";
import type { Reply } from "../../src/core/conversation/reply.js";
import { answerPartOne, openWorld, person, textOf } from "../builders/world.js";
import type { Talk, World } from "../builders/world.js";

const ann = person("Ann");
const bob = person("Bob");
const cleo = person("Cleo");

let world: World;
let annTalks: Talk;
let bobTalks: Talk;
let firstOfPartTwo: Reply;

beforeEach(async () => {
  world = await openWorld({ reachable: [bob] });
  annTalks = world.talk(ann);
  bobTalks = world.talk(bob);
  const verdict = await answerPartOne(annTalks, await annTalks.say("assess"));
  firstOfPartTwo = await annTalks.press(verdict, "Go on to part two");
});
afterEach(() => world.close());

describe("An area", () => {
  it("assigned to somebody the bot may write to: they are told, with the first question ready to answer", async () => {
    const reply = await annTalks.say("assign incidents @Bob", [bob]);

    expect(textOf(reply)).toContain("Bob looks after Incidents now.");
    expect(textOf(reply)).toContain("I have told Bob");
    const [message] = world.told;
    expect(message?.person).toBe(bob.id);
    expect(message && textOf(message.reply)).toContain("Is there a plan for when AI causes harm or fails badly?");
    const after = message && (await bobTalks.press(message.reply, "In progress"));
    expect(after && textOf(after)).toContain("Saved: In progress.");
  });

  it("assigned to somebody the bot may not write to: the assigner gets a text to pass on", async () => {
    const reply = await annTalks.say("assign supplier management @Cleo", [cleo]);

    expect(textOf(reply)).toContain("I can't write to Cleo here. Please pass this on:");
    expect(textOf(reply)).toContain("Do you check AI suppliers");
    expect(world.told).toEqual([]);
  });

  it("can be picked from a list, and shows in the status", async () => {
    await bobTalks.say("assess");
    const form = await annTalks.say("assign");
    await annTalks.press(form, "Save", { area: "policy", person: ann.id });

    expect(textOf(await annTalks.say("status"))).toContain("1 of 18 areas");
  });
});

describe("A question that people see differently", () => {
  it("is shown with both views to the one who looks after it, who settles it; the record says who did", async () => {
    await annTalks.say("assign policy @Bob", [bob]);
    await annTalks.press(firstOfPartTwo, "In place");
    const seenByCleo = await world.talk(cleo).say("assess");
    const question = await world.talk(cleo).press(seenByCleo, "Back");

    const differing = await world.talk(cleo).press(question, "Not started");

    expect(textOf(differing)).toContain('Ann had answered "In place"');
    expect(textOf(differing)).toContain("shown both to Bob");
    const asked = world.told.at(-1);
    expect(asked?.person).toBe(bob.id);
    expect(asked && textOf(asked.reply)).toMatch(/Cleo.*Not started[\s\S]*Ann.*In place/u);
    const settled = asked && (await bobTalks.press(asked.reply, "In progress"));
    expect(settled && textOf(settled)).toContain("Settled: In progress.");
    const again = settled && (await bobTalks.press(settled, "Back"));
    const record = again && (await bobTalks.press(again, "Earlier answers"));
    expect(record && textOf(record)).toMatch(/Ann, .*In place[\s\S]*Cleo, .*Not started[\s\S]*You, .*settled it as/u);
  });

  it("cannot be settled by somebody else", async () => {
    await annTalks.say("assign policy @Bob", [bob]);
    await annTalks.press(firstOfPartTwo, "In place");
    const seen = await world.talk(cleo).press(await world.talk(cleo).say("assess"), "Back");
    await world.talk(cleo).press(seen, "Not started");
    const again = await world.talk(cleo).press(await world.talk(cleo).say("assess"), "Back");

    const refused = await world.talk(cleo).press(again, "Settle it");

    expect(textOf(refused)).toContain("Bob settles this one.");
  });
});

describe("Two people answering the same question at once", () => {
  it("lose nothing: the later one sees that it changed and what it was", async () => {
    const bobs = await bobTalks.say("assess");
    await annTalks.press(firstOfPartTwo, "In place");

    const late = await bobTalks.press(bobs, "Not started");

    expect(textOf(late)).toContain('While this card was open, Ann answered "In place".');
  });
});

describe("Thorough mode", () => {
  it("asks clause by clause, keeps the answers, and says what the quick answer stands for", async () => {
    await annTalks.press(firstOfPartTwo, "In place, with evidence");

    const thorough = await annTalks.say("assess thorough");

    expect(textOf(thorough)).toContain("clause by clause and control by control, 65 questions");
    expect(textOf(thorough)).toContain("Question 1 of 65");
    const back = await annTalks.say("assess quick");
    expect(textOf(back)).toContain("1 of 35 answered");
  });
});

describe("Reminders", () => {
  it("are off until the lead switches them on; others are told whom to ask", async () => {
    expect(textOf(await annTalks.say("remind"))).toContain("Weekly reminders are off");
    expect(textOf(await bobTalks.say("remind on"))).toContain("Only Ann");
    expect(textOf(await annTalks.say("remind on"))).toContain("Reminders are on from now");
    expect(textOf(await annTalks.say("status"))).toContain("Weekly");
  });
});

describe("A guest", () => {
  const gus = person("Gus", { standing: "guest" });

  it("cannot be given an area before the lead has let them in", async () => {
    const reply = await annTalks.say("assign policy @Gus", [gus]);

    expect(textOf(reply)).toContain("Gus is not a member of this team.");
    expect(world.told).toEqual([]);
  });

  it("who was let in and taken out again hears nothing more of the team's", async () => {
    await annTalks.say("invite @Gus", [gus]);
    await annTalks.say("assign policy @Gus", [gus]);
    await annTalks.say("uninvite @Gus", [gus]);
    await annTalks.press(firstOfPartTwo, "In place");
    const seen = await bobTalks.press(await bobTalks.say("assess"), "Back");

    const differing = await bobTalks.press(seen, "Not started");

    expect(textOf(differing)).toContain("Ann");
    expect(textOf(differing)).not.toContain("shown both to Gus");
    expect(world.told.some(({ person: told }) => told === gus.id)).toBe(false);
  });
});

describe("An answered question", () => {
  it("is kept when one goes on, and can be opened again from the status", async () => {
    await annTalks.press(firstOfPartTwo, "In place");
    const back = await annTalks.press(await annTalks.say("assess"), "Back");

    await annTalks.press(back, "Keep it, next question");

    const status = await annTalks.say("status");
    expect(textOf(status)).toContain("1 of 35 answered");
    const opened = await annTalks.press(status, "Open it", { question: "policy-written" });
    expect(textOf(opened)).toContain('You answered "In place"');
  });
});

describe("Somebody who takes their name out", () => {
  it("is no owner any more, also where it was typed before they took part", async () => {
    await annTalks.press(firstOfPartTwo, "In progress");
    const form = await annTalks.press(
      await annTalks.press(await annTalks.say("assess"), "Back"),
      "Add note, evidence, owner",
    );
    await annTalks.press(form, "Save", { note: "", evidence: "", owner: "Cleo", due: "" });
    await world.talk(cleo).press(await world.talk(cleo).say("assess"), "In place");
    await world.talk(cleo).press(await world.talk(cleo).say("forget me"), "Take me out");

    expect(
      JSON.stringify(
        await world.store.teams.read((await world.store.directory.summaries())[0]?.team ?? teamId("none")),
      ),
    ).not.toContain("Cleo");
  });
});
