import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import type { Reply } from "../../../src/core/conversation/reply.js";
import { nonce, personId } from "../../../src/core/ids.js";
import { settingsOf, temporaryFolder } from "../../builders/world.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackCall, SlackStandin } from "../../standins/slack-api.js";
import { SlackClient, eventually, signingSecret } from "./slack-client.js";

const team = "T1";
let slack: SlackStandin;
let program: Program;
let client: SlackClient;
let dataDir: string;

async function open(): Promise<void> {
  const environment = {
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "silent",
    DATA_DIR: dataDir,
    SLACK_BOT_TOKEN: "xoxb-test",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
    CONSULT_SLACK_CHANNEL: "C0CONSULT",
  };
  program = await openProgram(settingsOf(environment));
  client = new SlackClient(`http://127.0.0.1:${String(program.port)}`, team, slack.responseUrl);
}

beforeEach(async () => {
  slack = await startSlack(team);
  dataDir = await temporaryFolder();
  await open();
});
afterEach(async () => {
  await program.close();
  await slack.close();
});

interface Drawn {
  readonly blocks: readonly Record<string, unknown>[];
}
const drawnOf = (call: SlackCall): Drawn => (call.body["view"] ?? call.body) as Drawn;
const textOf = (call: SlackCall): string => JSON.stringify(drawnOf(call).blocks);
function valueOf(call: SlackCall, label: string): string {
  const buttons = drawnOf(call).blocks.flatMap((block) =>
    block["type"] === "actions" ? (block["elements"] as { text: { text: string }; value: string }[]) : [],
  );
  const found = buttons.find((button) => button.text.text === label);
  if (!found) throw new TypeError(`no button ${label} among ${buttons.map((button) => button.text.text).join(" | ")}`);
  return found.value;
}
/** The nth call of a method, once it is there. */
const nth = (method: string, index: number): Promise<SlackCall> =>
  eventually(() => slack.of(method)[index], `${method} #${String(index)}`);

describe("asking in Slack", () => {
  it("a direct message is answered with sources, in mrkdwn, without unfurling", async () => {
    await client.event({
      type: "message",
      channel: "D1",
      channel_type: "im",
      user: "UANA",
      text: "How much does it cost?",
      ts: "10.1",
    });
    const posted = await nth("chat.postMessage", 0);
    expect(textOf(posted)).toContain("$20,000–$150,000+");
    expect(textOf(posted)).toMatch(/<https:\/\/[^|]+\|/);
    expect(posted.body).toMatchObject({ channel: "D1", unfurl_links: "false" });
    expect(posted.body["text"]).not.toBe("");
  });

  it("a mention is answered in its thread, once, though it is delivered three times and as two events", async () => {
    const event = { type: "app_mention", channel: "C1", user: "UANA", text: "<@UBOT> can we self-attest?", ts: "11.1" };
    await Promise.all([
      client.event(event, "EvA"),
      client.event(event, "EvA"),
      client.event(event, "EvA"),
      client.event({ ...event, type: "message", channel_type: "channel" }, "EvB"),
    ]);
    expect((await nth("chat.postMessage", 0)).body).toMatchObject({ thread_ts: "11.1" });
    await settle();
    expect(slack.of("chat.postMessage")).toHaveLength(1);
  });

  it("a follow-up in an answered thread needs no mention; a thread it never answered in is left alone", async () => {
    await client.event({
      type: "app_mention",
      channel: "C1",
      user: "UANA",
      text: "<@UBOT> what is iso 42001",
      ts: "12.1",
    });
    await nth("chat.postMessage", 0);
    await settle();
    await client.event({
      type: "message",
      channel_type: "channel",
      channel: "C1",
      user: "UBEN",
      text: "how long does it take?",
      ts: "12.2",
      thread_ts: "12.1",
    });
    expect(textOf(await nth("chat.postMessage", 1))).toContain("4–9 months");
    await client.event({
      type: "message",
      channel_type: "channel",
      channel: "C1",
      user: "UBEN",
      text: "how long does it take?",
      ts: "13.2",
      thread_ts: "13.1",
    });
    await settle();
    expect(slack.of("chat.postMessage")).toHaveLength(2);
  });

  it("what Slack delivers again after a restart is not answered again: message, command and press", async () => {
    const event = {
      type: "message",
      channel: "D1",
      channel_type: "im",
      user: "UANA",
      text: "What does it cost?",
      ts: "17.1",
    };
    await client.event(event, "EvR");
    await nth("chat.postMessage", 0);
    await client.command("assess", "UANA", "C1", "trigger-again");
    const card = await nth("response/command", 0);
    const press = valueOf(card, "Nobody has asked about ISO 42001");
    await client.press(press, { trigger: "trigger-pressed" });
    await nth("response/press", 0);
    await program.close();
    await open();
    await client.event(event, "EvR");
    await client.event(event, "EvOther");
    await client.command("assess", "UANA", "C1", "trigger-again");
    await client.press(press, { trigger: "trigger-pressed" });
    await settle();
    expect(slack.calls.filter(({ method }) => /^(chat|response)/.test(method))).toHaveLength(3);
  });

  it("without the history scopes the answer in a thread asks to be mentioned again", async () => {
    await program.close();
    slack.scopes = "commands,chat:write";
    await open();
    await client.event({
      type: "app_mention",
      channel: "C1",
      user: "UANA",
      text: "<@UBOT> what is iso 42001",
      ts: "16.1",
    });
    expect(textOf(await nth("chat.postMessage", 0))).toContain("Mention me again");
  });

  it("edits, deletions, bots and its own messages are no questions", async () => {
    const base = { type: "message", channel: "D1", channel_type: "im", text: "How much does it cost?" };
    await client.event({ ...base, user: "UANA", subtype: "message_changed", ts: "1" });
    await client.event({ ...base, user: "UANA", subtype: "message_deleted", ts: "2" });
    await client.event({ ...base, user: "UX", bot_id: "BOTHER", ts: "3" });
    await client.event({ ...base, user: "UBOT", ts: "4" });
    await settle();
    expect(slack.of("chat.postMessage")).toHaveLength(0);
  });

  it.each(["<!channel> hello", "&lt;script&gt;", "[x](javascript:alert(1))", "x".repeat(10_000), "🙂"])(
    "%#: hostile words come back harmless",
    async (text) => {
      await client.event({ type: "message", channel: "D1", channel_type: "im", user: "UANA", text, ts: "14.1" });
      const posted = textOf(await nth("chat.postMessage", 0));
      expect(posted).not.toContain("<!channel");
      expect(posted).not.toContain("<javascript:");
    },
  );
});

