import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SlackCall } from "../../standins/slack-api.js";
import { labelsOf, pressOn, shownBy } from "./drawn.js";
import { openSlackProgram, settle } from "./open-program.js";
import type { OpenProgram } from "./open-program.js";

let open: OpenProgram;
beforeEach(async () => {
  open = await openSlackProgram();
});
afterEach(() => open.close());

const question = "How much does it cost?";
type Pressing = Parameters<OpenProgram["client"]["press"]>[1];
const press = (card: SlackCall, label: string, more: Pressing = {}): Promise<Response> => {
  const { value, actionId } = pressOn(card, label);
  return open.client.press(value, { actionId, ...more });
};
const posts = (): SlackCall[] => open.slack.of("chat.postMessage");
/** What was said by response addresses for everybody to see. */
const inChannel = (): SlackCall[] =>
  open.slack.calls.filter(
    ({ method, body }) => method.startsWith("response/") && body["response_type"] === "in_channel",
  );
async function ask(): Promise<SlackCall> {
  await open.client.command(question);
  return open.nth("response/command", 0);
}

describe("posting an answer to the channel", () => {
  it("is offered under the answer to a slash command, which only the asker sees", async () => {
    const card = await ask();
    expect(card.body).toMatchObject({ response_type: "ephemeral" });
    expect(labelsOf(card)).toContain("Post to channel");
  });

  it("gives everybody the answer with who shared it, and tells the asker over the card", async () => {
    await press(await ask(), "Post to channel");
    const posted = await open.nth("chat.postMessage", 0);
    expect(posted.body).toMatchObject({ channel: "C1", unfurl_links: "false", unfurl_media: "false" });
    expect(shownBy(posted)).toContain("$20,000–$150,000+");
    expect(shownBy(posted)).toContain("Shared by uana.");
    expect(labelsOf(posted)).not.toContain("Post to channel");
    const told = await open.nth("response/press", 0);
    expect(told.body).toMatchObject({ replace_original: true });
    expect(shownBy(told)).toContain("everyone here can see it");
    expect(labelsOf(told)).not.toContain("Post to channel");
  });

  it("posts once however often it is pressed", async () => {
    const card = await ask();
    await Promise.all([press(card, "Post to channel"), press(card, "Post to channel")]);
    await press(card, "Post to channel");
    await open.nth("response/press", 2);
    expect(posts()).toHaveLength(1);
    expect(inChannel()).toHaveLength(0);
  });

  it("goes by the address of the press where the bot is no member", async () => {
    open.slack.failing.set("chat.postMessage", "not_in_channel");
    await press(await ask(), "Post to channel");
    const posted = await open.nth("response/press", 0);
    expect(posted.body).toMatchObject({
      ...{ response_type: "in_channel", replace_original: false, unfurl_links: false, unfurl_media: false },
    });
    expect(shownBy(posted)).toContain("Shared by uana.");
    expect(shownBy(await open.nth("response/press", 1))).toContain("everyone here can see it");
  });

  it("that Slack does not take says why, and is offered again", async () => {
    const card = await ask();
    open.slack.failing.set("chat.postMessage", "not_in_channel");
    open.slack.failing.set("response/press", "used_url");
    await press(card, "Post to channel");
    const told = await open.nth("chat.postEphemeral", 0);
    expect(told.body).toMatchObject({ channel: "C1", user: "UANA" });
    expect(shownBy(told)).toContain("nobody else has seen it");
    expect(shownBy(told)).toContain("/invite");
    open.slack.failing.clear();
    await press(told, "Post to channel");
    expect(shownBy(await open.nth("chat.postMessage", 1))).toContain("Shared by uana.");
  });

  it("in a workspace whose settings forbid it says who can change that", async () => {
    const card = await ask();
    open.slack.failing.set("chat.postMessage", "restricted_action");
    open.slack.failing.set("response/first", "restricted_action");
    await press(card, "Post to channel", { responseName: "first" });
    const told = await open.nth("chat.postEphemeral", 0);
    expect(shownBy(told)).toContain("An admin can change that");
    expect(labelsOf(told)).toContain("Post to channel");
  });

  it("whose outcome nobody knows asks to look first, and posts nothing by another way", async () => {
    const card = await ask();
    open.slack.knowsMessageIds = false;
    open.slack.faultOf = (method) => (method === "chat.postMessage" ? "reset-before" : undefined);
    await press(card, "Post to channel");
    const told = await open.nth("response/press", 0);
    expect(told.body).toMatchObject({ replace_original: true });
    expect(shownBy(told)).toContain("Look whether it is there");
    expect(inChannel()).toHaveLength(0);
  });

  it("from a card that was moved to the direct messages is refused there", async () => {
    await press(await ask(), "Post to channel", { channel: "D-UANA", isEphemeral: false });
    const told = await open.nth("response/press", 0);
    expect(shownBy(told)).toContain("only post it from where you asked");
    await settle();
    expect(posts()).toHaveLength(0);
    expect(inChannel()).toHaveLength(0);
  });
});

