import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeAction, encodeAction } from "../../src/core/conversation/action.js";
import type { Posting, Reply } from "../../src/core/conversation/reply.js";
import { nonce, topicId } from "../../src/core/ids.js";
import { openWorld, person, textOf } from "../builders/world.js";
import type { Talk, World } from "../builders/world.js";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const channel = { kind: "channel", conversation: "C1" } as const;
const ana = person("Ana");
let channels = 0;
/** In a channel where nothing was asked yet: asking the same once more there brings the whole answer. */
const alone = (who = ana): Talk =>
  world.talk(who, { kind: "channel", conversation: `C1${String((channels += 1))}` }, "channel");
const labelsOf = (reply: Reply): string[] =>
  reply.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons.map(({ label }) => label) : []));
function postingOf(reply: Reply): Posting {
  if (!reply.posting) throw new TypeError("nothing is posted");
  return reply.posting;
}
const two = "How much does it cost? How long does it take?";

describe("an answer that one person of a channel sees alone", () => {
  it("carries a button that posts it, named after where it goes to", async () => {
    for (const [place, label] of [
      ["channel", "Post to channel"],
      ["thread", "Post in the thread"],
      ["chat", "Post in this chat"],
    ] as const) {
      const reply = await world.talk(ana, channel, place).say("How much does it cost?");
      expect(reply.audience).toBe("asker");
      expect(labelsOf(reply)).toContain(label);
    }
  });

  it("carries none where everybody sees it, and none where nothing was answered", async () => {
    const seen = await world.talk(ana, channel).say("How much does it cost?");
    expect(seen.audience).toBe("everyone");
    for (const reply of [seen, await alone().say("is my zebra allowed to vote in narnia"), await alone().say("status")])
      expect(labelsOf(reply).filter((label) => label.startsWith("Post"))).toEqual([]);
  });

  it("stays with that person through Show more and related topics, and keeps the button", async () => {
    const talk = alone();
    const short = await talk.say("How much does it cost?");
    const related = labelsOf(short).at(-1) ?? "";
    for (const reply of [await talk.press(short, "Show more"), await talk.press(short, related)]) {
      expect(reply.audience).toBe("asker");
      expect(labelsOf(reply)).toContain("Post to channel");
    }
  });
});

describe("posting an answer", () => {
  it("gives everybody the same short answer, with who shared it, and the card says so", async () => {
    const talk = alone();
    const short = await talk.say("How much does it cost?");
    const whole = await talk.press(short, "Show more");
    const card = await talk.press(whole, "Post to channel");
    const { message } = postingOf(card);
    expect(message).toMatchObject({ audience: "everyone", replaces: false });
    expect(textOf(message)).toContain("$20,000–$150,000+");
    expect(textOf(message)).toContain("Shared by Ana.");
    expect(textOf(message)).not.toContain("What to do next");
    expect(labelsOf(message)).toContain("Show more");
    expect(card).toMatchObject({ audience: "asker", replaces: true });
    expect(textOf(card)).toContain("What to do next");
    expect(textOf(card)).toContain("Posted, so everyone here can see it.");
    expect(labelsOf(card)).not.toContain("Post to channel");
  });

  it("happens once, also when pressed twice at once", async () => {
    const talk = alone();
    const short = await talk.say("How much does it cost?");
    const cards = await Promise.all([talk.press(short, "Post to channel"), talk.press(short, "Post to channel")]);
    expect(cards.filter(({ posting }) => posting !== undefined)).toHaveLength(1);
    const again = await talk.press(short, "Post to channel");
    expect(again.posting).toBeUndefined();
    expect(textOf(again)).toContain("You have already posted this");
    expect(again.audience).toBe("asker");
  });

  it("is offered again, from a card of its own, when the place did not take it", async () => {
    const talk = alone();
    const { again } = postingOf(await talk.press(await talk.say("How much does it cost?"), "Post to channel"));
    expect(postingOf(await talk.press(again, "Post to channel")).message.audience).toBe("everyone");
  });

  it("is not offered again by Show more on the card that was posted", async () => {
    const talk = alone();
    const card = await talk.press(await talk.say("How much does it cost?"), "Post to channel");
    const whole = await talk.press(card, "Show more");
    expect(textOf(whole)).toContain("Posted, so everyone here can see it.");
    expect(labelsOf(whole)).not.toContain("Post to channel");
  });

  it("takes all the answers of one card", async () => {
    const talk = alone();
    const both = await talk.say(two);
    const { message } = postingOf(await talk.press(both, "Post to channel"));
    expect(textOf(message)).toContain("$20,000–$150,000+");
    expect(textOf(message)).toContain("4–9 months");
  });

  it.each([
    ["*bold* <!channel> [x](https://e.example)", "Shared by *bold* <!channel> [x](https://e.example)."],
    ["Ana\n# Maria", "Shared by Ana # Maria."],
    ["x".repeat(200), `Shared by ${"x".repeat(40)}.`],
    ["", "Shared by a colleague."],
  ])("a name is a name: %s", async (name, shown) => {
    const talk = alone({ ...person("Someone"), name });
    const { message } = postingOf(await talk.press(await talk.say("How much does it cost?"), "Post to channel"));
    expect(textOf(message)).toContain(shown);
    const more = await world.talk(person("Ben"), channel).press(message, "Show more");
    expect(textOf(more)).toContain(shown);
  });
});

