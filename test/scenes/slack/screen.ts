import type { SlackCall } from "../../standins/slack-api.js";

type Json = Record<string, unknown>;

/** Something on a person's screen: a message, a dialog, the Home tab. */
export interface Shown {
  readonly call: SlackCall;
  readonly kind: "message" | "dialog" | "home";
  readonly channel: string;
  readonly thread: string | undefined;
  /** Only this person sees it. */
  readonly isAlone: boolean;
  /** The id of a dialog. */
  readonly view?: string;
}

/** Where a response address leads: who acted, and on what. */
export interface Address {
  readonly user: string;
  readonly channel: string;
  readonly thread: string | undefined;
}

export const blocksOf = ({ call }: Pick<Shown, "call">): readonly Json[] =>
  ((call.body["view"] as { blocks?: unknown } | undefined)?.blocks ?? call.body["blocks"] ?? []) as readonly Json[];

/** All words of it, as somebody reads them. */
export const wordsOf = (shown: Pick<Shown, "call">): string =>
  JSON.stringify([shown.call.body["text"] ?? "", blocksOf(shown)]);

export interface Element {
  readonly type: string;
  readonly text?: { readonly text: string };
  readonly value?: string;
  readonly action_id?: string;
  readonly options?: readonly { readonly value: string; readonly text: { readonly text: string } }[];
}
export const buttonsOf = (shown: Shown): readonly Element[] =>
  blocksOf(shown).flatMap((block) => (block["type"] === "actions" ? (block["elements"] as readonly Element[]) : []));

export interface FormField {
  readonly id: string;
  readonly label: string;
  readonly element: Element;
}
export const fieldsOf = (shown: Shown): readonly FormField[] =>
  blocksOf(shown).flatMap((block) =>
    block["type"] === "input"
      ? [
          {
            id: String(block["block_id"]),
            label: (block["label"] as { text: string }).text,
            element: block["element"] as Element,
          },
        ]
      : [],
  );

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What a person of one workspace sees of everything the app asked of Slack. */
export class Screen {
  constructor(
    readonly calls: readonly SlackCall[],
    readonly user: string,
    /** Whose calls count: the token of the person's workspace. */
    readonly token: string,
    readonly addresses: ReadonlyMap<string, Address>,
    /** Who may open a dialog by a trigger. */
    readonly triggers: ReadonlyMap<string, string>,
  ) {}

  /** Everything that came after the given moment, oldest first. */
  since(from: number): readonly Shown[] {
    return this.calls.slice(from).flatMap((call) => this.#shown(call));
  }

  #shown(call: SlackCall): readonly Shown[] {
    const { method, body } = call;
    if (method.startsWith("response/")) return this.#answered(call);
    if (call.token !== this.token) return [];
    const thread = body["thread_ts"] === undefined ? undefined : text(body["thread_ts"]);
    const channel = text(body["channel"]);
    if (method === "chat.postEphemeral")
      return body["user"] === this.user ? [{ call, kind: "message", channel, thread, isAlone: true }] : [];
    if (method === "chat.postMessage" || method === "chat.update")
      return this.#isIn(channel) ? [{ call, kind: "message", channel, thread, isAlone: false }] : [];
    if (method === "views.publish")
      return body["user_id"] === this.user ? [{ call, kind: "home", channel: "", thread, isAlone: true }] : [];
    if (method !== "views.open" && method !== "views.update") return [];
    const trigger = text(body["trigger_id"] ?? body["view_id"]).replace(/^V-/, "");
    const isExternal = body["external_id"] !== undefined;
    return isExternal || this.triggers.get(trigger) === this.user
      ? [{ call, kind: "dialog", channel: "", thread, isAlone: true, view: `V-${trigger}` }]
      : [];
  }

  #answered(call: SlackCall): readonly Shown[] {
    const address = this.addresses.get(call.method.slice("response/".length));
    if (!address || call.body["delete_original"] === true) return [];
    const isAlone = call.body["response_type"] !== "in_channel";
    if (isAlone ? address.user !== this.user : !this.#isIn(address.channel)) return [];
    const thread = call.body["thread_ts"] === undefined ? address.thread : text(call.body["thread_ts"]);
    return [{ call, kind: "message", channel: address.channel, thread, isAlone }];
  }

  /** Channels are open to all of the workspace, direct messages to their owner. */
  #isIn(channel: string): boolean {
    return channel.startsWith("C") || channel === `D-${this.user}` || channel === this.user;
  }
}
