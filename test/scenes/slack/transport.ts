import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import type { SlackStandin } from "../../standins/slack-api.js";
import { SlackClient } from "../../doors/slack/slack-client.js";

/** How Slack reaches the app; each resolves to what the app answered with, once it acknowledged. */
export interface Transport {
  event(payload: Record<string, unknown>): Promise<unknown>;
  command(fields: Record<string, string>): Promise<unknown>;
  interaction(payload: Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}

/** Slack gives an acknowledgement three seconds, and then sends the same once more. */
const acknowledgedWithinMs = 3_000;

/** By signed requests. */
export function overHttp(url: string): Transport {
  const client = new SlackClient(url, "", () => "");
  const post = async (body: string, type: string): Promise<unknown> => {
    const from = Date.now();
    const response = await client.post(body, type);
    if (response.status !== 200 || Date.now() - from > acknowledgedWithinMs)
      throw new TypeError(`not acknowledged: ${String(response.status)}`);
    const text = await response.text();
    return text.startsWith("{") ? (JSON.parse(text) as unknown) : undefined;
  };
  const form = "application/x-www-form-urlencoded";
  return {
    event: (payload) => post(JSON.stringify(payload), "application/json"),
    command: (fields) => post(new URLSearchParams(fields).toString(), form),
    interaction: (payload) => post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form),
    close: () => Promise.resolve(),
  };
}

/** By the socket that the app opens; to be made before the app starts. */
export async function overSocket(slack: SlackStandin): Promise<Transport> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  slack.socketUrl = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const sockets = new WebSocketServer({ server });
  const waiting = new Map<string, (payload: unknown) => void>();
  const opened = new Promise<WebSocket>((resolve) => {
    sockets.on("connection", (socket) => {
      socket.send(JSON.stringify({ type: "hello", num_connections: 1, connection_info: { app_id: "A1" } }));
      socket.on("message", (data: Buffer) => {
        const { envelope_id: id = "", payload } = JSON.parse(data.toString()) as {
          envelope_id?: string;
          payload?: unknown;
        };
        waiting.get(id)?.(payload);
        waiting.delete(id);
      });
      resolve(socket);
    });
  });
  let sent = 0;
  const send = async (type: string, payload: Record<string, unknown>): Promise<unknown> => {
    const socket = await opened;
    const id = `envelope-${String((sent += 1))}`;
    return new Promise((resolve, reject) => {
      waiting.set(id, resolve);
      setTimeout(() => {
        reject(new TypeError("not acknowledged"));
      }, acknowledgedWithinMs).unref();
      socket.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== "events_api" }));
    });
  };
  return {
    event: (payload) => send("events_api", payload),
    command: (fields) => send("slash_commands", fields),
    interaction: (payload) => send("interactive", payload),
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
