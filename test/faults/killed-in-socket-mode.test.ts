import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { startProgram } from "../builders/running-program.js";
import type { RunningProgram } from "../builders/running-program.js";
import { temporaryFolder } from "../builders/world.js";
import { eventually } from "../doors/slack/slack-client.js";
import { startSlack } from "../standins/slack-api.js";
import type { SlackStandin } from "../standins/slack-api.js";

const server = createServer();
const sockets = new WebSocketServer({ server });
const acknowledged: unknown[] = [];
let slack: SlackStandin;
let program: RunningProgram;
let dataDir: string;
let socket: WebSocket;

const start = async (): Promise<void> => {
  const connected = new Promise<WebSocket>((resolve) => {
    sockets.once("connection", (opened) => {
      opened.send(JSON.stringify({ type: "hello", num_connections: 1, connection_info: { app_id: "A1" } }));
      opened.on("message", (data: Buffer) => acknowledged.push(JSON.parse(data.toString())));
      resolve(opened);
    });
  });
  program = await startProgram({
    ...{ DATA_DIR: dataDir, SLACK_BOT_TOKEN: "xoxb-test", SLACK_APP_TOKEN: "xapp-test", SLACK_API_URL: slack.url },
  });
  socket = await connected;
};
beforeEach(async () => {
  acknowledged.length = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  slack = await startSlack("T1");
  slack.socketUrl = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  dataDir = await temporaryFolder();
  await start();
});
afterEach(async () => {
  await program.kill();
  socket.terminate();
  await slack.close();
  await new Promise((resolve) => server.close(resolve));
});

const deliver = (): void => {
  const text = "How much does it cost?";
  const event = { type: "message", channel: "D1", channel_type: "im", user: "UANA", text, ts: "1.1" };
  const payload = { type: "event_callback", event_id: "Ev1", team_id: "T1", event };
  socket.send(JSON.stringify({ envelope_id: "env-1", type: "events_api", payload, accepts_response_payload: false }));
};
const acknowledgement = (count: number) =>
  eventually(() => (acknowledged.length >= count ? true : undefined), "the acknowledgement");

describe("a program that is killed right after its acknowledgement in Socket Mode", () => {
  it("answers after its restart, once, and what comes again is dropped", async () => {
    slack.faultOf = (method) => (method === "users.info" ? "delay" : undefined);
    deliver();
    await acknowledgement(1);
    await program.kill();
    expect(slack.of("chat.postMessage")).toEqual([]);

    slack.faultOf = () => undefined;
    await start();
    deliver();
    await acknowledgement(2);
    await eventually(() => slack.of("chat.postMessage")[0], "the answer");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(slack.of("chat.postMessage")).toHaveLength(1);
    expect(JSON.stringify(slack.of("chat.postMessage")[0]?.body["blocks"])).toContain("$20,000");
  });
});
