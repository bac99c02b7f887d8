import { describe, expect, it } from "vitest";
import { WellFormedClient } from "../../../src/doors/slack/well-formed-client.js";
import { startSlack } from "../../standins/slack-api.js";

describe("Slack's client", () => {
  it("sends a text with half of an emoji in it, wherever it stands, and keeps whole ones", async () => {
    const slack = await startSlack("T1");
    const client = new WellFormedClient("xoxb-test", { slackApiUrl: slack.url });
    const section = { type: "section", text: { type: "plain_text", text: "\uD83D and 👍" } } as const;
    await client.chat.postMessage({ channel: "C1", text: "a\uDC4D", blocks: [section] });
    const [call] = slack.of("chat.postMessage");
    expect(call?.body["text"]).toBe("a\uFFFD");
    expect(JSON.stringify(call?.body["blocks"])).toContain("\uFFFD and 👍");
    await slack.close();
  });
});
