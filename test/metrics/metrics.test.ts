import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProgram } from "../../src/compose.js";
import type { Program } from "../../src/compose.js";
import { packageRoot } from "../../src/package-root.js";
import { settingsOf, temporaryFolder } from "../builders/world.js";
import { consultationForm } from "../builders/world.js";
import { SlackClient, eventually, signingSecret } from "../doors/slack/slack-client.js";
import { startSlack } from "../standins/slack-api.js";
import type { SlackStandin } from "../standins/slack-api.js";

const token = "a-token-of-more-than-16";
let slack: SlackStandin;
let program: Program;
let client: SlackClient;

async function open(more: Record<string, string> = {}): Promise<void> {
  program = await openProgram(
    settingsOf({
      ...{ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: await temporaryFolder() },
      ...{ SLACK_BOT_TOKEN: "xoxb-test", SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.url },
      ...more,
    }),
  );
  client = new SlackClient(`http://127.0.0.1:${String(program.port)}`, "T1", slack.responseUrl);
}
beforeEach(async () => {
  slack = await startSlack("T1");
});
afterEach(async () => {
  await program.close();
  await slack.close();
});

const address = (): string => `http://127.0.0.1:${String(program.port)}/metrics`;
const read = async (): Promise<string> =>
  (await fetch(address(), { headers: { authorization: `Bearer ${token}` } })).text();
/** The value of one line; 0 when it is not there. */
const valueIn = (text: string, name: string): number =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1) ?? 0,
  );
const say = (text: string, ts: string) =>
  client.event({ type: "message", channel: "D1", channel_type: "im", user: "UANA", text, ts });
const answered = (nth: number) => eventually(() => slack.of("chat.postMessage")[nth], `answer ${String(nth)}`);

describe("the metrics", () => {
  it("count questions by what they came to, and time turns, the store, acknowledgements and calls", async () => {
    await open({ METRICS_TOKEN: token });
    for (const [nth, text] of ["How much does certification cost?", "what is the capital of peru"].entries()) {
      await say(text, `1.${String(nth)}`);
      await answered(nth);
    }
    await expect.poll(read).toContain('iso42001_call_seconds_count{api="slack",outcome="2xx"}');
    const text = await read();
    expect(valueIn(text, 'iso42001_questions_total{outcome="answer"}')).toBe(1);
    expect(valueIn(text, 'iso42001_questions_total{outcome="outside"}')).toBe(1);
    expect(valueIn(text, 'iso42001_questions_total{outcome="clarify"}')).toBe(0);
    const turns = 'iso42001_turn_seconds_count{platform="slack",input="words",outcome="answered"}';
    expect(valueIn(text, turns)).toBe(2);
    expect(valueIn(text, 'iso42001_acknowledgement_seconds_count{door="slack"}')).toBe(2);
    expect(valueIn(text, 'iso42001_store_seconds_count{operation="keep",outcome="done"}')).toBe(2);
    expect(valueIn(text, 'iso42001_store_seconds_count{operation="append",outcome="done"}')).toBeGreaterThan(0);
    expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
    expect(text).toContain("process_resident_memory_bytes");
  });

  it("say how many messages wait, and for how long the oldest has", async () => {
    // Nobody listens there any more.
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const webhook = {
      CONSULT_WEBHOOK_URL: `http://127.0.0.1:${String(port)}/`,
      CONSULT_WEBHOOK_SECRET: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3",
    };
    await open({ METRICS_TOKEN: token, ...webhook });
    expect(valueIn(await read(), 'iso42001_outbox_messages{state="waiting"}')).toBe(0);
    expect(valueIn(await read(), "iso42001_outbox_oldest_seconds")).toBe(0);
    await client.command("consult");
    const opened = await eventually(() => slack.of("views.open")[0], "the form");
    const state = Object.entries(consultationForm).map(
      ([name, value]) => [name, { type: "plain_text_input", value }] as const,
    );
    await client.submit(
      opened.body["view"] as { private_metadata: string; callback_id: string },
      Object.fromEntries(state),
      "UANA",
    );
    await expect.poll(async () => valueIn(await read(), 'iso42001_outbox_messages{state="waiting"}')).toBe(1);
    expect(valueIn(await read(), "iso42001_outbox_oldest_seconds")).toBeGreaterThan(0);
    await expect.poll(read).toContain('iso42001_call_seconds_count{api="webhook",outcome="no-answer"}');
  });

  it("hold no id, no name and no word of anybody", async () => {
    await open({ METRICS_TOKEN: token });
    await say("Does Zanzibar Widgets need this?", "1.1");
    await answered(0);
    const text = await read();
    for (const word of ["T1", "UANA", "D1", "Zanzibar", "xoxb", token, "127.0.0.1"]) expect(text).not.toContain(word);
  });

  it("are for whoever has the token, and nobody else", async () => {
    await open({ METRICS_TOKEN: token });
    const status = async (authorization?: string, method = "GET"): Promise<number> =>
      (await fetch(address(), { method, headers: authorization === undefined ? {} : { authorization } })).status;
    expect(await status(`Bearer ${token}`)).toBe(200);
    for (const wrong of [undefined, "", "Bearer", `Bearer ${token}x`, `Basic ${token}`])
      expect(await status(wrong)).toBe(401);
    expect(await status(`Bearer ${token}`, "POST")).toBe(405);
  });

  it("are not there without METRICS_TOKEN, and neither is their library", async () => {
    await open();
    expect((await fetch(address())).status).toBe(404);
    const script = `
      import { createRequire } from "node:module";
      import { openProgram } from "${join(packageRoot(), "dist/compose.js")}";
      import { readSettings } from "${join(packageRoot(), "dist/config/read-settings.js")}";
      const { settings } = readSettings({ PORT: "0", LOG_LEVEL: "silent", DATA_DIR: "${await temporaryFolder()}" });
      const program = await openProgram(settings);
      const { cache } = createRequire("${join(packageRoot(), "package.json")}");
      console.log(Object.keys(cache).some((file) => file.includes("prom-client")));
      await program.close();`;
    const run = (more: string): string =>
      spawnSync(
        process.execPath,
        ["--input-type=module", "-e", script.replace("readSettings({", `readSettings({${more}`)],
        {
          encoding: "utf8",
        },
      ).stdout;
    expect(run("")).toBe("false\n");
    expect(run(`METRICS_TOKEN: "${token}",`)).toBe("true\n");
  });
});
