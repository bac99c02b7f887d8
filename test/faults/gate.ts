import { createServer, request as passOn } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What becomes of one call on its way to a peer. */
export type Mood =
  | { readonly kind: "open" }
  /** Passed on after a while. */
  | { readonly kind: "slow"; readonly ms: number }
  /** Answered by the gate: the peer never hears of it. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: string;
      readonly headers?: Record<string, string>;
    }
  /** Passed on, and then answered otherwise than the peer did. */
  | { readonly kind: "twist"; readonly status: number; readonly body: string }
  | { readonly kind: "reset-before" }
  /** The connection breaks once the peer has done what was asked. */
  | { readonly kind: "reset-after" }
  /** Taken, and never answered. */
  | { readonly kind: "silent" };

/** Stands before a peer of the program, as the network does: lets calls through, loses them, spoils their answers. */
export interface Gate {
  readonly url: string;
  moodOf: (path: string) => Mood;
  /** How many calls did not pass as they should. */
  readonly spoiled: number;
  /** How many calls the peer may have worked whose answer was lost: who made them cannot know. */
  readonly cut: number;
  /** From now on nobody listens there: connections are refused, and those that stand are cut. */
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

export const letThrough = (): Mood => ({ kind: "open" });

export async function openGate(peer: string): Promise<Gate> {
  const state = { moodOf: letThrough as Gate["moodOf"], spoiled: 0, cut: 0, underWay: 0 };
  const sockets = new Set<Socket>();
  const pass = (
    request: IncomingMessage,
    body: Buffer,
    done: (answer: IncomingMessage, bytes: Buffer) => void,
  ): void => {
    const onward = passOn(new URL(request.url ?? "/", peer), {
      method: request.method ?? "GET",
      headers: request.headers,
    });
    onward.on("response", (answer) => {
      gather(answer, (bytes) => {
        done(answer, bytes);
      });
    });
    onward.on("error", () => request.socket.destroy());
    onward.end(body);
  };
  const deal = (request: IncomingMessage, response: ServerResponse, body: Buffer): void => {
    const mood = state.moodOf(request.url ?? "/");
    if (mood.kind !== "open") state.spoiled += 1;
    const through = (): void => {
      state.underWay += 1;
      response.once("close", () => (state.underWay -= 1));
      pass(request, body, (answer, bytes) => {
        if (mood.kind === "reset-after") {
          state.cut += 1;
          return request.socket.resetAndDestroy();
        }
        if (mood.kind === "twist") return response.writeHead(mood.status).end(mood.body);
        return response.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
      });
    };
    switch (mood.kind) {
      case "answer":
        response.writeHead(mood.status, mood.headers).end(mood.body);
        return;
      case "reset-before":
        request.socket.resetAndDestroy();
        return;
      case "silent":
        return;
      case "slow":
        setTimeout(through, mood.ms);
        return;
      case "open":
      case "twist":
      case "reset-after":
        through();
    }
  };
  const listen = (port: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer((request, response) => {
        gather(request, (body) => {
          deal(request, response, body);
        });
      });
      server.on("connection", (socket) => {
        sockets.add(socket);
        socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
      });
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        resolve(server);
      });
    });
  let server: Server | undefined = await listen(0);
  const { port } = server.address() as AddressInfo;
  const shut = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    if (!closing) return;
    state.cut += state.underWay;
    const closed = new Promise((resolve) => closing.close(resolve));
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${String(port)}`,
    get moodOf() {
      return state.moodOf;
    },
    set moodOf(moodOf) {
      state.moodOf = moodOf;
    },
    get spoiled() {
      return state.spoiled;
    },
    get cut() {
      return state.cut;
    },
    shut,
    open: async () => {
      server ??= await listen(port);
    },
    close: shut,
  };
}

function gather(stream: IncomingMessage, done: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("end", () => {
    done(Buffer.concat(chunks));
  });
}
