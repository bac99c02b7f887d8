import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAdvisor } from "../../../src/core/advisor.js";
import { openWorld } from "../../builders/world.js";
import type { World } from "../../builders/world.js";
import { cardFaults } from "../../standins/adaptive-card-rules.js";
import { lineOf, replyOf, standinAdvisor } from "../door-parts.js";
import type { Json } from "./activity.js";
import { buttonOf, labelsOf } from "./cards.js";
import { openTeamsDoor } from "./standin-door.js";
import type { OpenTeams, Where } from "./standin-door.js";

let world: World;
let open: OpenTeams;
beforeEach(async () => {
  world = await openWorld();
  open = await openTeamsDoor(createAdvisor(world.parts));
  open.connector.notIn.add("19:elsewhere@thread.v2");
});
afterEach(async () => {
  await open.close();
  await world.close();
});

/** A chat of other people, to which the bot was not added. */
const elsewhere: Where = { conversation: { id: "19:elsewhere@thread.v2", conversationType: "groupChat" } };

interface Answer {
  readonly task?: { readonly value: { readonly title: string; readonly card: { readonly content: Json } } };
  readonly composeExtension?: {
    readonly type: string;
    readonly text?: string;
    readonly attachments?: readonly { readonly content: Json; readonly preview: { readonly content: Json } }[];
  };
}
async function invoke(name: string, value: Json, where: Where = elsewhere): Promise<Answer> {
  const response = await open.post({ type: "invoke", name: `composeExtension/${name}`, value }, where);
  return (await response.json()) as Answer;
}
const search = (query?: string): Promise<Answer> =>
  invoke("query", {
    commandId: "searchAnswers",
    parameters: [query === undefined ? { name: "initialRun", value: "true" } : { name: "query", value: query }],
  });
const messageOf = (content: string): Json => ({ messagePayload: { id: "m1", body: { contentType: "html", content } } });
const act = (content: string, commandId = "answerMessage", where?: Where): Promise<Answer> =>
  invoke("fetchTask", { commandId, commandContext: "message", ...messageOf(content) }, where);
const pressIn = (dialog: Answer, label: string, where?: Where): Promise<Answer> =>
  invoke("submitAction", { commandId: "answerMessage", data: buttonOf(dialogCard(dialog), label)["data"] }, where);
const dialogCard = (answer: Answer): Json => answer.task?.value.card.content ?? {};
const dialogText = (answer: Answer): string => JSON.stringify(dialogCard(answer));
const resultsOf = (answer: Answer) => answer.composeExtension?.attachments ?? [];

describe("the search of the message extension", () => {
  it("finds answers and gives cards that can stand in any chat", async () => {
    const results = resultsOf(await search("how much does certification cost"));
    expect(results[0]?.preview.content["title"]).toMatch(/cost/i);
    for (const { content } of results) {
      expect(cardFaults(content)).toEqual([]);
      expect(labelsOf(content)).toEqual([]);
    }
    expect(JSON.stringify(results[0]?.content)).toContain("$20,000");
    expect(open.connector.calls).toEqual([]);
  });

  it("offers where to start before anything is typed, and says when there is nothing", async () => {
    expect(resultsOf(await search()).length).toBeGreaterThan(2);
    const none = await search("what is the weather in Paris tomorrow");
    expect(none.composeExtension).toMatchObject({ type: "message" });
    expect(none.composeExtension?.text).toContain("no answer");
  });
});

describe("the action 'Answer with the ISO 42001 advisor'", () => {
  it("answers somebody's message in a dialog, and puts the answer into the chat", async () => {
    const dialog = await act("<p>How long does it take to get <b>certified</b>?</p>");
    expect(dialogText(dialog)).toMatch(/months/);
    expect(dialogText(dialog)).not.toContain("Action.Execute");
    const [shared] = resultsOf(await pressIn(dialog, "Put it into the chat"));
    expect(cardFaults(shared?.content)).toEqual([]);
    expect(labelsOf(shared?.content)).toEqual([]);
    expect(JSON.stringify(shared?.content)).toMatch(/months/);
    expect(JSON.stringify(shared?.content)).not.toContain("Related:");
    expect(open.connector.sent()).toEqual([]);
  });

  it("goes on in the dialog, and shares what it shows then", async () => {
    const whole = await pressIn(await act("How much does it cost?"), "Show more");
    expect(dialogText(whole)).toContain("What to do next");
    const [shared] = resultsOf(await pressIn(whole, "Put it into the chat"));
    expect(JSON.stringify(shared?.content)).toContain("What to do next");
  });

  it("says so where a message has no words, and offers nothing to share where there is no answer", async () => {
    expect(dialogText(await act("<attachment id='1'></attachment>"))).toContain("no words");
    expect(labelsOf(dialogCard(await act("What is the weather in Paris?")))).not.toContain("Put it into the chat");
  });

  it("knows a member and a guest in a chat that the bot is not in", async () => {
    const member = await act("Do you have an AI policy?", "draftReply");
    expect(dialogText(member)).not.toContain("open to this team's members");
    expect(open.connector.calls.map(({ path }) => path)).toContain("/v3/conversations");
    open.connector.members.set("29:gus", { userRole: "guest" });
    const guest = await act("Do you have an AI policy?", "draftReply", { ...elsewhere, user: "29:gus" });
    expect(dialogText(guest)).toContain("open to this team's members");
  });
});

describe("a dialog with more than one card has room for", () => {
  it("is paged, and says so when what it showed is gone", async () => {
    const long = Array.from({ length: 30 }, (_, index) => `${String(index)} ${"word ".repeat(250)}`);
    await open.close();
    open = await openTeamsDoor(standinAdvisor(() => replyOf(long.map((text) => ({ kind: "text", text })))));
    const first = await act("Long?");
    expect(labelsOf(dialogCard(first))).toEqual(["Go on (2 of 2)"]);
    const second = await pressIn(first, "Go on (2 of 2)");
    expect(dialogText(second)).toContain("29 word");
    expect(labelsOf(dialogCard(second))).toEqual(["Back (1 of 2)"]);
    open.pass(2 * 60 * 60 * 1000);
    expect(dialogText(await pressIn(second, "Back (1 of 2)"))).toContain("ask me again");
  });

  it("a command that is not ours is left alone", async () => {
    await open.close();
    const advisor = standinAdvisor(() => lineOf("x"));
    open = await openTeamsDoor(advisor);
    expect(await act("hi", "somethingElse")).toEqual({});
    expect(advisor.asked).toEqual([]);
  });
});