describe("Show more", () => {
  it("by somebody else, on a posted answer, opens it in place for everybody and keeps who shared it", async () => {
    const talk = alone();
    const { message } = postingOf(await talk.press(await talk.say("How much does it cost?"), "Post to channel"));
    const whole = await world.talk(person("Ben"), channel).press(message, "Show more");
    expect(whole).toMatchObject({ audience: "everyone", replaces: true });
    expect(textOf(whole)).toContain("What to do next");
    expect(textOf(whole)).toContain("Shared by Ana.");
  });

  it("on one of two answers keeps the other, and both can stand whole", async () => {
    const talk = world.talk(ana, channel);
    const one = await talk.press(await talk.say(two), "Show more");
    expect(textOf(one)).toContain("$20,000–$150,000+");
    expect(textOf(one)).toContain("4–9 months");
    expect(labelsOf(one).filter((label) => label === "Show more")).toHaveLength(1);
    expect(labelsOf(await talk.press(one, "Show more"))).not.toContain("Show more");
  });
});

describe("sharing the report", () => {
  it("shows it to everybody with who shared it, once from each card", async () => {
    const talk = alone();
    await talk.press(await talk.say("assess"), "Nobody has asked about ISO 42001");
    const report = await talk.say("report");
    const shared = await talk.press(report, "Share it here");
    expect(shared).toMatchObject({ audience: "everyone", replaces: false });
    expect(textOf(shared)).toContain("Shared by Ana.");
    const again = await talk.press(report, "Share it here");
    expect(again.audience).toBe("asker");
    expect(textOf(again)).toContain("You have already posted this");
  });
});

describe("what the buttons of an answer carry", () => {
  it("comes back as it was, and fits in a button of Slack", () => {
    const topic = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 64 }).map(topicId);
    const topics = fc.array(topic, { minLength: 1, maxLength: 3 });
    const more = fc.record({
      ...{ do: fc.constant("more" as const), topic, among: topics, open: topics, posted: fc.constant(true as const) },
      ...{
        asked: fc.lorem({ maxCount: 200 }).map((text) => text.slice(0, 200)),
        sharedBy: fc.string({ maxLength: 80 }),
      },
    });
    const post = fc.record({
      do: fc.constant("post" as const),
      topics,
      open: topics,
      asked: fc.string({ maxLength: 200 }),
    });
    fc.assert(
      fc.property(fc.oneof(more, post), (action) => {
        const text = encodeAction({ action, nonce: nonce("n") });
        expect(decodeAction(text)).toEqual({ action, nonce: "n" });
        expect(text.length).toBeLessThanOrEqual(2_000);
      }),
    );
  });
});
