import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/conversation/reply.js";
import { lineOf, standinAdvisor } from "../door-parts.js";
import { labelsOf, pressOn, shownBy } from "./drawn.js";
import { openSlackProgram } from "./open-program.js";
import type { OpenProgram } from "./open-program.js";
import { eventually } from "./slack-client.js";
import { openSlackDoor } from "./standin-door.js";

let open: OpenProgram;
beforeEach(async () => {
  open = await openSlackProgram();
});
afterEach(() => open.close());

const question = "How much does it cost?";
type View = { private_metadata: string; callback_id: string };

/** A press in an open dialog. */
const pressInView = (value: string): Promise<Response> =>
  open.client.interact({
    ...{
      type: "block_actions",
      trigger_id: `in-view-${value}`,
      user: { id: "UANA", team_id: "T1" },
      team: { id: "T1" },
    },
    container: { type: "view", view_id: "V1" },
    view: { id: "V1", type: "modal", private_metadata: "", state: { values: {} } },
    actions: [{ type: "button", action_id: "press-0", value, action_ts: "1.2" }],
  });

describe("the shortcut that starts the assessment", () => {
  it("opens the first question in a dialog that goes on in place, pressed or filled in", async () => {
    await open.client.globalShortcut("start_assessment");
    let card = await open.nth("views.open", 0);
    expect(shownBy(card)).toContain("Question 1 of 9");
    const answers = ["An RFP or contract requires it", "AI is one feature among others"];
    for (const [index, answer] of answers.entries()) {
      await pressInView(pressOn(card, answer).value);
      card = await open.nth("views.update", index);
      expect(card.body).toMatchObject({ view_id: "V1" });
    }
    expect(shownBy(card)).toContain("Question 3 of 9");
    const submitted = await open.client.submit(card.body["view"] as View, {
      choices: { type: "checkboxes", selected_options: [{ value: "provide" }] },
    });
    const answer = (await submitted.json()) as { response_action: string; view: unknown };
    expect(answer.response_action).toBe("update");
    expect(JSON.stringify(answer.view)).toContain("Question 4 of 9");
  });

  it("comes to the direct messages when Slack does not open the dialog any more", async () => {
    open.slack.failing.set("views.open", "expired_trigger_id");
    await open.client.globalShortcut("start_assessment");
    const card = await open.nth("chat.postMessage", 0);
    expect(card.body).toMatchObject({ channel: "D-UANA" });
    expect(labelsOf(card)).toContain("Nobody has asked about ISO 42001");
  });

  it("tells somebody who does not take part whom it is for", async () => {
    open.slack.users.set("UGUEST", { is_restricted: true });
    await open.client.globalShortcut("start_assessment", "UGUEST");
    expect(shownBy(await open.nth("views.open", 0))).toContain("open to this team's members");
  });
});

describe("a shortcut whose reply takes its time", () => {
  it("opens a waiting dialog while its trigger holds, and fills it", async () => {
    const slow = () => new Promise<Reply>((resolve) => setTimeout(resolve, 1_500, lineOf("Here it is.")));
    const door = await openSlackDoor(standinAdvisor(slow));
    await door.client.globalShortcut("start_assessment");
    const filled = await eventually(() => door.slack.of("views.update")[0]);
    expect(shownBy(filled)).toContain("Here it is.");
    expect(door.slack.of("views.open").map(shownBy).join("")).toContain("One moment");
    await door.close();
  });
});

describe("the shortcut to a consultant", () => {
  const typed = Object.fromEntries(
    Object.entries({ topic: "ISO", situation: "A bank asks", name: "Ana", email: "ana@example.com" }).map(
      ([field, value]) => [field, { type: "plain_text_input", value }],
    ),
  );

  it("opens the form; with a request open, its state", async () => {
    await open.client.globalShortcut("talk_to_consultant");
    const form = await open.nth("views.open", 0);
    expect(form.body["view"]).toMatchObject({ submit: { text: "Send the request" } });
    const confirmed = JSON.stringify(await (await open.client.submit(form.body["view"] as View, typed)).json());
    const reference = /AI-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(confirmed)?.[0] ?? "none";
    await open.client.globalShortcut("talk_to_consultant");
    const state = await open.nth("views.open", 1);
    expect(shownBy(state)).toContain(reference);
    expect(labelsOf(state)).toContain("Withdraw it");
  });

  it("offers the form by a button in the direct messages when its trigger has run out", async () => {
    open.slack.failing.set("views.open", "expired_trigger_id");
    await open.client.globalShortcut("talk_to_consultant");
    expect(labelsOf(await open.nth("chat.postMessage", 0))).toContain("Open the form");
  });
});

