import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeAction } from "../../src/core/conversation/action.js";
import { nonce } from "../../src/core/ids.js";
import { modalCallback } from "../../src/doors/slack/modal.js";
import { temporaryFolder } from "../builders/world.js";
import { SlackClient, eventually, signingSecret } from "../doors/slack/slack-client.js";
import { startSlack } from "../standins/slack-api.js";
import type { SlackStandin } from "../standins/slack-api.js";
import { startProgram } from "../builders/running-program.js";
import type { RunningProgram } from "../builders/running-program.js";

let dataDir: string;
let slack: SlackStandin;
let program: RunningProgram;
let client: SlackClient;

const start = async (): Promise<void> => {
  program = await startProgram({
    DATA_DIR: dataDir,
    SLACK_BOT_TOKEN: "xoxb-test",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
  });
  client = new SlackClient(program.url, "T1", slack.responseUrl);
};
beforeEach(async () => {
  dataDir = await temporaryFolder();
  slack = await startSlack("T1");
  await start();
});
afterEach(async () => {
  await program.kill();
  await slack.close();
});

/** No answer can be given before it is known who asks: that takes long now. */
const holdAnswers = (): void => {
  slack.faultOf = (method) => (method === "users.info" ? "delay" : undefined);
};
const letAnswers = (): void => {
  slack.faultOf = () => undefined;
};
const dm = (text: string, ts: string) => ({
  ...{ type: "message", channel: "D1", channel_type: "im", user: "UANA", text, ts },
});
const answers = () => slack.of("chat.postMessage").filter(({ body }) => String(body["channel"]).startsWith("D"));
const answered = (count: number) => eventually(() => (answers().length >= count ? true : undefined), "the answer");
const longEnoughForAnother = () => new Promise((resolve) => setTimeout(resolve, 1_000));
const inboxText = async (): Promise<string> => {
  const folder = join(dataDir, "inbox");
  return (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")))).join("");
};

describe("a program that is killed right after its acknowledgement", () => {
  it("answers a message after its restart, once, and what comes again is dropped", async () => {
    holdAnswers();
    expect((await client.event(dm("How much does it cost?", "1.1"), "Ev-1")).status).toBe(200);
    await program.kill();
    expect(answers()).toEqual([]);
    expect(await inboxText()).toContain("How much does it cost?");

    letAnswers();
    await start();
    await client.event(dm("How much does it cost?", "1.1"), "Ev-1");
    await answered(1);
    await longEnoughForAnother();

    expect(answers()).toHaveLength(1);
    expect(JSON.stringify(answers()[0]?.body)).not.toContain("Sorry");
  });

  it("answers what was asked before the restart before what is asked after it", async () => {
    holdAnswers();
    await client.event(dm("How much does it cost?", "1.1"));
    await client.event(dm("How long does it take?", "1.2"));
    await program.kill();

    slack.faultOf = (method) => (method === "chat.postMessage" ? "delay" : undefined);
    await start();
    await client.event(dm("help", "1.3"));
    await eventually(() => (answers().length >= 1 ? true : undefined), "the first");
    letAnswers();
    await answered(3);

    const said = answers().map(({ body }) => String(body["text"]));
    expect(said[0]).toMatch(/cost/i);
    expect(said[1]).toMatch(/month|long/i);
    expect(said).toHaveLength(3);
  });

  it("answers a command, a press and a shortcut where it was asked", async () => {
    holdAnswers();
    await client.command("status");
    await client.press(encodeAction({ action: { do: "privacy" }, nonce: nonce("n1") }));
    await client.messageShortcut("answer_this", { text: "What is ISO 42001?" });
    await program.kill();
    letAnswers();
    await start();
    for (const name of ["command", "press", "shortcut"]) await eventually(() => slack.of(`response/${name}`)[0], name);
    await longEnoughForAnother();
    expect(["command", "press", "shortcut"].map((name) => slack.of(`response/${name}`).length)).toEqual([1, 1, 1]);
  });

  it("stores what a press changes once, however often the program is killed over it", async () => {
    const remind = encodeAction({ action: { do: "assess" }, nonce: nonce("n1") });
    holdAnswers();
    await client.press(remind);
    await program.kill();
    await start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await program.kill();
    letAnswers();
    await start();
    await eventually(() => slack.of("response/press")[0], "the question");
    const [name = ""] = await readdir(join(dataDir, "teams"));
    const entries = JSON.parse(await readFile(join(dataDir, "teams", name), "utf8")) as { entries: { kind: string }[] };
    expect(entries.entries.filter(({ kind }) => kind === "assessment-started")).toHaveLength(1);
  });

  it("killed after the answer was posted and before it knew, posts it under the same id, which Slack knows", async () => {
    slack.faultOf = (method) => (method === "chat.postMessage" ? "delay" : undefined);
    await client.event(dm("How much does it cost?", "1.1"));
    await answered(1);
    await program.kill();
    letAnswers();
    await start();
    const tries = () => slack.attempts.filter(({ method }) => method === "chat.postMessage");
    await eventually(() => tries()[1], "the second try");
    await longEnoughForAnother();
    expect(answers()).toHaveLength(1);
    expect(new Set(tries().map(({ body }) => body["client_msg_id"])).size).toBe(1);
  });

  it("keeps nothing of what nobody asked it", async () => {
    await client.event({ type: "message", channel: "C1", user: "UANA", text: "a secret between people", ts: "1.1" });
    await program.kill();
    expect(await inboxText()).toBe("");
  });

  it("keeps nothing of a team that was forgotten", async () => {
    await client.event(dm("assess", "1.1"));
    await answered(1);
    await client.press(encodeAction({ action: { do: "forget-confirmed" }, nonce: nonce("n2") }));
    await eventually(() => slack.of("response/press")[0], "the word that it is gone");
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await readdir(join(dataDir, "inbox"))).toEqual([]);
    expect(await readdir(join(dataDir, "teams"))).toEqual([]);
  });
});

