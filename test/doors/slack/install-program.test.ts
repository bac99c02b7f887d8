import { randomBytes } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import { settingsOf, temporaryFolder } from "../../builders/world.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackCall, SlackStandin } from "../../standins/slack-api.js";
import { Browser } from "./browser.js";
import { grantOf } from "./many-workspaces.js";
import { SlackClient, eventually, signingSecret } from "./slack-client.js";

const secretKey = randomBytes(32).toString("base64");
let slack: SlackStandin;
let program: Program;
let dataDir: string;
let url: string;

async function open(more: Record<string, string> = {}): Promise<void> {
  program = await openProgram(
    settingsOf({
      ...{ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: dataDir, SLACK_API_URL: slack.url },
      ...{ SLACK_SIGNING_SECRET: signingSecret, SLACK_CLIENT_ID: "client-id", SLACK_CLIENT_SECRET: "client-secret" },
      ...{ SLACK_STATE_SECRET: "a-state-secret-of-a-test", SECRET_KEY: secretKey },
      ...{ CONSULT_SLACK_CHANNEL: "T2/C0CONSULT", ...more },
    }),
  );
  url = `http://127.0.0.1:${String(program.port)}`;
}
async function reopen(more: Record<string, string> = {}): Promise<void> {
  await program.close();
  await open(more);
}
const clientOf = (team: string): SlackClient => new SlackClient(url, team, slack.responseUrl);
async function install(team: string, token = `xoxb-${team}`): Promise<void> {
  slack.oauth.grants.set(`code-${token}`, grantOf(team, { token }));
  expect((await new Browser(url).install(`code-${token}`)).status).toBe(200);
}
const nth = (method: string, index: number): Promise<SlackCall> =>
  eventually(() => slack.of(method)[index], `${method} #${String(index)}`);
const textOf = ({ body }: SlackCall): string => JSON.stringify(body["blocks"]);
function valueOf({ body }: SlackCall, label: string): string {
  const blocks = body["blocks"] as { elements?: { text?: { text: string }; value: string }[] }[];
  const found = blocks.flatMap(({ elements = [] }) => elements).find(({ text }) => text?.text === label);
  if (!found) throw new TypeError(`no button ${label}`);
  return found.value;
}
/** Asks as a command; resolves to what is said. */
async function command(team: string, text: string, user?: string): Promise<string> {
  const before = slack.of("response/command").length;
  await clientOf(team).command(text, user);
  return textOf(await nth("response/command", before));
}
async function answerFirst(team: string): Promise<void> {
  const before = slack.of("response/command").length;
  const pressed = slack.of("response/press").length;
  await clientOf(team).command("assess");
  await clientOf(team).press(valueOf(await nth("response/command", before), "Nobody has asked about ISO 42001"));
  await nth("response/press", pressed);
}
/** Requests a consultation; resolves to what the consultants' channel gets. */
async function consult(team: string): Promise<SlackCall> {
  const opened = slack.of("views.open").length;
  await clientOf(team).command("consult");
  const { view } = (await nth("views.open", opened)).body as {
    view: { private_metadata: string; callback_id: string };
  };
  await clientOf(team).submit(view, {
    topic: { type: "plain_text_input", value: "Certification" },
    situation: { type: "plain_text_input", value: "A customer asks for it" },
    name: { type: "plain_text_input", value: "Ana" },
    email: { type: "plain_text_input", value: "ana@example.com" },
    times: { type: "plain_text_input", value: "Mornings" },
    timeZone: { type: "plain_text_input", value: "Europe/Berlin" },
  });
  return eventually(() => inConsultantsChannel()[0], "delivery");
}
const inConsultantsChannel = (): SlackCall[] =>
  slack.of("chat.postMessage").filter(({ body }) => body["channel"] === "C0CONSULT");
async function uninstall(team: string): Promise<void> {
  await clientOf(team).post(
    JSON.stringify({
      ...{ type: "event_callback", event_id: `EvGone${team}`, team_id: team, event: { type: "app_uninstalled" } },
      event_time: Math.floor(Date.now() / 1000) + 1,
    }),
    "application/json",
  );
  for (;;) {
    const response = await clientOf(team).command("status");
    if ((await response.text()).includes("lost my connection")) return;
  }
}
const teamFiles = async (): Promise<string> => {
  const names = (await readdir(join(dataDir, "teams"))).toSorted();
  return (await Promise.all(names.map((name) => readFile(join(dataDir, "teams", name), "utf8")))).join("\n");
};

beforeEach(async () => {
  slack = await startSlack("T1");
  dataDir = await temporaryFolder();
  await open();
});
afterEach(async () => {
  await program.close();
  await slack.close();
});

