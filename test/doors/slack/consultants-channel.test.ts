import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConsultantsChannel } from "../../../src/delivery/consultants-channel.js";
import { createConsultantsChannel } from "../../../src/doors/slack/consultants-channel.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackStandin } from "../../standins/slack-api.js";
import { lineOf, replyOf } from "../door-parts.js";

let slack: SlackStandin;
let channel: ConsultantsChannel;
beforeEach(async () => {
  slack = await startSlack("T1");
  channel = createConsultantsChannel(
    new WebClient("xoxb-test", { slackApiUrl: slack.url, retryConfig: { retries: 0 } }),
    "C9",
  );
});
afterEach(() => slack.close());

const mark = {
  id: "0e2e6a30-0000-4000-8000-000000000001",
  type: "consultation.requested",
  reference: "AI-AAAA-BBBB",
  part: 0,
};

describe("The consultants' channel in Slack", () => {
  it("goes on in the thread with what is longer than a message, and a repeat of it shows nothing twice", async () => {
    const reply = replyOf([
      { kind: "text", text: "状".repeat(2_900) },
      { kind: "text", text: `${"況".repeat(2_900)} the end` },
    ]);
    const first = await channel.post({ reply, mark });
    expect(await channel.post({ reply, mark })).toEqual(first);
    const posted = slack.of("chat.postMessage");
    expect(posted).toHaveLength(2);
    expect(posted[1]?.body).toMatchObject({ thread_ts: first?.message });
    expect(new Set(posted.map(({ body }) => body["client_msg_id"])).size).toBe(2);
    const text = JSON.stringify(posted.map(({ body }) => body["blocks"]));
    expect(text.match(/状/g)).toHaveLength(2_900);
    expect(text).toContain("the end");
  });

  it("says under the card what is said again under the same id, once", async () => {
    const under = { channel: "C9", message: "1.1" };
    const note = { reply: lineOf("Picked."), mark: { ...mark, part: 1 } };
    await channel.say(under, note);
    await channel.say(under, note);
    expect(slack.of("chat.postMessage").map(({ body }) => body["thread_ts"])).toEqual(["1.1"]);
  });

  it("takes no harm from a card that somebody deleted", async () => {
    slack.failing.set("chat.update", "message_not_found");
    await expect(channel.update({ channel: "C9", message: "1.1" }, lineOf("Now."))).resolves.toBeUndefined();
  });

  it.each([
    ["is_archived", "archived: unarchive it"],
    ["not_in_channel", "not in CONSULT_SLACK_CHANNEL: invite it"],
    ["channel_not_found", "does not see CONSULT_SLACK_CHANNEL"],
    ["internal_error", "Slack said internal_error"],
  ])("that answers %s is told to the operator with its mend", async (code, mend) => {
    slack.failing.set("chat.postMessage", code);
    await expect(channel.post({ reply: lineOf("New."), mark })).rejects.toMatchObject({
      reason: expect.stringContaining(mend) as string,
    });
  });
});
