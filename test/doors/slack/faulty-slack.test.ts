import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import { settingsOf, temporaryFolder } from "../../builders/world.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackCall, SlackStandin } from "../../standins/slack-api.js";
import { personId } from "../../../src/core/ids.js";
import { lineOf } from "../door-parts.js";
import { SlackClient, signingSecret } from "./slack-client.js";

const team = "T1";
let slack: SlackStandin;
let program: Program;
let client: SlackClient;

beforeEach(async () => {
  slack = await startSlack(team);
  program = await openProgram(
    settingsOf({
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_LEVEL: "silent",
      DATA_DIR: await temporaryFolder(),
      SLACK_BOT_TOKEN: "xoxb-test",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.url,
    }),
  );
  client = new SlackClient(`http://127.0.0.1:${String(program.port)}`, team, slack.responseUrl);
});
afterEach(async () => {
  slack.faultOf = () => undefined;
  await program.close();
  await slack.close();
});

const blocksOf = (call: SlackCall): readonly Record<string, unknown>[] =>
  ((call.body["view"] as { blocks?: unknown } | undefined)?.blocks ?? call.body["blocks"] ?? []) as Record<
    string,
    unknown
  >[];
const saysIn = (call: SlackCall, words: string | RegExp): boolean => {
  const text = JSON.stringify(blocksOf(call));
  return typeof words === "string" ? text.includes(words) : words.test(text);
};

/** Calls that show something to somebody. */
const isShown = ({ method }: SlackCall): boolean => /^(chat\.|views\.|response\/)/.test(method);

/** The first thing shown after `from` that says so; waits as long as somebody would. */
async function shown(words: string | RegExp, from = 0): Promise<SlackCall> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = slack.calls.slice(from).find((call) => isShown(call) && saysIn(call, words));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new TypeError(`nobody was shown ${String(words)}`);
}

function valueOf(call: SlackCall, label: string): string {
  const found = blocksOf(call)
    .flatMap((block) =>
      block["type"] === "actions" ? (block["elements"] as { text: { text: string }; value: string }[]) : [],
    )
    .find((button) => button.text.text === label);
  if (!found) throw new TypeError(`no button ${label}`);
  return found.value;
}

