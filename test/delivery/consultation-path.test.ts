import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProgram } from "../../src/compose.js";
import type { Program } from "../../src/compose.js";
import { settingsOf, temporaryFolder } from "../builders/world.js";
import { SlackClient, eventually, signingSecret } from "../doors/slack/slack-client.js";
import { appId, startConnector } from "../standins/bot-connector.js";
import type { ConnectorStandin } from "../standins/bot-connector.js";
import { startMailServer } from "../standins/mail-server.js";
import type { MailServer } from "../standins/mail-server.js";
import { startSlack } from "../standins/slack-api.js";
import type { SlackStandin } from "../standins/slack-api.js";

type Json = Record<string, unknown>;
const secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
const question = "How much does certification cost?";
let slack: SlackStandin;
let connector: ConnectorStandin;
let mails: MailServer;
let program: Program;
let dataDir: string;
let hookStatus = 204;
let made = 0;
const hooks: Json[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    new Webhook(secret).verify(body, request.headers as Record<string, string>);
    if (hookStatus < 300) hooks.push(JSON.parse(body) as Json);
    response.writeHead(hookStatus).end();
  });
});

beforeEach(async () => {
  hooks.length = 0;
  hookStatus = 204;
  [slack, connector, mails, dataDir] = await Promise.all([
    startSlack("T1"),
    startConnector(),
    startMailServer(),
    temporaryFolder(),
  ]);
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const environment = {
    ...{ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: dataDir, PLAYGROUND: "on" },
    ...{ SLACK_BOT_TOKEN: "xoxb-test", SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.url },
    ...{ MicrosoftAppId: appId, MicrosoftAppPassword: "secret", MicrosoftAppTenantId: "tenant-1" },
    ToBotFromChannelOpenIdMetadataUrl: connector.metadataUrl,
    ToBotFromChannelTokenIssuer: "https://api.botframework.com",
    CONSULT_WEBHOOK_URL: `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/`,
    CONSULT_WEBHOOK_SECRET: secret,
    CONSULT_EMAIL_TO: "consultants@firm.example",
    CONSULT_EMAIL_FROM: "advisor@firm.example",
    SMTP_URL: `smtp://127.0.0.1:${String(mails.port)}`,
  };
  program = await openProgram(settingsOf(environment), { outboundToken: () => Promise.resolve("outbound") });
});
afterEach(async () => {
  await program.close();
  await Promise.all([slack.close(), connector.close(), mails.close()]);
  await new Promise((resolve) => receiver.close(resolve));
});

const url = (path: string): string => `http://127.0.0.1:${String(program.port)}${path}`;

/** A form as its client shows it: what each field holds, and how it is sent. Resolves to what is shown then. */
interface OpenForm {
  readonly held: Readonly<Record<string, string>>;
  send(values: Readonly<Record<string, string>>): Promise<string>;
}

/** Every object in a drawn message or card. */
function* nodesOf(node: unknown): Generator<Json> {
  if (Array.isArray(node)) for (const item of node) yield* nodesOf(item);
  else if (typeof node === "object" && node !== null) {
    yield node as Json;
    for (const value of Object.values(node)) yield* nodesOf(value);
  }
}

async function slackForm(): Promise<OpenForm> {
  const client = new SlackClient(url(""), "T1", slack.responseUrl);
  await client.event({ type: "message", channel_type: "im", channel: "D1", user: "UANA", text: question, ts: "1.1" });
  const answer = await eventually(() => slack.of("chat.postMessage")[0], "the answer");
  const labelled = [...nodesOf(answer.body)].find(
    ({ type, text }) => type === "button" && (text as Json)["text"] === "Talk to a consultant",
  );
  await client.press(String(labelled?.["value"]), { channel: "D1", isEphemeral: false });
  const isForm = ({ body }: { body: Json }): boolean => [...nodesOf(body["view"])].some(({ type }) => type === "input");
  const drawn = await eventually(
    () => [...slack.of("views.open"), ...slack.of("views.update")].find(isForm),
    "the dialog",
  );
  const view = drawn.body["view"] as { private_metadata: string; callback_id: string; blocks: Json[] };
  const inputs = view.blocks.filter(({ type }) => type === "input");
  const elementOf = (block: Json): Json => block["element"] as Json;
  return {
    held: Object.fromEntries(
      inputs.map((block) => {
        const { type, initial_options: ticked, initial_value: text } = elementOf(block);
        return [
          String(block["block_id"]),
          type === "checkboxes" ? (ticked ? "yes" : "no") : typeof text === "string" ? text : "",
        ];
      }),
    ),
    send: async (values) => {
      const state = inputs.map((block): [string, Json] => {
        const { type, options } = elementOf(block);
        const value = values[String(block["block_id"])] ?? "";
        const held = type === "checkboxes" ? { selected_options: value === "yes" ? options : [] } : { value };
        return [String(block["block_id"]), { type, ...held }];
      });
      return (await client.submit(view, Object.fromEntries(state))).text();
    },
  };
}

