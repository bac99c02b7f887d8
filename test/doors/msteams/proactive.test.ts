import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askRunning } from "../../../src/stores/control/control-socket.js";
import { partOne } from "../../builders/world.js";
import type { ConnectorFailure } from "../../standins/bot-connector.js";
import type { Json } from "./activity.js";
import { handsOf } from "./cards.js";
import { prepareTeamsProgram } from "./open-program.js";
import type { TeamsProgram } from "./open-program.js";
import { channel } from "./standin-door.js";
import type { Where } from "./standin-door.js";

let teams: TeamsProgram;
beforeEach(async () => {
  teams = await prepareTeamsProgram();
  await teams.open();
});
afterEach(async () => {
  vi.useRealTimers();
  await teams.close();
});
const { say, press, lastCard } = handsOf(() => teams);

const chatOf = (name: string): Where => ({ user: `29:${name}`, conversation: { id: `a:${name}` } });
const [ana, ben] = [chatOf("ana"), chatOf("ben")];
/** In a personal chat nobody can be named, so there is no bot's name in front either. */
const sayAlone = (text: string, where: Where): Promise<Response> => teams.post({ type: "message", text }, where);
const inChannel = { ...channel, user: "29:ana" };

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** As if the program had been down for so long. */
async function restartAfter(days: number): Promise<void> {
  const now = Date.now() + days * dayMs;
  vi.useRealTimers();
  vi.useFakeTimers({ now, toFake: ["Date", "setInterval", "clearInterval"] });
  await teams.open();
}
/** Lets rounds come round. */
const pass = async (ms: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms);
};

const textsIn = (conversation: string): string[] =>
  teams.connector.standing(conversation).map((message) => JSON.stringify(message));

/** The assessment up to an open item, in Ana's chat; its area is Ben's. */
async function leaveBenAnOpenItem(): Promise<void> {
  await sayAlone("hello", ben);
  await sayAlone("assess", ana);
  let card: unknown = lastCard();
  for (const answer of partOne)
    ({ card } =
      typeof answer === "string"
        ? await press(card, answer, ana)
        : await press(card, "Save", ana, { typed: { choices: answer.join(",") } }));
  ({ card } = await press(card, "Go on to part two", ana));
  await press(card, "Not started", ana);
  await say("assign policy <at>ben</at>", { ...inChannel, named: [{ id: "29:ben", name: "ben" }] });
}

/** Asks for a consultation in Ana's chat; resolves to its number. */
async function requestConsultation(): Promise<string> {
  await sayAlone("consult", ana);
  const typed = { topic: "ISO", situation: "A bank asks", name: "Ana", email: "ana@example.com" };
  const sent = await press(lastCard(), "Send the request", ana, { typed });
  return /AI-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent.text)?.[0] ?? "none";
}
const move = (reference: string, state: string): Promise<unknown> =>
  askRunning(teams.dataDir, { kind: "move-consultation", reference, state });

const postsTo =
  (conversation: string): ConnectorFailure["matches"] =>
  ({ method, path, body }) =>
    method === "POST" &&
    body["type"] === "message" &&
    decodeURIComponent(path).includes(`/conversations/${conversation}/activities`);
const refuse = (conversation: string, failure: Omit<ConnectorFailure, "matches" | "times">, times = Infinity): void => {
  teams.connector.failures.push({ matches: postsTo(conversation), times, ...failure });
};
const triesAt = (conversation: string): number =>
  teams.connector.calls.filter(({ method, path, body }) => postsTo(conversation)({ method, path, body })).length;

const keptConversations = async (): Promise<unknown[]> =>
  (await teams.trail()).filter(({ kind }) => kind === "conversation-kept").map(({ conversation }) => conversation);
const isGraceRunning = async (): Promise<boolean> =>
  (await teams.trail()).some(({ kind }: Json) => kind === "app-removed");

