import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import { temporaryFolder } from "../../builders/world.js";
import { startConnector } from "../../standins/bot-connector.js";
import type { ConnectorStandin } from "../../standins/bot-connector.js";
import { activityFrom, teamsSettings } from "./activity.js";
import type { From, Json } from "./activity.js";

let connector: ConnectorStandin;
let program: Program;
let dataDir: string;

async function open(environment: Record<string, string> = {}): Promise<void> {
  program = await openProgram(teamsSettings(connector, dataDir, environment), {
    outboundToken: () => Promise.resolve("outbound"),
    isFileHost: (url) => url.origin === connector.url,
  });
}

beforeEach(async () => {
  connector = await startConnector();
  dataDir = await temporaryFolder();
  await open();
});
afterEach(async () => {
  await program.close();
  await connector.close();
});

const activityOf = (more: Json, where?: From): Json => activityFrom(connector, more, where);

async function post(body: unknown, token?: string): Promise<Response> {
  const authorization = token ?? `Bearer ${await connector.token()}`;
  return fetch(`http://127.0.0.1:${String(program.port)}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization === "" ? {} : { authorization }) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const say = (text: string, where?: From, more: Json = {}): Promise<Response> =>
  post(activityOf({ type: "message", text, textFormat: "plain", ...more }, where));

async function press(data: unknown, where?: From): Promise<{ type: string; value: unknown }> {
  const activity = activityOf(
    {
      type: "invoke",
      name: "adaptiveCard/action",
      value: { action: { type: "Action.Execute", verb: "press", data }, trigger: "manual" },
    },
    where,
  );
  return (await (await post(activity)).json()) as { type: string; value: unknown };
}

/** Data of the button with this title, anywhere in a card. */
function dataOf(card: unknown, title: string): Json {
  const found: Json[] = [];
  const titles: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === "object" && node !== null) {
      const action = node as Json;
      if (action["type"] === "Action.Execute") titles.push(String(action["title"]));
      if (action["type"] === "Action.Execute" && action["title"] === title) found.push(action["data"] as Json);
      Object.values(action).forEach(walk);
    }
  };
  walk(card);
  if (!found[0]) throw new TypeError(`no button ${title} among ${titles.join(" | ")}`);
  return found[0];
}

const cardOf = (activity: Json | undefined): Json =>
  (activity?.["attachments"] as { content: Json }[] | undefined)?.[0]?.content ?? {};
const lastCard = (): Json => cardOf(connector.sent().at(-1));
const textOf = (card: unknown): string => JSON.stringify(card);

const channel = { conversation: { id: "19:c@thread.tacv2;messageid=1", conversationType: "channel", isGroup: true } };
const mention = {
  entities: [{ type: "mention", text: "<at>Advisor</at>", mentioned: { id: "28:bot", name: "Advisor" } }],
};

describe("asking in Teams", () => {
  it("a personal question gets a card with the answer, after a typing indicator", async () => {
    expect((await say("How much does it cost?")).status).toBe(200);
    expect(textOf(lastCard())).toContain("$20,000–$150,000+");
    expect(connector.calls.some((call) => call.body["type"] === "typing")).toBe(true);
  });

  it("a channel mention is answered in its thread, without the mention in the question", async () => {
    await say("<at>Advisor</at> what's the relationship to SOC 2?", channel, mention);
    expect(textOf(lastCard())).toContain("How it relates to SOC 2");
    expect(decodeURIComponent(connector.calls.at(-1)?.path ?? "")).toContain("19:c@thread.tacv2;messageid=1");
  });

  it("the conversation is kept from the first message on, so that the team can be written to later", async () => {
    await say("How much does it cost?");
    const [file = "none"] = await readdir(join(dataDir, "teams"));
    expect(await readFile(join(dataDir, "teams", file), "utf8")).toContain('"kind":"conversation-kept"');
  });

  it("a redelivered activity is answered once", async () => {
    const activity = activityOf({ type: "message", text: "How much does it cost?" });
    await Promise.all([post(activity), post(activity), post(activity)]);
    expect(connector.sent()).toHaveLength(1);
  });

  it("the bot's own and other bots' messages are no questions", async () => {
    await say("How much does it cost?", { user: "28:other" });
    expect(connector.sent()).toHaveLength(0);
  });

  it("an install is welcomed once, though it comes as two activities", async () => {
    await post(activityOf({ type: "installationUpdate", action: "add" }));
    await post(activityOf({ type: "conversationUpdate", membersAdded: [{ id: "28:bot" }, { id: "29:ana" }] }));
    expect(connector.sent()).toHaveLength(1);
  });
});

describe("the three jobs in Teams", () => {
  it("assess runs to a verdict inside one card, and resumes after a restart", async () => {
    await say("assess");
    let card: unknown = lastCard();
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
    for (const answer of answers) {
      const response = await press(
        typeof answer === "string" ? dataOf(card, answer) : { ...dataOf(card, "Save"), choices: answer.join(",") },
      );
      expect(response.type).toBe("application/vnd.microsoft.card.adaptive");
      card = response.value;
    }
    await program.close();
    await open();
    await say("/iso42001 assess", { user: "29:ben" });
    expect(textOf(lastCard())).toContain("Question 9 of 9");
    const verdict = await press(dataOf(lastCard(), "No date, and none in sight"), { user: "29:ben" });
    expect(textOf(verdict.value)).toContain("Certify, and start now");
  });

  it("an old card pressed again does no harm and shows where things stand", async () => {
    await say("assess");
    const old = dataOf(lastCard(), "Nobody has asked about ISO 42001");
    await press(old);
    const again = await press(old);
    expect(textOf(again.value)).toContain("already saved");
    expect(textOf(again.value)).toContain("Question 2 of 9");
  });

  it("consult comes back with faults and what was typed, then with a reference number", async () => {
    await say("consult");
    const data = dataOf(lastCard(), "Send the request");
    const typed = {
      topic: "ISO",
      situation: "A bank asks",
      name: "Ana",
      email: "nonsense",
      times: "",
      timeZone: "",
      shareSummary: "",
    };
    const refused = await press({ ...data, ...typed });
    expect(textOf(refused.value)).toContain("e-mail");
    expect(textOf(refused.value)).toContain("A bank asks");
    const confirmed = await press({ ...dataOf(refused.value, "Send the request"), ...typed, email: "ana@example.com" });
    expect(textOf(confirmed.value)).toMatch(/AI-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  });

  it("in a channel a report is a card that only the asker can open", async () => {
    await say("<at>Advisor</at> report", channel, mention);
    const data = dataOf(lastCard(), "Open it");
    expect((await press(data, { ...channel, user: "29:eve" })).type).toBe("application/vnd.microsoft.activity.message");
    const mine = await press(data, channel);
    expect(mine.type).toBe("application/vnd.microsoft.card.adaptive");
  });

  it("a guest and someone of another tenant get answers and nothing of the team's", async () => {
    connector.members.set("29:guest", { userRole: "guest" });
    await say("status", { user: "29:guest" });
    expect(textOf(lastCard())).toContain("open to this team's members");
    connector.members.set("29:far", { tenantId: "tenant-2" });
    await say("status", { user: "29:far" });
    expect(textOf(lastCard())).toContain("open to this team's members");
  });
});

describe("files in Teams", () => {
  it("`export me` offers the file, and puts it into OneDrive once accepted", async () => {
    await say("assess");
    await press(dataOf(lastCard(), "Nobody has asked about ISO 42001"));
    await say("export me");
    const offer = (connector.sent().at(-1)?.["attachments"] as { content: { acceptContext: Json } }[])[0]?.content;
    const uploadInfo = {
      name: "mine.json",
      uploadUrl: connector.fileUrl("mine.json"),
      contentUrl: connector.fileUrl("mine.json"),
      uniqueId: "u1",
      fileType: "json",
    };
    const value = { type: "fileUpload", action: "accept", context: offer?.acceptContext, uploadInfo };
    await post(activityOf({ type: "invoke", name: "fileConsent/invoke", value }));
    const saved = JSON.parse(String(connector.files.get("mine.json"))) as { person: string };
    expect(saved.person).toBe("msteams:tenant-1:aad-29:ana");
  });
});

describe("the door of Teams", () => {
  const question = (): Json => activityOf({ type: "message", text: "hi" });

  it.each([
    ["none", () => Promise.resolve("")],
    ["garbage", () => Promise.resolve("Bearer x.y.z")],
    ["another key", async () => `Bearer ${await connector.token({}, { otherKey: true })}`],
    ["an expired one", async () => `Bearer ${await connector.token({}, { expires: "-20m", notBefore: "-30m" })}`],
    ["one not valid yet", async () => `Bearer ${await connector.token({}, { notBefore: "20m", expires: "30m" })}`],
    ["another audience", async () => `Bearer ${await connector.token({ aud: "somebody-else" })}`],
    ["another issuer", async () => `Bearer ${await connector.token({ iss: "https://evil.example" })}`],
    ["no service", async () => `Bearer ${await connector.token({ serviceurl: undefined })}`],
    ["another service", async () => `Bearer ${await connector.token({ serviceurl: "https://evil.example/" })}`],
    [
      "no algorithm",
      () =>
        Promise.resolve(
          `Bearer ${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"iss":"https://api.botframework.com"}').toString("base64url")}.`,
        ),
    ],
  ])("refuses a token that is %s", async (_name, token) => {
    expect([401, 403]).toContain((await post(question(), await token())).status);
    expect(connector.sent()).toHaveLength(0);
  });

  it("answers a malformed payload with 400, a huge one with 413, and lives on", async () => {
    expect((await post("{not json")).status).toBe(400);
    expect((await post({ type: "message" })).status).toBe(400);
    expect((await post(JSON.stringify({ text: "x".repeat(300_000) }))).status).toBe(413);
    expect((await say("How much does it cost?")).status).toBe(200);
  });

  it("is absent without credentials, and takes token-less calls with TEAMS_AUTH=none on loopback", async () => {
    await program.close();
    await open({ MicrosoftAppId: "", MicrosoftAppPassword: "", MicrosoftAppTenantId: "" });
    expect((await post(question(), "")).status).toBe(404);
    await program.close();
    await open({ MicrosoftAppId: "", MicrosoftAppPassword: "", MicrosoftAppTenantId: "", TEAMS_AUTH: "none" });
    expect((await post(activityOf({ type: "message", text: "How much does it cost?" }), "")).status).toBe(200);
    expect(textOf(lastCard())).toContain("$20,000");
  });
});