/** What a card's inputs hold, and what Microsoft's renderer sends of them: nothing for a field without a value. */
function cardForm(card: unknown, press: (data: Json, values: Json) => Promise<unknown>): OpenForm {
  const nodes = [...nodesOf(card)];
  const data = nodes.find(({ title }) => title === "Send the request")?.["data"] as Json;
  const inputs = nodes.filter(({ type }) => String(type).startsWith("Input."));
  return {
    held: Object.fromEntries(inputs.map(({ id, value }) => [String(id), typeof value === "string" ? value : ""])),
    send: async (values) => {
      const set = Object.entries(values).filter(([, value]) => value !== "");
      return JSON.stringify(await press(data, Object.fromEntries(set)));
    },
  };
}

async function msteamsForm(): Promise<OpenForm> {
  const post = async (more: Json): Promise<Response> =>
    fetch(url("/api/messages"), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await connector.token()}` },
      body: JSON.stringify({
        ...{ id: `activity-${String((made += 1))}`, channelId: "msteams", serviceUrl: `${connector.url}/` },
        from: { id: "29:ana", name: "Ana", aadObjectId: "aad-ana" },
        recipient: { id: "28:bot", name: "Advisor" },
        conversation: { id: "a:personal", conversationType: "personal", tenantId: "tenant-1" },
        channelData: { tenant: { id: "tenant-1" } },
        ...more,
      }),
    });
  const press = async (data: Json): Promise<unknown> => {
    const value = { action: { type: "Action.Execute", verb: "press", data }, trigger: "manual" };
    const answer = await post({ type: "invoke", name: "adaptiveCard/action", value });
    return ((await answer.json()) as { value: unknown }).value;
  };
  await post({ type: "message", text: question, textFormat: "plain" });
  const sent = connector.sent();
  const button = [...nodesOf(sent)].find(({ title }) => title === "Talk to a consultant");
  await press(button?.["data"] as Json);
  return cardForm(connector.sent().slice(sent.length), (data, values) => press({ ...data, ...values }));
}

async function playgroundForm(): Promise<OpenForm> {
  const turn = async (input: Json): Promise<unknown> => {
    const answer = await fetch(url("/playground/turn"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: crypto.randomUUID(), person: "you", input }),
    });
    const lines = (await answer.text()).trim().split("\n");
    return lines.map((line) => JSON.parse(line) as unknown);
  };
  const press = (data: Json, values: Json): Promise<unknown> => turn({ kind: "press", ...data, values });
  const answer = await turn({ kind: "words", text: question });
  const button = [...nodesOf(answer)].find(({ title }) => title === "Talk to a consultant");
  return cardForm(await press(button?.["data"] as Json, {}), press);
}

const doors = [
  ["Slack", slackForm, "slack"],
  ["Teams", msteamsForm, "msteams"],
  ["the playground", playgroundForm, "playground"],
] as const;

describe.each(doors)("a request from %s", (_door, openForm, platform) => {
  it("carries what its boxes say to every destination, and nothing else is stored", async () => {
    const form = await openForm();
    expect(form.held).toMatchObject({ shareName: "yes", shareQuestion: "yes", shareSummary: "no" });
    const shown = await form.send({
      ...form.held,
      ...{ topic: "ISO", situation: "The Zebra deal", name: "Ana", email: "ana@example.com" },
      ...{ times: "2026-12-01 14:00", timeZone: "Europe/Berlin", shareSituation: "no" },
    });
    expect(shown).toMatch(/AI-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    const hook = await eventually(() => hooks[0], "the webhook");
    const mail = await eventually(() => mails.received[0], "the mail");
    expect(hook).toMatchObject({
      type: "consultation.requested",
      data: {
        ...{ topic: "ISO", name: "Ana", email: "ana@example.com", platform },
        ...{ question, knowledgeTopic: { id: "cost" } },
        shared: ["topic", "email", "name", "times", "question"],
        proposedTimes: [{ start: "2026-12-01T13:00:00.000Z" }],
      },
    });
    expect(hook["data"]).not.toHaveProperty("situation");
    expect(mail.parts.some(({ bytes }) => bytes.toString().includes(question))).toBe(true);
    // All is written then, and nothing is being written.
    await program.close();
    const files = await readdir(join(dataDir, "teams"));
    const stored = await Promise.all(files.map((file) => readFile(join(dataDir, "teams", file), "utf8")));
    expect(stored.join("")).toContain("ana@example.com");
    for (const text of [...stored, JSON.stringify(hook), ...mail.parts.map(({ bytes }) => bytes.toString())])
      expect(text).not.toContain("Zebra");
  });
});

describe("several destinations", () => {
  it("have each its own outcome: one that is down holds up no other", async () => {
    hookStatus = 503;
    const form = await playgroundForm();
    await form.send({ ...form.held, topic: "ISO", email: "ana@example.com" });
    await eventually(() => mails.received[0], "the mail");
    expect(hooks).toEqual([]);
    hookStatus = 204;
    await expect.poll(() => hooks.length, { timeout: 15_000 }).toBe(1);
    expect(mails.received).toHaveLength(1);
  }, 20_000);
});