describe("what is pressed on an answer that one person sees alone", () => {
  it("stays with them, and can still be posted: Show more, and a related topic", async () => {
    const card = await ask();
    const related = labelsOf(card).at(-1) ?? "";
    await press(card, "Show more");
    const whole = await open.nth("response/press", 0);
    expect(whole.body).toMatchObject({ replace_original: true });
    await press(card, related);
    const other = await open.nth("response/press", 1);
    expect(other.body).toMatchObject({ replace_original: false, response_type: "ephemeral" });
    for (const call of [whole, other]) expect(labelsOf(call)).toContain("Post to channel");
  });

  it("is private too after a choice between close topics", async () => {
    await open.client.command("audit");
    const card = await open.nth("response/command", 0);
    const [topic = ""] = labelsOf(card);
    await press(card, topic);
    expect((await open.nth("response/press", 0)).body).not.toMatchObject({ response_type: "in_channel" });
  });
});

describe("where an answer can be posted", () => {
  it("not in the direct messages with the bot", async () => {
    await open.client.command(question, "UANA", "D-UANA");
    expect(labelsOf(await open.nth("response/command", 0)).filter((label) => label.startsWith("Post"))).toEqual([]);
  });

  it("in a chat between people, by the address of the press, since the bot is not there", async () => {
    await open.client.command(question, "UANA", "DOTHERS");
    const card = await open.nth("response/command", 0);
    expect(labelsOf(card)).toContain("Post in this chat");
    open.slack.refusals.push({ method: "chat.postMessage", channel: "DOTHERS", error: "channel_not_found" });
    await press(card, "Post in this chat", { channel: "DOTHERS" });
    expect((await open.nth("response/press", 0)).body).toMatchObject({ response_type: "in_channel" });
  });

  it("not under an answer that all see, whose Show more opens in place, by whoever presses it", async () => {
    await open.client.event({
      type: "app_mention",
      channel: "C1",
      user: "UANA",
      text: `<@UBOT> ${question}`,
      ts: "21.1",
    });
    const answer = await open.nth("chat.postMessage", 0);
    expect(labelsOf(answer).filter((label) => label.startsWith("Post"))).toEqual([]);
    await press(answer, "Show more", { user: "UBEN", isEphemeral: false, thread: "21.1" });
    const whole = await open.nth("response/press", 0);
    expect(whole.body).toMatchObject({ replace_original: true, unfurl_links: false });
    expect(shownBy(whole)).toContain("What to do next");
  });
});

describe("sharing the report", () => {
  it("from a slash command's private reply shows it to the channel once, with who shared it", async () => {
    await open.client.command("assess");
    await press(await open.nth("response/command", 0), "Nobody has asked about ISO 42001");
    await open.nth("response/press", 0);
    await open.client.command("report");
    await open.nth("response/command", 1);
    await settle();
    const report = open.slack.of("response/command").at(-1);
    if (!report) throw new TypeError("no report");
    await press(report, "Share it here", { responseName: "share" });
    await settle();
    expect(inChannel().map(shownBy).join("")).toContain("Shared by uana.");
    const shared = inChannel().length;
    await press(report, "Share it here", { responseName: "again" });
    expect(shownBy(await open.nth("response/again", 0))).toContain("You have already posted this");
    expect(inChannel()).toHaveLength(shared);
  });
});
