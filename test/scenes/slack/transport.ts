import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import type { SlackStandin } from "../../standins/slack-api.js";
import { SlackClient } from "../../doors/slack/slack-client.js";

/** How Slack reaches the app; each resolves to what the app answered with, once it acknowledged. */
export interface Transport {
  /** Twice, as Slack does when it did not hear of the first in time. */
  event(payload: Record<string, unknown>): Promise<void>;
  command(fields: Record<string, string>): Promise<unknown>;
  interaction(payload: Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}

export interface SocketTransport extends Transport {
  /** Slack asks for a new connection, as it does every few hours, and closes the old one. */
  renew(): Promise<void>;
}

/** Slack gives an acknowledgement three seconds, and then sends the same once more. */
const acknowledgedWithinMs = 3_000;

/** By signed requests. */
export function overHttp(url: string): Transport {
  const client = new SlackClient(url, "", () => "");
  const post = async (body: string, type: string, headers: Record<string, string> = {}): Promise<unknown> => {
    // How long it takes is measured by bench/slack: here the program has one processor with all of Slack and its people.
    const response = await client.post(body, type, { headers });
    if (response.status !== 200) throw new TypeError(`not acknowledged: ${String(response.status)}`);
    const text = await response.text();
    return text.startsWith("{") ? (JSON.parse(text) as unknown) : undefined;
  };
  const form = "application/x-www-form-urlencoded";
  return {
    event: async (payload) => {
      const body = JSON.stringify(payload);
      await post(body, "application/json");
      await post(body, "application/json", { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" });
    },
    command: (fields) => post(new URLSearchParams(fields).toString(), form),
    interaction: (payload) => post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form),
    close: () => Promise.resolve(),
  };
}

/** By the socket that the app opens; to be made before the app starts. */
export async function overSocket(slack: SlackStandin): Promise<SocketTransport> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  slack.socketUrl = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const sockets = new WebSocketServer({ server });
  const waiting = new Map<string, (payload: unknown) => void>();
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
  });
  /** The newest connection, once there is one. */
  const connection = async (): Promise<WebSocket> => {
    for (;;) {
      const open = [...sockets.clients].findLast(({ readyState }) => readyState === WebSocket.OPEN);
      if (open) return open;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  let sent = 0;
  const send = async (type: string, payload: Record<string, unknown>, more = {}): Promise<unknown> => {
    const socket = await connection();
    const id = `envelope-${String((sent += 1))}`;
    return new Promise((resolve, reject) => {
      waiting.set(id, resolve);
      setTimeout(() => {
        reject(new TypeError("not acknowledged"));
      }, acknowledgedWithinMs).unref();
      const accepts = { accepts_response_payload: type !== "events_api" };
      socket.send(JSON.stringify({ envelope_id: id, type, payload, ...accepts, ...more }));
    });
  };
  return {
    event: async (payload) => {
      await send("events_api", payload);
      await send("events_api", payload, { retry_attempt: 1, retry_reason: "timeout" });
    },
    command: (fields) => send("slash_commands", fields),
    interaction: (payload) => send("interactive", payload),
    renew: async () => {
      const socket = await connection();
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
      await closed;
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
