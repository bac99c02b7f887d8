import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "../../../src/core/delivery/delivery-entries.js";
import { teamId } from "../../../src/core/ids.js";
import { createConsultantsChannel } from "../../../src/doors/slack/consultants-channel.js";
import { slackWordKeys } from "../../../src/doors/slack/words.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackStandin } from "../../standins/slack-api.js";
import { wordsOfDoor } from "../door-parts.js";

let slack: SlackStandin;
beforeEach(async () => {
  slack = await startSlack("T1");
});
afterEach(() => slack.close());

describe("A request to the consultants' channel", () => {
  it("that is longer than a message goes on in its thread, and a repeat of it shows nothing twice", async () => {
    const client = new WebClient("xoxb-test", { slackApiUrl: slack.url, retryConfig: { retries: 0 } });
    const channel = createConsultantsChannel(client, "C9", await wordsOfDoor("slack", slackWordKeys));
    const details = { topic: "ISO", name: "Ana", email: "ana@example.com", times: "", timeZone: "", platform: "slack" };
    const message = {
      id: "0e2e6a30-0000-4000-8000-000000000001",
      type: "consultation.requested",
      reference: "AI-AAAA-BBBB",
      details: { ...details, situation: "状".repeat(2_000), summary: `${"況".repeat(2_900)} the end` },
    } as unknown as Message;
    await channel.deliver(message, teamId("team_1"));
    await channel.deliver(message, teamId("team_1"));
    const posted = slack.of("chat.postMessage");
    expect(posted).toHaveLength(2);
    expect(posted[1]?.body).toMatchObject({ thread_ts: expect.any(String) as string });
    expect(new Set(posted.map(({ body }) => body["client_msg_id"])).size).toBe(2);
    const text = JSON.stringify(posted.map(({ body }) => body["blocks"]));
    expect(text.match(/状/g)).toHaveLength(2_000);
    expect(text).toContain("the end");
  });
});