describe("the three jobs in Slack", () => {
  it("assess runs to a verdict in one ephemeral message, and resumes after a restart", async () => {
    await client.command("assess");
    let card = await nth("response/command", 0);
    expect(card.body).toMatchObject({ response_type: "ephemeral" });
    const answers = [
      "An RFP or contract requires it",
      "AI is one feature among others",
      ["provide"],
      "No, our customers are not regulated",
      ["soc-2"],
      "No",
      "11 to 50",
      "3 to 5",
    ];
    let index = 0;
    for (const answer of answers) {
      if (typeof answer === "string") await client.press(valueOf(card, answer));
      else
        await client.press(valueOf(card, "Save"), {
          state: { choices: { value: { type: "checkboxes", selected_options: answer.map((value) => ({ value })) } } },
        });
      card = await nth("response/press", index);
      expect(card.body).toMatchObject({ replace_original: true });
      index += 1;
    }
    await program.close();
    await open();
    await client.command("assess", "UBEN");
    const resumed = await nth("response/command", 1);
    expect(textOf(resumed)).toContain("Question 9 of 9");
    await client.press(valueOf(resumed, "No date, and none in sight"), { user: "UBEN" });
    expect(textOf(await nth("response/press", index))).toContain("Certify, and start now");
  });

  it("consult opens a dialog, shows faults beside the fields, then confirms and reaches the consultants' channel once", async () => {
    await client.command("consult");
    const view = drawnOf(await nth("views.open", 0)) as unknown as { private_metadata: string; callback_id: string };
    const values = { topic: "ISO", situation: "A bank asks", name: "Ana", email: "nonsense", times: "", timeZone: "" };
    const typed = (changed: Partial<typeof values>) =>
      Object.fromEntries(
        Object.entries({ ...values, ...changed }).map(([field, value]) => [field, { type: "plain_text_input", value }]),
      );
    const refused = (await (await client.submit(view, typed({}))).json()) as {
      response_action: string;
      errors: Record<string, string>;
    };
    expect(refused).toMatchObject({
      response_action: "errors",
      errors: { email: expect.stringContaining("e-mail") as string },
    });
    const [first, second] = await Promise.all([
      client.submit(view, typed({ email: "ana@example.com" })),
      client.submit(view, typed({ email: "ana@example.com" })),
    ]);
    const confirmed = JSON.stringify(await first.json());
    expect(confirmed).toMatch(/AI-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(JSON.stringify(await second.json())).toContain(/AI-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(confirmed)?.[0] ?? "none");
    const delivered = await eventually(
      () => slack.of("chat.postMessage").find((call) => call.body["channel"] === "C0CONSULT"),
      "delivery",
    );
    expect(textOf(delivered)).toContain("A bank asks");
    expect(delivered.body).toMatchObject({
      metadata: { event_type: "consultation_requested" },
      client_msg_id: expect.any(String) as string,
    });
    await settle();
    expect(slack.of("chat.postMessage")).toHaveLength(1);
  });

  it("a dialog that Slack no longer lets us open becomes a button", async () => {
    slack.failing.set("views.open", "expired_trigger_id");
    await client.command("consult");
    expect(textOf(await nth("response/command", 0))).toContain("Open the form");
  });

  it("the report in a channel is shown to the asker alone until shared", async () => {
    await client.command("assess");
    await client.press(valueOf(await nth("response/command", 0), "Nobody has asked about ISO 42001"));
    await nth("response/press", 0);
    await client.event({ type: "app_mention", channel: "C1", user: "UANA", text: "<@UBOT> report", ts: "15.1" });
    const report = await nth("chat.postEphemeral", 0);
    expect(report.body).toMatchObject({ user: "UANA", thread_ts: "15.1" });
    const last = slack.of("chat.postEphemeral").at(-1) ?? report;
    await client.press(valueOf(last, "Share it here"));
    expect((await nth("response/press", 1)).body).toMatchObject({ response_type: "in_channel" });
  });

  it("a guest and someone of another organization get answers and nothing of the team's; so does one Slack can't look up", async () => {
    slack.users.set("UGUEST", { is_restricted: true });
    slack.users.set("UFAR", { team_id: "TOTHER" });
    await client.command("status", "UGUEST");
    await client.command("status", "UFAR");
    slack.failing.set("users.info", "user_not_found");
    await client.command("status", "UNKNOWN");
    for (const index of [0, 1, 2])
      expect(textOf(await nth("response/command", index))).toContain("open to this team's members");
  });
});

describe("files and messages of its own in Slack", () => {
  it("`export me` brings the file into the person's direct messages", async () => {
    await client.command("assess");
    await client.press(valueOf(await nth("response/command", 0), "Nobody has asked about ISO 42001"));
    await nth("response/press", 0);
    await client.command("export me");
    const completed = await nth("files.completeUploadExternal", 0);
    expect(completed.body).toMatchObject({ channel_id: "D-UANA" });
    const [file] = slack.uploads.values();
    expect(JSON.parse(String(file))).toMatchObject({ person: "slack:T1:UANA" });
  });

  it("the program writes to people through the door of their platform, and through no other", async () => {
    const to = { person: personId("slack:T1:UANA"), reference: undefined };
    const reply: Reply = {
      nonce: nonce("n"),
      blocks: [{ kind: "text", text: "Hello." }],
      audience: "asker",
      replaces: false,
    };
    const { messenger } = program;
    expect(await messenger.tell({ ...to, workspace: { platform: "slack", id: "T1" } }, reply)).toBe("told");
    expect((await nth("chat.postMessage", 0)).body).toMatchObject({ channel: "D-UANA", text: "Hello." });
    for (const platform of ["msteams", "terminal"] as const)
      expect(await messenger.tell({ ...to, workspace: { platform, id: "T1" } }, reply)).toBe("unreachable");
  });
});

describe("the door of Slack", () => {
  const body = JSON.stringify({
    type: "event_callback",
    event_id: "E",
    team_id: team,
    event: { type: "message", channel: "D1", channel_type: "im", user: "UANA", text: "hi", ts: "1" },
  });

  it("refuses a wrong signature and dates more than five minutes off, either way", async () => {
    const now = Math.floor(Date.now() / 1000);
    expect((await client.post(body, "application/json", { secret: "wrong" })).status).toBe(401);
    expect((await client.post(body, "application/json", { at: now - 360 })).status).toBe(401);
    expect((await client.post(body, "application/json", { at: now + 360 })).status).toBe(401);
    expect((await client.post(body, "application/json", { at: now + 240 })).status).toBe(200);
  });

  it("answers a malformed payload with 400 and lives on", async () => {
    for (const none of ["{not json", "null", '{"event":{"type":"message"},"authorizations":[null]}'])
      expect((await client.post(none, "application/json")).status).toBe(400);
    expect((await client.post("payload=null", "application/x-www-form-urlencoded")).status).toBe(400);
    expect((await fetch(`${client.url}/readyz`)).status).toBe(200);
  });

  it("takes a command whose fields are not there for none, and one whose response address is none, or not there, is answered elsewhere", async () => {
    const form = "application/x-www-form-urlencoded";
    expect((await client.post("command=%2Fiso42001", form)).status).toBe(200);
    expect((await client.command("help", "U".repeat(8_000))).status).toBe(200);
    const fields = { command: "/iso42001", text: "help", user_id: "UANA", channel_id: "C1", trigger_id: "t-none" };
    await client.post(new URLSearchParams({ ...fields, response_url: "no address" }).toString(), form);
    await client.post(new URLSearchParams({ ...fields, trigger_id: "t-missing" }).toString(), form);
    const { body } = await nth("chat.postEphemeral", 1);
    expect(body).toMatchObject({ channel: "C1", user: "UANA" });
  });

  it("acknowledges at once what it has no use for, so that Slack does not send it again", async () => {
    const from = performance.now();
    const closed = { type: "view_closed", user: { id: "UANA" }, team: { id: team }, view: { callback_id: "x" } };
    expect((await client.interact(closed)).status).toBe(200);
    expect((await client.interact({ type: "something_new" })).status).toBe(200);
    expect((await client.post("{}", "application/json")).status).toBe(200);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

/** Long enough for a second answer to show up, were there one. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));
