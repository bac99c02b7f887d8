import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { messageFaults, viewFaults } from "./block-kit-rules.js";
import { SlackOAuth } from "./slack-oauth.js";
import { SlackWorld } from "./slack-world/world.js";

export interface SlackCall {
  readonly method: string;
  readonly body: Record<string, unknown>;
  /** Whose call it was. */
  readonly token: string;
}

/** What can go wrong with one call; a reset comes before or after the call has had its effect. */
export type SlackFault = "429" | "500" | "reset-before" | "reset-after" | "delay" | "hang";

/** A stand-in for Slack's Web API and response URLs, over real HTTP; it records calls and refuses what Slack refuses. */
export interface SlackStandin {
  readonly url: string;
  /** The calls that had an effect or were refused by Slack's rules; a message's repeat under its id has none. */
  readonly calls: SlackCall[];
  /** Every call that reached the server, with what went wrong with it. */
  readonly attempts: (SlackCall & { readonly fault: SlackFault | undefined })[];
  /** Says what goes wrong with a call. */
  faultOf: (method: string) => SlackFault | undefined;
  /** Whether a message posted again under the same `client_msg_id` is known for the same. */
  knowsMessageIds: boolean;
  /** Begins to keep the state of workspaces: what is not there, or not for the app, is refused from then on. */
  world(): SlackWorld;
  /** Whether a response address takes no more than five messages. */
  countsResponses: boolean;
  /** People by id; everybody else is a member called by their id. */
  readonly users: Map<string, Record<string, unknown>>;
  scopes: string;
  /** Installations by OAuth. */
  readonly oauth: SlackOAuth;
  /** Where Socket Mode connects to. */
  socketUrl: string;
  /** Methods that fail with this error code. */
  readonly failing: Map<string, string>;
  /** Refusals of a method in one channel alone. */
  readonly refusals: { readonly method: string; readonly channel: string; readonly error: string }[];
  /** How many messages with a picture are refused before one is taken, as while Slack processes the file. */
  refusedPictures: number;
  /** Files by id, as uploaded. */
  readonly uploads: Map<string, Buffer>;
  /** Files people sent, by name; fetched with the bot's token at `fileUrl`. */
  readonly files: Map<string, Buffer>;
  readonly fileUrl: (name: string) => string;
  /** The names that were asked for. */
  readonly fetched: string[];
  readonly responseUrl: (name: string) => string;
  of(method: string): SlackCall[];
  close(): Promise<void>;
}

