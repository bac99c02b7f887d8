import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import { cardFaults } from "./adaptive-card-rules.js";
import { TeamsWorld } from "./teams-world/world.js";

export interface ConnectorCall {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  /** What it was answered with. */
  status: number;
}

/** Calls that match are answered with an error, so many times. */
export interface ConnectorFailure {
  readonly matches: (call: Omit<ConnectorCall, "status">) => boolean;
  readonly status: number;
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  times: number;
}

/** `reset-before`: cut off before anything was done; `reset-after`: done, and then cut off; `silence`: no answer, ever. */
export type ConnectorFault = "429" | "502" | "reset-before" | "reset-after" | "delay" | "silence";

/** A stand-in for the Bot Connector and its signing keys, over real HTTP. */
export interface ConnectorStandin {
  readonly url: string;
  readonly metadataUrl: string;
  /** What was done, in order. */
  readonly calls: ConnectorCall[];
  /** The published signing key: the channels it may sign for, and whether it can be had. */
  readonly key: { endorsements: readonly string[]; isDown: boolean };
  /** What was asked for, also what failed. */
  readonly attempts: (ConnectorCall & { readonly fault: ConnectorFault | undefined })[];
  /** How a call fails, if it does. */
  faultOf: (call: ConnectorCall) => ConnectorFault | undefined;
  /** From then on chats have members, and messages stand in them. */
  world(): TeamsWorld;
  /** Where a file may be put or fetched, as in somebody's OneDrive, and what was put there. */
  readonly fileUrl: (name: string) => string;
  readonly files: Map<string, Buffer>;
  readonly puts: { readonly name: string; readonly range: string | undefined }[];
  /** Activities that hold this text are refused with 403. */
  refused: string | undefined;
  /** What was wrong with cards that were sent; each was refused. */
  readonly cardFaults: string[];
  /** Conversations the bot is not in: their members are not for it to see. */
  readonly notIn: Set<string>;
  /** What goes wrong; the first that matches counts. */
  readonly failures: ConnectorFailure[];
  /** Member records by user id; everybody else is a user. */
  readonly members: Map<string, Record<string, unknown>>;
  /** A token as Teams would send it; claims can be bent. */
  token(
    claims?: Record<string, unknown>,
    options?: { otherKey?: boolean; expires?: string; notBefore?: string },
  ): Promise<string>;
  sent(): Record<string, unknown>[];
  /** Messages that stand in a conversation, in order: what was refused is not among them. */
  standing(conversation: string): Record<string, unknown>[];
  close(): Promise<void>;
}

const delayMs = 500;

export const appId = "11111111-2222-3333-4444-555555555555";