describe("A connection cut after Slack did what was asked", () => {
  const question = {
    type: "message",
    channel: "D1",
    channel_type: "im",
    user: "UANA",
    text: "How much does it cost?",
    ts: "30.1",
  };

  it.each([1, 2, 9])("%i times: a message is repeated once at most, under the same id", async (cuts) => {
    // As if Slack knew nothing of ids, so that every repeat would show.
    slack.knowsMessageIds = false;
    let left = cuts;
    slack.faultOf = (method) => (method === "chat.postMessage" && (left -= 1) >= 0 ? "reset-after" : undefined);
    await client.event(question);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const answers = slack.of("chat.postMessage").filter((call) => saysIn(call, "$20,000"));
    expect(answers).toHaveLength(2);
    expect(new Set(answers.map(({ body }) => body["client_msg_id"])).size).toBe(1);
    expect(answers[0]?.body["client_msg_id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("shows one message where Slack knows the id", async () => {
    let left = 1;
    slack.faultOf = (method) => (method === "chat.postMessage" && (left -= 1) >= 0 ? "reset-after" : undefined);
    await client.event(question);
    await shown("$20,000");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(slack.of("chat.postMessage")).toHaveLength(1);
    expect(slack.attempts.filter(({ method }) => method === "chat.postMessage")).toHaveLength(2);
  });

  it("leaves a message that nobody asked for at one repeat, without a word about it", async () => {
    slack.knowsMessageIds = false;
    slack.faultOf = (method) => (method === "chat.postMessage" ? "reset-after" : undefined);
    const to = { person: personId("slack:T1:UANA"), reference: undefined };
    const workspace = { platform: "slack", id: team } as const;
    expect(await program.messenger.tell({ ...to, workspace }, lineOf("A reminder."))).toBe("told");
    expect(slack.of("chat.postMessage").map(({ body }) => body["text"])).toEqual(["A reminder.", "A reminder."]);
  });

  it("twice at a response address: two at most, and the person is told in direct messages", async () => {
    slack.faultOf = (method) => (method.startsWith("response/") ? "reset-after" : undefined);
    await client.command("help");
    const told = await shown("The connection to Slack broke");
    expect(told).toMatchObject({ method: "chat.postMessage", body: { channel: "D-UANA" } });
    expect(slack.of("response/command")).toHaveLength(2);
  });
});

describe("An answer while Slack takes nothing", () => {
  const dm = { type: "message", channel: "D1", channel_type: "im", user: "UANA", text: "How much does it cost?" };
  /** Slack refuses these methods; long enough for all that is tried at once to have failed. */
  const busy = async (isMeant: (method: string) => boolean, act: () => Promise<unknown>): Promise<void> => {
    slack.faultOf = (method) => (isMeant(method) ? "500" : undefined);
    await act();
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    slack.faultOf = () => undefined;
  };
  const longEnoughForAnother = () => new Promise((resolve) => setTimeout(resolve, 4_500));

  it("comes once Slack takes it again, once", async () => {
    await busy(
      (method) => method === "chat.postMessage",
      () => client.event({ ...dm, ts: "31.1" }),
    );
    await shown("$20,000");
    await longEnoughForAnother();
    expect(slack.of("chat.postMessage")).toHaveLength(1);
  });

  it("is that for a member, though Slack could not say who asked", async () => {
    await busy(
      () => true,
      () => client.command("assess"),
    );
    await shown("Question 1 of 9");
    await longEnoughForAnother();
    expect(slack.of("response/command")).toHaveLength(1);
  });
});

describe("Two presses on one message", () => {
  it("are answered in order, though Slack took the first answer only when asked again", async () => {
    await client.command("assess");
    const first = valueOf(await shown("Question 1 of 9"), "An RFP or contract requires it");
    let left = 1;
    slack.faultOf = (method) => (method === "response/first" && (left -= 1) >= 0 ? "reset-after" : undefined);
    await client.press(first, { responseName: "first" });
    const second = valueOf(await shown("Question 2 of 9"), "AI is one feature among others");
    await client.press(second, { responseName: "second" });
    await shown("Question 3 of 9");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const answers = slack.calls.filter(({ method }) => /^response\/(first|second)$/.test(method));
    expect(answers.map(({ method }) => method)).toEqual(["response/first", "response/first", "response/second"]);
  });
});

describe("Slack refusing where the answer belongs", () => {
  it.each([
    ["not_in_channel", "Type /invite there"],
    ["channel_not_found", "I cannot see that conversation"],
    ["missing_scope", "has not given me a permission"],
    ["not_allowed_token_type", "has not given me a permission"],
    ["is_archived", "that channel is archived"],
    ["restricted_action_read_only_channel", "do not let me post"],
    ["something_new", "Slack did not take my answer"],
  ])("%s: the person is told in direct messages with the mend, and gets the answer there", async (code, mend) => {
    slack.refusals.push({ method: "chat.postMessage", channel: "C1", error: code });
    await client.event({
      type: "app_mention",
      channel: "C1",
      user: "UANA",
      text: "<@UBOT> how much does it cost?",
      ts: "31.1",
    });
    expect((await shown(mend)).body).toMatchObject({ channel: "D-UANA" });
    const answers = async (): Promise<SlackCall[]> => {
      await shown("$20,000");
      await new Promise((resolve) => setTimeout(resolve, 300));
      return slack
        .of("chat.postMessage")
        .filter((call) => saysIn(call, "$20,000") && call.body["channel"] === "D-UANA");
    };
    expect(await answers()).toHaveLength(1);
  });

  it("a response address that is used up gives way to a message only the asker sees", async () => {
    slack.failing.set("response/command", "used_url");
    await client.command("ask how much does it cost?");
    await expect
      .poll(() => slack.of("chat.postEphemeral")[0]?.body, { timeout: 5_000 })
      .toMatchObject({ channel: "C1", user: "UANA" });
  });

  it("a response address that is used up where the bot is not: the answer comes in direct messages", async () => {
    slack.failing.set("response/command", "expired_url");
    slack.refusals.push({ method: "chat.postEphemeral", channel: "C1", error: "not_in_channel" });
    await client.command("ask how much does it cost?");
    expect((await shown("Type /invite there")).body).toMatchObject({ channel: "D-UANA" });
    await expect
      .poll(() => slack.of("chat.postMessage").filter((call) => saysIn(call, "$20,000")).length, { timeout: 5_000 })
      .toBe(1);
  });

  it("waits as long as a 429 says, and no less", async () => {
    let left = 1;
    slack.faultOf = (method) => (method === "chat.postMessage" && (left -= 1) >= 0 ? "429" : undefined);
    const from = Date.now();
    await client.event({
      type: "message",
      channel: "D1",
      channel_type: "im",
      user: "UANA",
      text: "How much does it cost?",
      ts: "32.1",
    });
    await shown("$20,000");
    expect(Date.now() - from).toBeGreaterThanOrEqual(1_000);
  });
});

describe("Dialogs of a Slack that is slow or forgetful", () => {
  it("one that opened while its answer was lost is not offered a second time", async () => {
    let left = 1;
    slack.faultOf = (method) => (method === "views.open" && (left -= 1) >= 0 ? "reset-after" : undefined);
    await client.command("consult");
    await expect.poll(() => slack.of("views.open").length, { timeout: 5_000 }).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(slack.of("response/command")).toHaveLength(0);
  });

  it.each(["missing_scope", "expired_trigger_id", "not_allowed_token_type"])(
    "one that Slack refuses with %s becomes a button that opens the form",
    async (code) => {
      slack.failing.set("views.open", code);
      await client.command("consult");
      await shown("Open the form");
    },
  );
});
