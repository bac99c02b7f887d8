import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { topicId } from "../../src/core/ids.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { startSweeping } from "../../src/retention/sweep-kept-questions.js";
import { openWorld, partOne, person, quietLog, textOf } from "../builders/world.js";
import type { World } from "../builders/world.js";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  vi.useRealTimers();
  await world.close();
});

const ana = person("Ana");
const strange = "does @Ben think our zebra stable on 12 Elm Street, zoo@example.com, may vote";

async function stored<Kind extends TrailEntry["kind"]>(
  kind: Kind,
  from = world,
): Promise<Extract<TrailEntry, { kind: Kind }>[]> {
  const teams = await from.store.directory.summaries();
  const trails = await Promise.all(teams.map(({ team }) => from.store.teams.read(team)));
  return trails.flatMap(({ entries }) =>
    entries.filter((entry): entry is Extract<TrailEntry, { kind: Kind }> => entry.kind === kind),
  );
}

describe("thumbs under an answer", () => {
  it("are stored once however often they are pressed, and the other thumb counts as a change of mind", async () => {
    const talk = world.talk(ana);
    const answer = await talk.say("How much does it cost?");
    await talk.press(answer, /Not helpful/);
    await talk.press(answer, /Not helpful/);
    await talk.press(answer, /👍/);
    expect((await stored("answer-rated")).map(({ verdict, topic, by }) => [verdict, topic, by])).toEqual([
      ["down", "cost", ana.id],
      ["up", "cost", ana.id],
    ]);
  });

  it("a thumb down keeps the question for the editors, with the topic it missed and nobody's name", async () => {
    const talk = world.talk(ana);
    await talk.press(await talk.say("How much does it cost for 14 people at acme.com?"), /Not helpful/);
    expect(await stored("question-kept")).toMatchObject([
      { text: "How much does it cost for [number] people at [link]", why: "voted-down", topic: "cost", by: null },
    ]);
  });

  it("each answer of a card has its own, and the question is kept once", async () => {
    const talk = world.talk(ana);
    const both = await talk.say("How much does it cost, and how long does it take?");
    const asked = "How much does it cost, and how long does it take?";
    for (const topic of ["cost", "timeline"].map(topicId))
      for (const verdict of ["down", "up", "down"] as const)
        await talk.act(both, { do: "rate", topic, verdict, asked });
    expect((await stored("answer-rated")).map(({ topic }) => topic)).toEqual([
      ...Array.from({ length: 3 }, () => "cost"),
      ...Array.from({ length: 3 }, () => "timeline"),
    ]);
    expect((await stored("question-kept")).map(({ topic }) => topic)).toEqual(["cost", "timeline"]);
  });

  it("under the longer answer they keep the question too", async () => {
    const talk = world.talk(ana);
    const whole = await talk.press(await talk.say("How much does it cost?"), "Show more");
    await talk.press(whole, /Not helpful/);
    expect(await stored("question-kept")).toMatchObject([{ text: "How much does it cost?", topic: "cost" }]);
  });

  it("are not offered to people of another organization, and nothing of theirs is kept", async () => {
    const talk = world.talk(person("Olga", { standing: "outside" }));
    expect(textOf(await talk.say("How much does it cost?"))).not.toContain("Helpful");
    await talk.say(strange);
    expect(await stored("question-kept")).toEqual([]);
  });
});

