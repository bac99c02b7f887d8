import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAdvisor } from "../../src/core/advisor.js";
import type { Person } from "../../src/core/conversation/request.js";
import type { Reply } from "../../src/core/conversation/reply.js";
import { answerPartOne, consultationForm, openWorld, person, textOf } from "../builders/world.js";
import type { World } from "../builders/world.js";

const ana = person("Ana");
const ben = person("Ben");
const guest = person("Gus", { standing: "guest" });
let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const visit = (who: Person) => ({
  workspace: { platform: "playground", id: "w1" } as const,
  person: who,
  place: { kind: "personal", conversation: who.id } as const,
});
const homeOf = (who = ana): Promise<Reply> => createAdvisor(world.parts).home(visit(who));
const suggested = async (who = ana): Promise<readonly string[]> =>
  (await createAdvisor(world.parts).suggestions(visit(who))).map(({ says }) => says);
const labelsOf = (reply: Reply): readonly string[] =>
  reply.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons.map(({ label }) => label) : []));

/** Part one whole, and the first question of part two. */
async function assess(): Promise<Reply> {
  const talk = world.talk(ana);
  const question = await talk.press(await answerPartOne(talk, await talk.say("assess")), "Go on to part two");
  return talk.press(question, "In progress");
}

describe("the overview", () => {
  it("welcomes a new team with the jobs and questions that are answered when pressed", async () => {
    const home = await homeOf();
    expect(labelsOf(home)).toEqual(
      expect.arrayContaining(["Start our assessment", "Talk to a consultant", "How much does certification cost?"]),
    );
    const answer = await world.talk(ana).press(home, "How much does certification cost?");
    expect(textOf(answer)).toContain("$20,000–$150,000+");
    for (const label of labelsOf(home).filter((text) => text.endsWith("?")))
      expect(textOf(await world.talk(ana).press(home, label))).toContain("Sources");
  });

  it("shows progress from the first answer on, and who gave it", async () => {
    const talk = world.talk(ben);
    await talk.press(await talk.say("assess"), "An RFP or contract requires it");
    const text = textOf(await homeOf());
    expect(text).toContain("1 of 9 answered");
    expect(text).toContain("Ben");
    expect(text).toContain("Verdict:");
    expect(text).toContain("Go on with the assessment");
  });

  it("shows the verdict in short, readiness as a picture, and the first three steps", async () => {
    await assess();
    const home = await homeOf(ben);
    const text = textOf(home);
    expect(text).toContain("Verdict: Certify");
    expect(text).not.toContain("What would change it");
    expect(home.blocks.filter(({ kind }) => kind === "picture")).toHaveLength(1);
    expect(text).toMatch(/1\. [^]*/);
    expect(text).not.toContain("\n4. ");
  });

  it("shows people what waits for them, and nobody else's", async () => {
    await assess();
    const talk = world.talk(ana);
    await talk.say("assign policy @Ben", [ben]);
    expect(textOf(await homeOf(ben))).toContain("Waiting for you");
    expect(textOf(await homeOf(ana))).not.toContain("Waiting for you");
  });

  it("shows one's own requests and their state, and nobody else's", async () => {
    const talk = world.talk(ana);
    const sent = await talk.press(await talk.say("consult"), "Send the request", consultationForm);
    const reference = /AI-\w{4}-\w{4}/.exec(textOf(sent))?.[0] ?? "";
    expect(textOf(await homeOf())).toMatch(new RegExp(`${reference}: Requested`));
    expect(textOf(await homeOf(ben))).not.toContain(reference);
    await talk.press(await talk.say("consult"), "Withdraw it");
    expect(textOf(await homeOf())).toMatch(new RegExp(`${reference}: Withdrawn`));
  });

  it("gives people who do not take part nothing of the team's", async () => {
    await assess();
    const text = textOf(await homeOf(guest));
    expect(text).not.toMatch(/Verdict|of 9|Ana/);
    expect(labelsOf(await homeOf(guest))).toEqual([]);
  });

  it("after a reset says that an earlier assessment is archived", async () => {
    await assess();
    const talk = world.talk(ana);
    await talk.press(await talk.say("reset"), /Archive/);
    expect(textOf(await homeOf())).toContain("one earlier assessment is archived");
    expect(labelsOf(await homeOf())).toContain("Start our assessment");
  });
});

describe("what is suggested to say", () => {
  it("suits how far the team is, at most four", async () => {
    expect(await suggested()).toEqual(["assess", expect.any(String), expect.any(String), expect.any(String)]);
    await assess();
    expect((await suggested()).slice(0, 2)).toEqual(["assess", "report"]);
    expect(await suggested()).toHaveLength(4);
  });

  it("is questions alone for people who do not take part", async () => {
    await assess();
    for (const says of await suggested(guest)) expect(says).toMatch(/\?$/);
  });
});