export async function startSlack(team: string): Promise<SlackStandin> {
  const calls: SlackCall[] = [];
  const users = new Map<string, Record<string, unknown>>();
  const failing = new Map<string, string>();
  const uploads = new Map<string, Buffer>();
  const files = new Map<string, Buffer>();
  const fetched: string[] = [];
  const oauth = new SlackOAuth();
  const state = {
    scopes: "commands,chat:write,files:read,files:write,channels:history,groups:history",
    socketUrl: "",
    refusedPictures: 0,
    faultOf: undefined as SlackStandin["faultOf"] | undefined,
    knowsMessageIds: true,
    countsResponses: false,
    world: undefined as SlackWorld | undefined,
  };
  const attempts: (SlackCall & { readonly fault: SlackFault | undefined })[] = [];
  const refusals: SlackStandin["refusals"] = [];
  const triggers = new Set<string>();
  const answered = new Map<string, Record<string, unknown>>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const method = (request.url ?? "").replace(/^\/(api\/)?/, "").replace(/\?.*$/, "");
      if (method.startsWith("upload/")) {
        uploads.set(method.slice("upload/".length), fileInForm(Buffer.concat(chunks)));
        response.end("OK");
        return;
      }
      if (method.startsWith("files-pri/")) {
        const name = decodeURIComponent(method.slice("files-pri/".length));
        fetched.push(name);
        const file = files.get(name);
        const isAllowed = request.headers.authorization === "Bearer xoxb-test";
        // As Slack does: whoever may not read a file gets a page to sign in at.
        response.writeHead(200, { "content-type": file && isAllowed ? "application/octet-stream" : "text/html" });
        response.end(file && isAllowed ? file : "<html>Sign in</html>");
        return;
      }
      const body = readBody(Buffer.concat(chunks).toString(), request.headers["content-type"] ?? "");
      const fault = state.faultOf?.(method);
      const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
      attempts.push({ method, body, token, fault });
      if (fault === "429" || fault === "500") {
        response.writeHead(Number(fault), fault === "429" ? { "retry-after": "1" } : {}).end();
        return;
      }
      if (fault === "reset-before") {
        request.socket.resetAndDestroy();
        return;
      }
      const effect = effectOf(method, body, token);
      const answer = oauth.answerOf(method, token, body) ?? effect;
      if (fault === "reset-after") {
        request.socket.resetAndDestroy();
        return;
      }
      if (fault === "hang") return;
      setTimeout(
        () => {
          response.writeHead(200, { "content-type": "application/json", "x-oauth-scopes": state.scopes });
          response.end(JSON.stringify(answer));
        },
        fault === "delay" ? 2_000 : 0,
      );
    });
  });
  const effectOf = (method: string, body: Record<string, unknown>, token: string): Record<string, unknown> => {
    const id = `${String(body["channel"])} ${String(body["client_msg_id"])}`;
    const before = state.knowsMessageIds && body["client_msg_id"] !== undefined ? answered.get(id) : undefined;
    if (before) return before;
    const uses = calls.filter((call) => call.method === method).length;
    const call = { method, body, token };
    calls.push(call);
    const error =
      failing.get(method) ??
      refusals.find((refusal) => refusal.method === method && refusal.channel === body["channel"])?.error ??
      (state.countsResponses && method.startsWith("response/") && uses >= 5 ? "used_url" : undefined) ??
      ruleBroken(method, body) ??
      agentRuleBroken(method, body) ??
      (state.world ? undefined : triggerFault(method, body)) ??
      pictureFault(body);
    const answer: Record<string, unknown> =
      error === undefined
        ? (state.world?.take(call) ?? { ok: true, ...answerOf(method, body, token) })
        : { ok: false, error };
    if (answer["ok"] === true) answered.set(id, answer);
    return answer;
  };
  /** A trigger opens one dialog. */
  const triggerFault = (method: string, body: Record<string, unknown>): string | undefined => {
    if (method !== "views.open") return undefined;
    const trigger = String(body["trigger_id"]);
    if (triggers.has(trigger)) return "exchanged_trigger_id";
    triggers.add(trigger);
    return undefined;
  };
  const answerOf = (method: string, body: Record<string, unknown>, token: string): Record<string, unknown> => {
    if (method === "apps.connections.open") return { url: state.socketUrl };
    if (method === "files.getUploadURLExternal") {
      const id = `F${String(calls.length)}`;
      return { upload_url: `${url}/upload/${id}`, file_id: id };
    }
    if (method === "files.completeUploadExternal") return { files: body["files"] };
    if (method === "conversations.open") return { channel: { id: `D-${String(body["users"])}` } };
    if (method === "auth.test") return { user_id: "UBOT", bot_id: "BBOT", team_id: team };
    if (method === "users.info") {
      const id = String(body["user"]);
      return {
        user: {
          id,
          team_id: oauth.of(token)?.team?.id ?? team,
          name: id.toLowerCase(),
          tz: "Europe/Berlin",
          ...users.get(id),
        },
      };
    }
    if (method.startsWith("assistant.")) return {};
    if (method === "views.open") return { view: { id: `V-${String(body["trigger_id"])}` } };
    if (method.startsWith("views.")) return { view: { id: body["view_id"] ?? "V1" } };
    return { ts: `1.${String(calls.length)}`, channel: body["channel"] };
  };
  const pictureFault = (body: Record<string, unknown>): string | undefined => {
    if (state.refusedPictures === 0 || !JSON.stringify(body["blocks"] ?? body["view"] ?? []).includes("slack_file"))
      return undefined;
    state.refusedPictures -= 1;
    return "invalid_blocks";
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url: `${url}/api/`,
    calls,
    attempts,
    refusals,
    get faultOf() {
      return state.faultOf ?? (() => undefined);
    },
    set faultOf(fault) {
      state.faultOf = fault;
    },
    get knowsMessageIds() {
      return state.knowsMessageIds;
    },
    set knowsMessageIds(known) {
      state.knowsMessageIds = known;
    },
    world: () => (state.world ??= new SlackWorld((id) => `${url}/upload/${id}`)),
    get countsResponses() {
      return state.countsResponses;
    },
    set countsResponses(counts) {
      state.countsResponses = counts;
    },
    users,
    failing,
    get scopes() {
      return state.scopes;
    },
    set scopes(scopes: string) {
      state.scopes = scopes;
    },
    get socketUrl() {
      return state.socketUrl;
    },
    set socketUrl(socketUrl: string) {
      state.socketUrl = socketUrl;
    },
    oauth,
    uploads,
    files,
    fetched,
    fileUrl: (name) => `${url}/files-pri/${encodeURIComponent(name)}`,
    get refusedPictures() {
      return state.refusedPictures;
    },
    set refusedPictures(refusedPictures: number) {
      state.refusedPictures = refusedPictures;
    },
    responseUrl: (name) => `${url}/response/${name}`,
    of: (method) => calls.filter((call) => call.method === method),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The one part of an upload's multipart form. */
function fileInForm(form: Buffer): Buffer {
  const start = form.indexOf("\r\n\r\n");
  const end = form.lastIndexOf("\r\n--");
  return start < 0 ? form : form.subarray(start + 4, end);
}

function readBody(text: string, type: string): Record<string, unknown> {
  if (type.includes("json")) return JSON.parse(text === "" ? "{}" : text) as Record<string, unknown>;
  return Object.fromEntries([...new URLSearchParams(text)].map(([key, value]) => [key, readField(value)]));
}

/** Lists and objects come as JSON; a text may begin like them. */
function readField(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** What Slack takes of agents; a prompt with a `thread_ts` would be lost without a word, so that is refused here. */
function agentRuleBroken(method: string, body: Record<string, unknown>): string | undefined {
  if (!method.startsWith("assistant.threads.")) return undefined;
  if (method === "assistant.threads.setSuggestedPrompts") {
    const prompts = body["prompts"] as readonly { title?: string; message?: string }[];
    const isGood = prompts.length <= 4 && prompts.every(({ title, message }) => title !== "" && message !== "");
    return isGood && body["thread_ts"] === undefined ? undefined : "invalid_arguments";
  }
  return typeof body["thread_ts"] === "string" ? undefined : "invalid_thread_ts";
}

/** Slack's limits on a message or view, by its own error codes. */
function ruleBroken(method: string, body: Record<string, unknown>): string | undefined {
  if (/^views\.(open|update|push|publish)$/.test(method))
    return viewFaults((body["view"] ?? {}) as Record<string, unknown>)[0]?.code;
  if (!/^(chat\.(postMessage|postEphemeral|update)$|response\/)/.test(method)) return undefined;
  // A response URL may only delete.
  if (body["delete_original"] === true) return undefined;
  return messageFaults(body)[0]?.code;
}
