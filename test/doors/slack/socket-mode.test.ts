import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { openProgram } from "../../../src/compose.js";
import type { Program } from "../../../src/compose.js";
import { settingsOf, temporaryFolder } from "../../builders/world.js";
import { startSlack } from "../../standins/slack-api.js";
import type { SlackStandin } from "../../standins/slack-api.js";
import { eventually } from "./slack-client.js";

let slack: SlackStandin;
let program: Program;
let socket: WebSocket;
let dataDir: string;
const acknowledged: string[] = [];
const server = createServer();
const sockets = new WebSocketServer({ server });

beforeEach(async () => {
  acknowledged.length = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  slack = await startSlack("T1");
  slack.socketUrl = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const connected = new Promise<WebSocket>((resolve) => {
    sockets.once("connection", (opened) => {
      opened.send(JSON.stringify({ type: "hello", num_connections: 1, connection_info: { app_id: "A1" } }));
      opened.on("message", (data: Buffer) => {
        const answer = JSON.parse(data.toString()) as { envelope_id?: string };
        if (answer.envelope_id !== undefined) acknowledged.push(answer.envelope_id);
      });
      resolve(opened);
    });
  });
  dataDir = await temporaryFolder();
  const environment = {
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "silent",
    DATA_DIR: dataDir,
    SLACK_BOT_TOKEN: "xoxb-test",
    SLACK_APP_TOKEN: "xapp-test",
    SLACK_API_URL: slack.url,
  };
  program = await openProgram(settingsOf(environment));
  socket = await connected;
});
afterEach(async () => {
  await program.close();
  socket.terminate();
  await slack.close();
  await new Promise((resolve) => server.close(resolve));
});

const send = (envelope: string, type: string, payload: Record<string, unknown>): void => {
  socket.send(
    JSON.stringify({ envelope_id: envelope, type, payload, accepts_response_payload: type !== "events_api" }),
  );
};

describe("Slack in Socket Mode", () => {
  it("has an event on the disk when it acknowledges it", async () => {
    slack.faultOf = (method) => (method === "users.info" ? "delay" : undefined);
    const event = { type: "message", channel: "D1", channel_type: "im", user: "UANA", text: "kept?", ts: "1.1" };
    send("env-1", "events_api", { type: "event_callback", event_id: "Ev1", team_id: "T1", event });
    await eventually(() => acknowledged[0], "acknowledgement");
    const folder = join(dataDir, "inbox");
    const [name = ""] = await readdir(folder);
    expect(await readFile(join(folder, name), "utf8")).toContain("kept?");
  });

  it("acknowledges an event and answers it once, though it comes twice", async () => {
    const payload = {
      type: "event_callback",
      event_id: "Ev1",
      team_id: "T1",
      event: {
        type: "message",
        channel: "D1",
        channel_type: "im",
        user: "UANA",
        text: "How much does it cost?",
        ts: "1.1",
      },
    };
    send("env-1", "events_api", payload);
    send("env-2", "events_api", payload);
    await eventually(() => (acknowledged.length === 2 ? true : undefined), "acknowledgement");
    const posted = await eventually(() => slack.of("chat.postMessage")[0], "answer");
    expect(JSON.stringify(posted.body["blocks"])).toContain("$20,000");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(slack.of("chat.postMessage")).toHaveLength(1);
  });

  it("answers the command to the one who typed it", async () => {
    send("env-3", "slash_commands", {
      command: "/iso42001",
      text: "assess",
      user_id: "UANA",
      channel_id: "C1",
      team_id: "T1",
      trigger_id: "t1",
      response_url: slack.responseUrl("command"),
    });
    const card = await eventually(() => slack.of("response/command")[0], "card");
    expect(card.body).toMatchObject({ response_type: "ephemeral" });
    expect(acknowledged).toContain("env-3");
  });
});
