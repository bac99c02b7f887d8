import type { SlackCall } from "../slack-api.js";
import { SlackWorkspace } from "./workspace.js";
import type { Answer, Channel } from "./workspace.js";

/** What is asked before or besides any workspace. */
const worldly: ReadonlySet<string> = new Set(["auth.test", "oauth.v2.access", "apps.connections.open"]);

/** The state behind the stand-in's Web API: workspaces by the app's token in each. */
export class SlackWorld {
  readonly #workspaces = new Map<string, SlackWorkspace>();
  readonly #uploadUrl: (id: string) => string;
  readonly #clock: () => number;
  #counted = 0;

  /** @param clock milliseconds; triggers and response addresses age by it */
  constructor(uploadUrl: (id: string) => string, clock: () => number = Date.now) {
    this.#uploadUrl = uploadUrl;
    this.#clock = clock;
  }

  /** How many things have happened. */
  get counted(): number {
    return this.#counted;
  }

  add(team: string, token: string, channels: readonly Channel[]): SlackWorkspace {
    const count = (): number => (this.#counted += 1);
    const workspace = new SlackWorkspace({ team, token, channels, clock: this.#clock, count });
    this.#workspaces.set(token, workspace);
    return workspace;
  }

  /** The app was removed: its token is good for nothing more. */
  remove({ token }: SlackWorkspace): void {
    this.#workspaces.delete(token);
  }

  /** What Slack says to a call; undefined where no workspace is asked. */
  take(call: SlackCall): Answer | undefined {
    const { method, token } = call;
    if (method.startsWith("response/")) return this.#respond(method.slice("response/".length), call);
    if (worldly.has(method)) return undefined;
    const workspace = this.#workspaces.get(token);
    if (!workspace) return { ok: false, error: "account_inactive" };
    if (method !== "files.getUploadURLExternal") return workspace.take(call);
    const id = `F${String((this.#counted += 1))}`;
    workspace.files.set(id, { isComplete: false, name: "", channel: undefined });
    return { ok: true, upload_url: this.#uploadUrl(id), file_id: id };
  }

  #respond(id: string, call: SlackCall): Answer {
    const workspace = [...this.#workspaces.values()].find(({ addresses }) => addresses.has(id));
    return workspace?.respond(id, call) ?? { ok: false, error: "invalid_url" };
  }
}
