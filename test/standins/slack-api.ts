import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SlackOAuth } from "./slack-oauth.js";

export interface SlackCall {
  readonly method: string;
  readonly body: Record<string, unknown>;
  /** Whose call it was. */
  readonly token: string;
}

/** A stand-in for Slack's Web API and response URLs, over real HTTP; it records calls and refuses what Slack refuses. */
export interface SlackStandin {
  readonly url: string;
  readonly calls: SlackCall[];
  /** People by id; everybody else is a member called by their id. */
  readonly users: Map<string, Record<string, unknown>>;
  scopes: string;
  /** Installations by OAuth. */
  readonly oauth: SlackOAuth;
  /** Where Socket Mode connects to. */
  socketUrl: string;
  /** Methods that fail with this error code. */
  readonly failing: Map<string, string>;
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
  };
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
      const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
      calls.push({ method, body, token });
      const error = failing.get(method) ?? faultOf(method, body) ?? pictureFault(body);
      const answer = error === undefined ? { ok: true, ...answerOf(method, body, token) } : { ok: false, error };
      response.writeHead(200, { "content-type": "application/json", "x-oauth-scopes": state.scopes });
      response.end(JSON.stringify(oauth.answerOf(method, token, body) ?? answer));
    });
  });
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
    if (method.startsWith("views.")) return { view: { id: "V1" } };
    return { ts: `1.${String(calls.length)}`, channel: body["channel"] };
  };
  const pictureFault = (body: Record<string, unknown>): string | undefined => {
    if (state.refusedPictures === 0 || !JSON.stringify(body["blocks"] ?? []).includes("slack_file")) return undefined;
    state.refusedPictures -= 1;
    return "invalid_blocks";
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url: `${url}/api/`,
    calls,
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
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([key, value]) => [
      key,
      /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}

/** Slack's limits on a message or view, by its own error codes. */
function faultOf(method: string, body: Record<string, unknown>): string | undefined {
  const view = body["view"] as { blocks?: unknown[]; title?: { text: string } } | undefined;
  const blocks = (body["blocks"] ?? view?.blocks) as Record<string, unknown>[] | undefined;
  if (!blocks) return undefined;
  if (blocks.length > (view ? 100 : 50)) return "invalid_blocks";
  if (!view && JSON.stringify(blocks).length > 13_000) return "msg_blocks_too_long";
  if (view?.title && view.title.text.length > 24) return "invalid_arguments";
  if (blocks.some((block) => block["type"] === "image" && (block["alt_text"] ?? "") === "")) return "invalid_blocks";
  if (!view && method !== "views.publish" && body["text"] === undefined) return "no_text";
  return blocks.every(isWithinLimits) ? undefined : "invalid_blocks";
}

function isWithinLimits(block: Record<string, unknown>): boolean {
  const text = block["text"] as { text: string } | undefined;
  if (block["type"] === "header") return (text?.text.length ?? 0) <= 150;
  if (block["type"] === "section") return text !== undefined && text.text.length > 0 && text.text.length <= 3000;
  if (block["type"] !== "actions") return true;
  const elements = block["elements"] as { text: { text: string }; value?: string; action_id: string }[];
  const ids = new Set(elements.map((element) => element.action_id));
  return (
    elements.length <= 25 &&
    ids.size === elements.length &&
    elements.every((element) => element.text.text.length <= 75 && (element.value?.length ?? 0) <= 2000)
  );
}