describe("what people in Teams are told without having asked, after the program was restarted", () => {
  it("an area that is handed over reaches the colleague's own chat, with its first question", async () => {
    await sayAlone("hello", ben);
    await sayAlone("assess", ana);
    await teams.open();
    const before = textsIn("a:ben").length;

    await say("assign policy <at>ben</at>", { ...inChannel, named: [{ id: "29:ben", name: "ben" }] });

    const told = textsIn("a:ben").slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("ana");
    expect(told[0]).toContain("AI policy");
    expect(textsIn("a:ana").join()).not.toContain("asks you");
  });

  it("a week's reminder reaches the owner of an open item once, and again after another week", async () => {
    await leaveBenAnOpenItem();
    await sayAlone("remind on", ana);
    await restartAfter(7.1);
    const [bens, anas] = [textsIn("a:ben").length, textsIn("a:ana").length];

    await pass(hourMs);
    await expect.poll(() => textsIn("a:ben").length).toBe(bens + 1);
    expect(textsIn("a:ben").at(-1)).toContain("Write a one-page AI policy");
    await pass(3 * hourMs);
    expect(textsIn("a:ben")).toHaveLength(bens + 1);
    expect(textsIn("a:ana")).toHaveLength(anas);

    await restartAfter(7.1);
    await pass(hourMs);
    await expect.poll(() => textsIn("a:ben").length).toBe(bens + 2);
  });

  it("news of a consultation reaches the one who asked for it", async () => {
    await sayAlone("hello", ben);
    const reference = await requestConsultation();
    await teams.open();
    const bens = textsIn("a:ben").length;

    await move(reference, "accepted");

    await expect.poll(() => textsIn("a:ana").at(-1)).toContain(`News on your request ${reference}`);
    expect(textsIn("a:ben")).toHaveLength(bens);
  });
});

describe("a chat in which Teams takes no message any more", () => {
  it.each([
    ["403, since the person blocked the bot", { status: 403, code: "ConversationBlockedByUser" }],
    ["404, since the chat is gone", { status: 404, code: "ConversationNotFound" }],
  ])("is noted (%s), and not tried again; nothing is to be deleted for it", async (_name, failure) => {
    await leaveBenAnOpenItem();
    await sayAlone("remind on", ana);
    refuse("a:ben", failure);
    await restartAfter(7.1);
    const before = triesAt("a:ben");

    await pass(hourMs);
    await expect.poll(keptConversations).not.toContain("a:ben");
    expect(triesAt("a:ben")).toBe(before + 1);
    await restartAfter(7.1);
    await pass(hourMs);
    expect(triesAt("a:ben")).toBe(before + 1);
    expect(await isGraceRunning()).toBe(false);
  });

  it("is written to again once the person has written", async () => {
    const reference = await requestConsultation();
    refuse("a:ana", { status: 403, code: "ConversationBlockedByUser" }, 1);
    await move(reference, "accepted");
    await expect.poll(keptConversations).toEqual([]);
    expect(await isGraceRunning()).toBe(false);

    await sayAlone("hello", ana);
    await move(reference, "scheduled");
    await expect.poll(() => textsIn("a:ana").at(-1)).toContain("Scheduled");
  });

  it("begins the grace where Teams says that the app is not in it, and it was the last", async () => {
    const reference = await requestConsultation();
    teams.connector.notIn.add("a:ana");
    await move(reference, "accepted");
    await expect.poll(isGraceRunning).toBe(true);
    expect(await keptConversations()).toEqual([]);
  });
});

describe("a message that Teams cannot take now", () => {
  it.each([
    ["429 with Retry-After", { status: 429, retryAfterSeconds: 1 }],
    ["412", { status: 412 }],
    ["502", { status: 502 }],
    ["504", { status: 504 }],
  ])("comes through later, once: %s", async (_name, failure) => {
    await restartAfter(0);
    const reference = await requestConsultation();
    refuse("a:ana", failure, 1);
    const before = textsIn("a:ana").length;

    await move(reference, "accepted");

    const arrived = async (): Promise<number> => {
      // Where the SDK does not try again, the outbox does.
      await pass(10_000);
      return textsIn("a:ana").length;
    };
    await expect.poll(arrived, { timeout: 8_000 }).toBe(before + 1);
    expect(await keptConversations()).toContain("a:ana");
    await pass(60_000);
    expect(textsIn("a:ana")).toHaveLength(before + 1);
  });

  it("for longer than an SDK tries is tried again by the outbox, and a reminder with the next round", async () => {
    await leaveBenAnOpenItem();
    await sayAlone("remind on", ana);
    const reference = await requestConsultation();
    await restartAfter(7.1);
    const outage = { status: 502, times: Infinity, matches: ({ method }: { method: string }) => method === "POST" };
    teams.connector.failures.push(outage);
    const [anas, bens] = [textsIn("a:ana").length, textsIn("a:ben").length];

    await move(reference, "accepted");
    await pass(hourMs);
    await expect
      .poll(async () => (await teams.trail()).map(({ kind }) => kind), { timeout: 15_000 })
      .toContain("delivery-failed");
    outage.times = 0;
    await expect
      .poll(
        async () => {
          await pass(hourMs);
          return [textsIn("a:ana").length, textsIn("a:ben").length];
        },
        { timeout: 15_000, interval: 500 },
      )
      .toEqual([anas + 1, bens + 1]);
  }, 40_000);
});