describe("many workspaces on one program", () => {
  it("each has its own assessment, and nothing of one is seen in the other", async () => {
    await install("T1");
    await install("T2");
    await answerFirst("T1");
    expect(await command("T1", "status")).toContain("1 of ");
    expect(await command("T2", "status")).toContain("has not started an assessment");
    await reopen();
    expect(await command("T1", "status")).toContain("1 of ");
    expect(await command("T2", "report")).not.toContain("Nobody has asked");
  });

  it("privacy says when a removal deletes the team's data, in chat and on the page alike", async () => {
    await reopen({ UNINSTALL_GRACE_DAYS: "14", PUBLIC_URL: "https://bot.example.com" });
    await install("T1");
    const said = await command("T1", "privacy");
    const page = await (await fetch(`${url}/privacy`)).text();
    for (const text of [said, page]) expect(text).toContain("until 14 days after the app was removed");
    expect(said).toContain("https://bot.example.com/privacy");
    expect(await command("T1", "help")).toContain("https://bot.example.com/support");
  });

  it("the consultants' channel is posted to by the installation that its setting names", async () => {
    await install("T1");
    await install("T2");
    const delivered = await consult("T1");
    expect(delivered.token).toBe("xoxb-T2");
  });

  it("removed and installed again within the grace, a team goes on where it was", async () => {
    await install("T1");
    await answerFirst("T1");
    await uninstall("T1");
    await reopen();
    await install("T1", "xoxb-T1-again");
    await reopen({ UNINSTALL_GRACE_DAYS: "0" });
    expect(await command("T1", "status")).toContain("1 of ");
  });

  it("after the grace everything of the team is gone, and of that team alone", async () => {
    await install("T1");
    await install("T2");
    await answerFirst("T1");
    await answerFirst("T2");
    await uninstall("T1");
    await reopen();
    expect(await teamFiles()).toContain('"T1"');
    await reopen({ UNINSTALL_GRACE_DAYS: "0" });
    for (let tries = 0; tries < 100 && (await teamFiles()).includes('"T1"'); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await teamFiles()).not.toContain('"T1"');
    expect(await teamFiles()).toContain('"T2"');
    expect(await command("T2", "status")).toContain("1 of ");
    expect(await readdir(join(dataDir, "installations"))).toHaveLength(1);
    await install("T1");
    expect(await command("T1", "status")).toContain("has not started an assessment");
  });

  it("with the data of a team its open request for a consultation is withdrawn, and the consultants are told", async () => {
    await install("T1");
    await install("T2");
    await consult("T1");
    await uninstall("T1");
    await reopen({ UNINSTALL_GRACE_DAYS: "0" });
    const told = await eventually(() => inConsultantsChannel()[1], "withdrawal");
    expect(textOf(told)).toContain("withdrawn");
    expect(textOf(told)).not.toContain("Ana");
  });

  it("keys change without a new installation, and nothing readable is on the disk", async () => {
    await install("T1");
    await answerFirst("T1");
    const next = randomBytes(32).toString("base64");
    await reopen({ SECRET_KEY: next, SECRET_KEY_OLD: secretKey });
    await reopen({ SECRET_KEY: next });
    expect(await command("T1", "status")).toContain("1 of ");
    await reopen({ SECRET_KEY: randomBytes(32).toString("base64") });
    expect(await (await clientOf("T1").command("status")).text()).toContain("lost my connection");
    const [name = ""] = await readdir(join(dataDir, "installations"));
    expect(await readFile(join(dataDir, "installations", name), "utf8")).not.toMatch(/xoxb|Team T1|UBOTT1/);
    await install("T1", "xoxb-T1-again");
    expect(await command("T1", "status")).toContain("1 of ");
  });

  it("somebody of another organization sees and changes nothing in a shared channel until invited by name", async () => {
    await install("T1");
    slack.users.set("UFAR", { team_id: "T9" });
    await answerFirst("T1");
    const shown = slack.of("response/command").at(-1);
    const mention = { type: "app_mention", channel: "C1", user: "UFAR", user_team: "T9", ts: "4.1" };
    await clientOf("T1").event({ ...mention, text: "<@UBOTT1> report" });
    expect(textOf(await nth("chat.postEphemeral", 0))).toContain("open to this team's members");
    const before = await teamFiles();
    const pressed = slack.of("response/press").length;
    await clientOf("T1").interact({
      ...{ type: "block_actions", trigger_id: "t-far", user: { id: "UFAR", team_id: "T9" }, team: { id: "T9" } },
      ...{ channel: { id: "C1" }, container: { type: "message", message_ts: "1.1" } },
      message: { ts: "1.1", team: "T1", bot_id: "BBOTT1", user: "UBOTT1" },
      response_url: slack.responseUrl("press"),
      actions: [
        {
          ...{ type: "button", action_id: "press-0", action_ts: "1" },
          value: valueOf(shown ?? (await nth("response/command", 0)), "Nobody has asked about ISO 42001"),
        },
      ],
    });
    expect(textOf(await nth("response/press", pressed))).toContain("open to");
    expect(await teamFiles()).toBe(before);
    expect(await command("T1", "invite <@UFAR>")).toContain("ufar");
    await clientOf("T1").event({ ...mention, text: "<@UBOTT1> status", ts: "4.3" });
    expect(textOf(await nth("chat.postEphemeral", 1))).toContain("1 of ");
  });
});