export async function startConnector(): Promise<ConnectorStandin> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const other = await generateKeyPair("RS256");
  const published = { ...(await exportJWK(publicKey)), kid: "key-1", use: "sig", alg: "RS256" };
  const key: ConnectorStandin["key"] = { endorsements: ["msteams"], isDown: false };
  const calls: ConnectorCall[] = [];
  const members = new Map<string, Record<string, unknown>>();
  const files = new Map<string, Buffer>();
  const puts: { name: string; range: string | undefined }[] = [];
  const faults: string[] = [];
  const notIn = new Set<string>();
  const failures: ConnectorFailure[] = [];
  const attempts: ConnectorStandin["attempts"] = [];
  const state: { refused?: string | undefined; faultOf?: ConnectorStandin["faultOf"]; world?: TeamsWorld } = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      const text = Buffer.concat(chunks).toString();
      if (path.startsWith("/drive/")) {
        const name = decoded(path.slice("/drive/".length));
        if (request.method === "PUT") {
          files.set(name, Buffer.concat(chunks));
          puts.push({ name, range: request.headers["content-range"] });
        }
        const file = files.get(name);
        response.writeHead(file ? 200 : 404);
        response.end(file);
        return;
      }
      const reply = (body: unknown): void => {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      };
      if (path === "/metadata") {
        reply({
          issuer: "https://api.botframework.com",
          jwks_uri: `${url}/keys`,
          id_token_signing_alg_values_supported: ["RS256"],
        });
        return;
      }
      if (path === "/keys") {
        if (key.isDown) {
          response.writeHead(503);
          response.end();
        } else reply({ keys: [{ ...published, endorsements: key.endorsements }] });
        return;
      }
      const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
      const call: ConnectorCall = { method: request.method ?? "", path, body, status: 200 };
      response.on("finish", () => {
        call.status = response.statusCode;
      });
      const fault = state.faultOf?.(call);
      attempts.push(Object.assign(call, { fault }));
      if (fault === "silence") return;
      if (fault === "429" || fault === "502") {
        response.writeHead(Number(fault), fault === "429" ? { "retry-after": "1" } : {}).end();
        return;
      }
      if (fault === "reset-before") {
        request.socket.destroy();
        return;
      }
      const failure = failures.find((candidate) => candidate.times > 0 && candidate.matches(call));
      if (failure) {
        calls.push(call);
        failure.times -= 1;
        const { status, code = "ServiceError", retryAfterSeconds } = failure;
        const after = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
        response.writeHead(status, { "content-type": "application/json", ...after });
        response.end(JSON.stringify({ error: { code } }));
        return;
      }
      const { status, body: answer } = answerTo(call, text);
      if (fault === "reset-after") {
        request.socket.destroy();
        return;
      }
      setTimeout(
        () => {
          response.writeHead(status, { "content-type": "application/json" });
          response.end(JSON.stringify(answer));
        },
        fault === "delay" ? delayMs : 0,
      );
    });
  });
  const refuse = (status: number, code: string) => ({ status, body: { error: { code, message: "no" } } });
  const answerTo = (call: ConnectorCall, text: string): { readonly status: number; readonly body: unknown } => {
    const { path, body } = call;
    calls.push(call);
    const wrong = cardsIn(body).flatMap(cardFaults);
    faults.push(...wrong);
    if (wrong.length > 0) return refuse(400, "BadSyntax");
    const place = decoded(/\/conversations\/([^/?]+)/.exec(path)?.[1] ?? "");
    if (notIn.has(place)) return refuse(403, "BotNotInConversationRoster");
    if (state.refused !== undefined && text.includes(state.refused)) return refuse(403, "Forbidden");
    if (state.world) return state.world.take(call);
    if (/\/pagedmembers(\?|$)/.test(path)) return { status: 200, body: { members: [] } };
    const member = /\/members\/([^/?]+)$/.exec(path)?.[1];
    if (member === undefined) return { status: 200, body: { id: `sent-${String(calls.length)}` } };
    const id = decoded(member);
    const record = { id, name: id, aadObjectId: `aad-${id}`, userRole: "user", tenantId: "tenant-1" };
    return { status: 200, body: { ...record, ...members.get(id) } };
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    metadataUrl: `${url}/metadata`,
    calls,
    attempts,
    get faultOf() {
      return state.faultOf ?? (() => undefined);
    },
    set faultOf(faultOf) {
      state.faultOf = faultOf;
    },
    world: () => (state.world ??= new TeamsWorld()),
    cardFaults: faults,
    failures,
    key,
    notIn,
    members,
    files,
    puts,
    fileUrl: (name) => `${url}/drive/${encodeURIComponent(name)}`,
    get refused() {
      return state.refused;
    },
    set refused(refused: string | undefined) {
      state.refused = refused;
    },
    token: (claims = {}, options = {}) =>
      new SignJWT({ serviceurl: `${url}/`, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "key-1" })
        .setIssuer(typeof claims["iss"] === "string" ? claims["iss"] : "https://api.botframework.com")
        .setAudience(typeof claims["aud"] === "string" ? claims["aud"] : appId)
        .setNotBefore(options.notBefore ?? "-1m")
        .setExpirationTime(options.expires ?? "10m")
        .sign(options.otherKey ? other.privateKey : privateKey),
    sent: () =>
      calls
        .filter(
          (call) => call.method === "POST" && call.path.includes("/activities") && call.body["type"] === "message",
        )
        .map((call) => call.body),
    standing: (conversation) =>
      calls
        .filter(
          ({ method, path, status, body }) =>
            method === "POST" &&
            status === 200 &&
            body["type"] === "message" &&
            decoded(path).includes(`/conversations/${conversation}/activities`),
        )
        .map(({ body }) => body),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** As it stands, where it is not an address's. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function cardsIn({ attachments }: Record<string, unknown>): unknown[] {
  if (!Array.isArray(attachments)) return [];
  return (attachments as { contentType?: unknown; content?: unknown }[]).flatMap(({ contentType, content }) =>
    contentType === "application/vnd.microsoft.card.adaptive" ? [content] : [],
  );
}