describe("the shortcut 'Answer this'", () => {
  const answered = () => open.nth("response/shortcut", 0);

  it("answers the one who picked it alone, and can be posted in the thread of that message", async () => {
    await open.client.messageShortcut("answer_this", { text: question });
    const card = await answered();
    expect(card.body).toMatchObject({ response_type: "ephemeral" });
    expect(card.body["thread_ts"]).toBeUndefined();
    expect(shownBy(card)).toContain("$20,000–$150,000+");
    await open.client.press(...pressing(pressOn(card, "Post in the thread")));
    expect((await open.nth("chat.postMessage", 0)).body).toMatchObject({ channel: "C1", thread_ts: "5.1" });
  });

  it("keeps the thread to post in through Show more", async () => {
    await open.client.messageShortcut("answer_this", { text: question });
    await open.client.press(...pressing(pressOn(await answered(), "Show more")));
    const whole = await open.nth("response/press", 0);
    await open.client.press(...pressing(pressOn(whole, "Post in the thread")));
    expect((await open.nth("chat.postMessage", 0)).body).toMatchObject({ thread_ts: "5.1" });
  });

  it("in a thread is shown there, and posted there by the address of the press where the bot is no member", async () => {
    await open.client.messageShortcut("answer_this", { text: question, thread_ts: "4.1" });
    const card = await answered();
    expect(card.body).toMatchObject({ response_type: "ephemeral", thread_ts: "4.1", replace_original: false });
    open.slack.failing.set("chat.postMessage", "not_in_channel");
    await open.client.press(...pressing(pressOn(card, "Post in the thread")));
    expect((await open.nth("response/press", 0)).body).toMatchObject({
      ...{ response_type: "in_channel", thread_ts: "4.1", replace_original: false },
    });
  });

  it("takes a command's word in a message for a question", async () => {
    await open.client.messageShortcut("answer_this", { text: "assess" });
    expect(shownBy(await answered())).not.toContain("Question 1 of 9");
  });

  it("reads what stands in blocks, and a message that was passed on", async () => {
    await open.client.messageShortcut("answer_this", {
      ...{ text: "New form entry", bot_id: "BFORM" },
      blocks: [{ type: "section", text: { type: "mrkdwn", text: `A customer asks: ${question}` } }],
    });
    expect(shownBy(await answered())).toContain("$20,000–$150,000+");
    await open.client.messageShortcut("answer_this", { text: "", attachments: [{ is_share: true, text: question }] });
    expect(shownBy(await open.nth("response/shortcut", 1))).toContain("$20,000–$150,000+");
  });

  it("says so when there is nothing to read, and when a message is too long to read whole", async () => {
    await open.client.messageShortcut("answer_this", { text: "", files: [{ id: "F1" }] });
    expect(shownBy(await answered())).toContain("no words in that message");
    await open.client.messageShortcut("answer_this", { text: `${question} ${"and so on ".repeat(400)}` });
    expect(shownBy(await open.nth("response/shortcut", 1))).toContain("first 3,000 characters");
  });

  it("works in a chat between two people, and brings no post button in the direct messages with the bot", async () => {
    await open.client.messageShortcut(
      "answer_this",
      { text: question },
      { channel: { id: "DX", name: "directmessage" } },
    );
    expect(labelsOf(await answered())).toContain("Post in the thread");
    await open.client.messageShortcut(
      ...([
        "answer_this",
        { text: question },
        { user: "UBEN", channel: { id: "D-UBEN", name: "directmessage" } },
      ] as const),
    );
    expect(labelsOf(await open.nth("response/shortcut", 1))).not.toContain("Post in the thread");
  });
});

const pressing = ({ value, actionId }: ReturnType<typeof pressOn>) => [value, { actionId }] as const;