describe("what somebody filled in and did not send on", () => {
  const secret = "filled-in-but-not-ticked";
  const everything = async (): Promise<string> => {
    const names = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    return (await Promise.all(names.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")))).join("");
  };
  /** Nothing is said to UANA, whose question stays open; who UBEN is takes Slack two seconds and more to say. */
  beforeEach(async () => {
    slack.faultOf = (method) => (method === "chat.postMessage" ? "hang" : undefined);
    await client.event(dm("How much does it cost?", "1.1"));
    await eventually(() => slack.attempts.find(({ method }) => method === "chat.postMessage"), "the question's answer");
    slack.faultOf = (method) =>
      method === "chat.postMessage" ? "hang" : method === "users.info" ? "delay" : undefined;
  });
  const expectGone = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const text = await everything();
    expect(text).toContain("How much does it cost?");
    expect(text).not.toContain(secret);
  };

  it("with a press is on the disk until it is answered, and no longer, whatever else is open", async () => {
    const state = { note: { note: { type: "plain_text_input", value: secret } } };
    await client.press(encodeAction({ action: { do: "privacy" }, nonce: nonce("n1") }), { user: "UBEN", state });
    expect(await everything()).toContain(secret);
    await eventually(() => slack.of("response/press")[0], "the answer");
    await expectGone();
  });

  it("in a dialog that is being saved goes with its outcome", async () => {
    const press = encodeAction({ action: { do: "consult-send" }, nonce: nonce("n1") });
    const element = { type: "plain_text_input", value: secret };
    await client.submit({ private_metadata: press, callback_id: modalCallback }, { situation: element }, "UBEN");
    expect(await everything()).toContain(secret);
    await eventually(() => slack.of("views.update")[0], "the outcome");
    await expectGone();
  });
});