describe("a question without an answer", () => {
  it("is kept without names, addresses and numbers", async () => {
    await world.talk(ana).say(strange, [person("Ben")]);
    const [kept] = await stored("question-kept");
    expect(kept).toMatchObject({ why: "unknown", by: null, topic: null });
    expect(kept?.text).toContain("zebra stable");
    expect(kept?.text).not.toMatch(/Ben|12|example\.com/u);
    expect(kept?.at).toMatch(/T00:00:00\.000Z$/u);
    expect(await stored("person-named")).toEqual([]);
  });

  it("small talk is answered and not kept", async () => {
    expect(textOf(await world.talk(ana).say("thanks!"))).toContain("You're welcome");
    expect(await stored("question-kept")).toEqual([]);
  });

  it("a person in distress gets a kind word, no buttons, and nothing is kept", async () => {
    const reply = await world.talk(ana).say("i can't do this anymore, i want to die");
    expect(textOf(reply)).toContain("I'm sorry");
    expect(reply.blocks.some(({ kind }) => kind === "buttons")).toBe(false);
    expect(await stored("question-kept")).toEqual([]);
  });

  it("is not kept where the operator has said so, and privacy says which", async () => {
    const quiet = await openWorld({ environment: { KEEP_UNANSWERED: "off" } });
    await quiet.talk(ana).say(strange);
    expect(await stored("question-kept", quiet)).toEqual([]);
    expect(textOf(await quiet.talk(ana).say("privacy"))).toContain("switched that off");
    expect(textOf(await world.talk(ana).say("privacy"))).toContain("kept for 180 days");
    await quiet.close();
  });

  it("is gone with forget", async () => {
    const talk = world.talk(ana);
    await talk.say(strange);
    await talk.press(await talk.say("assess"), partOne[0]);
    await talk.press(await talk.say("forget"), "Delete everything");
    expect(await stored("question-kept")).toEqual([]);
  });

  it("is gone with forget also before there is an assessment, and so a lead", async () => {
    const talk = world.talk(ana);
    await talk.say(strange);
    expect(textOf(await talk.press(await talk.say("forget"), "Delete everything"))).toContain(
      "1 thumb or kept question",
    );
    expect(await stored("question-kept")).toEqual([]);
  });

  it("is deleted after 180 days, and at once when the operator keeps none", async () => {
    await world.talk(ana).say(strange);
    const sweep = async (days: number, keepsUnanswered = true): Promise<number> => {
      const clock = (): Date => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
      await startSweeping({
        store: world.store.teams,
        directory: world.store.directory,
        clock,
        log: quietLog,
        keepsUnanswered,
      }).stop();
      return (await stored("question-kept")).length;
    };
    expect(await sweep(179)).toBe(1);
    expect(await sweep(181)).toBe(0);
    await world.talk(ana).say(strange);
    expect(await sweep(0)).toBe(1);
    expect(await sweep(0, false)).toBe(0);
  });
});

describe("an answer past its review date", () => {
  it("says so to the reader", async () => {
    vi.useFakeTimers({ now: new Date("2028-06-01T00:00:00Z"), toFake: ["Date"] });
    expect(textOf(await world.talk(ana).say("How much does it cost?"))).toMatch(
      /Last checked Nov 23, 2026; it was due for a new check on Nov 23, 2027/u,
    );
  });
});

describe("a conversation", () => {
  it("a follow-up leans on the answer before it, of the same person in the same place only", async () => {
    const talk = world.talk(ana);
    await talk.say("How much does it cost?");
    expect(textOf(await talk.say("and how long?"))).toMatch(/months/u);
    expect(textOf(await talk.say("why?"))).toContain("What to do next");
    expect(textOf(await world.talk(person("Ben")).say("why?"))).not.toContain("What to do next");
  });

  it("a follow-up in a new thread of a chat leans on the chat, one in a thread on the thread", async () => {
    const inThread = (thread: string) =>
      world.talk(ana, { kind: "personal", conversation: `D1:${thread}`, partOf: "D1" });
    await inThread("1").say("Does our SOC 2 report cover AI?");
    const soc2 = textOf(await inThread("1").say("why?"));
    await inThread("2").say("How much does it cost?");
    expect(textOf(await inThread("1").say("why?"))).toBe(soc2);
    await inThread("2").say("How much does it cost?");
    expect(textOf(await inThread("3").say("why?"))).toContain("$20,000");
  });

  it("two questions in one message get both answers", async () => {
    const text = textOf(await world.talk(ana).say("How much does it cost, and how long does it take?"));
    expect(text).toMatch(/\$20,000[\s\S]*months/u);
  });

  it("close topics are asked back as buttons", async () => {
    const talk = world.talk(ana);
    const reply = await talk.say("documents and requirements");
    const labels = reply.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : []));
    expect(labels.length).toBeGreaterThanOrEqual(2);
    expect(textOf(await talk.press(reply, labels[0]?.label ?? ""))).toContain("Last checked");
  });
});
