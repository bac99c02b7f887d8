import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../builders/world.js";
import { SlackClient, eventually, signingSecret } from "../doors/slack/slack-client.js";
import { startSlack } from "../standins/slack-api.js";
import type { SlackFault, SlackStandin } from "../standins/slack-api.js";
import { startProgram } from "../builders/running-program.js";
import type { RunningProgram } from "../builders/running-program.js";

let dataDir: string;
let slack: SlackStandin;
let program: RunningProgram;

const start = async (): Promise<void> => {
  program = await startProgram({
    DATA_DIR: dataDir,
    SLACK_BOT_TOKEN: "xoxb-test",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
  });
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

/** Asks while the look-up of the asker goes wrong in this way, and tells the program to stop once it is under way. */
const askAndStop = async (fault: SlackFault): Promise<number> => {
  slack.faultOf = (method) => (method === "users.info" ? fault : undefined);
  const client = new SlackClient(program.url, "T1", slack.responseUrl);
  const question = { type: "message", channel: "D1", channel_type: "im", user: "UANA", text: "cost?", ts: "1.1" };
  await client.event(question);
  await eventually(() => slack.attempts.find(({ method }) => method === "users.info"), "the look-up");
  return program.stop();
};
const inboxText = async (): Promise<string> => {
  const folder = join(dataDir, "inbox");
  return (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")))).join("");
};

describe("a program that is told to stop", () => {
  it("finishes the answer that is under way", async () => {
    expect(await askAndStop("delay")).toBeLessThan(10_000);
    expect(slack.of("chat.postMessage")).toHaveLength(1);
    expect(await inboxText()).toBe("");
  });

  it("leaves what takes longer than ten seconds to the next start", async () => {
    const tookMs = await askAndStop("hang");
    expect(tookMs).toBeGreaterThan(9_000);
    expect(tookMs).toBeLessThan(20_000);
    expect(slack.of("chat.postMessage")).toEqual([]);

    slack.faultOf = () => undefined;
    await start();
    await eventually(() => slack.of("chat.postMessage")[0], "the answer");
  });
});

describe("/readyz", () => {
  it("says how much waits, and stays ready", async () => {
    const answer = await fetch(`${program.url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([200, "ready\noutbox: 0 waiting, 0 given up\n"]);
  });
});
