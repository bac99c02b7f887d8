import type { SlackCall } from "../slack-api.js";
import { Addresses } from "./addresses.js";
import { Messages } from "./messages.js";
import type { Message } from "./messages.js";
import { Views } from "./views.js";

type Json = Record<string, unknown>;
export type Answer = Readonly<Record<string, unknown>> & { readonly ok: boolean };

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly isAppIn: boolean;
  /** Undefined: everybody of the workspace. */
  readonly members?: readonly string[];
}

interface WorkspaceParts {
  readonly team: string;
  readonly token: string;
  readonly channels: readonly Channel[];
  readonly clock: () => number;
  readonly count: () => number;
}

const refused = (error: string): Answer => ({ ok: false, error });
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** One workspace as Slack keeps it: who is where, what stands there, and what the app may do with it. */
export class SlackWorkspace {
  readonly team: string;
  readonly token: string;
  readonly people = new Set<string>();
  readonly channels: readonly Channel[];
  readonly addresses: Addresses;
  readonly messages: Messages;
  readonly views: Views;
  /** Files by id: where each was shared, once its upload was completed. */
  readonly files = new Map<string, { isComplete: boolean; name: string; channel: string | undefined }>();

  constructor({ team, token, channels, clock, count }: WorkspaceParts) {
    this.team = team;
    this.token = token;
    this.channels = channels;
    this.addresses = new Addresses(clock);
    this.messages = new Messages(count);
    this.views = new Views(count);
  }

  /** Whether somebody sees what is said there. */
  isIn(channel: string, user: string): boolean {
    if (channel === directMessagesOf(user)) return true;
    const found = this.channels.find(({ id }) => id === channel);
    return found !== undefined && (found.members?.includes(user) ?? true);
  }

  /** What Slack says to a call of this workspace's token; undefined where the state of the workspace is not asked. */
  take(call: SlackCall): Answer | undefined {
    const { method, body } = call;
    switch (method) {
      case "chat.postMessage":
        return this.#post(call);
      case "chat.postEphemeral":
        return this.#post(call, text(body["user"]));
      case "chat.update":
        return this.#update(call);
      case "conversations.open":
        return this.#known(body["users"], (user) => ({ ok: true, channel: { id: directMessagesOf(user) } }));
      case "users.info":
        return this.people.has(text(body["user"])) ? undefined : refused("user_not_found");
      case "views.open":
        return this.#openView(call);
      case "views.update": {
        const view = this.#missingPicture(body["view"]) ?? this.views.update(call);
        return "error" in view ? refused(view.error) : { ok: true, view: { id: view.id, hash: view.hash } };
      }
      case "views.publish":
        return this.#known(body["user_id"], () => {
          const missing = this.#missingPicture(body["view"]);
          return missing ?? { ok: true, view: { id: this.views.open(call, text(body["user_id"]), "home").id } };
        });
      case "files.completeUploadExternal":
        return this.#shareFiles(call);
      default:
        return method.startsWith("assistant.threads.") && this.#ownerOf(text(body["channel_id"])) === undefined
          ? refused("channel_not_found")
          : undefined;
    }
  }

  /** What Slack says to something sent to a response address. */
  respond(id: string, call: SlackCall): Answer {
    const address = this.addresses.useAddress(id);
    if ("error" in address) return refused(address.error);
    const { origin } = address;
    const { body } = call;
    const missing = this.#missingPicture(body);
    if (missing) return missing;
    // The pressed message, or what this very address wrote first, as it stands now.
    const known = origin.message ?? address.written;
    const original = known && this.messages.find(known.ts);
    if (body["delete_original"] === true) {
      if (original) this.messages.remove(original);
      return { ok: true };
    }
    if (body["replace_original"] === true && original) {
      this.messages.writeOver(original, call);
      return { ok: true };
    }
    const message = this.messages.post(call, {
      channel: origin.channel,
      thread: body["thread_ts"] === undefined ? undefined : text(body["thread_ts"]),
      onlyFor: body["response_type"] === "in_channel" ? undefined : origin.user,
    });
    address.written ??= message;
    return { ok: true };
  }

  #post(call: SlackCall, onlyFor?: string): Answer {
    const { body } = call;
    // A person's id stands for their direct messages.
    const named = text(body["channel"]);
    const channel = this.people.has(named) ? directMessagesOf(named) : named;
    const barred = this.#barred(channel) ?? this.#missingPicture(body);
    if (barred) return barred;
    if (onlyFor !== undefined && !this.isIn(channel, onlyFor)) return refused("user_not_in_channel");
    const thread = body["thread_ts"] === undefined ? undefined : text(body["thread_ts"]);
    const { ts } = this.messages.post(call, { channel, thread, onlyFor });
    return onlyFor === undefined ? { ok: true, ts, channel } : { ok: true, message_ts: ts };
  }

  #update(call: SlackCall): Answer {
    const message = this.messages.find(text(call.body["ts"]));
    if (!message || message.channel !== call.body["channel"]) return refused("message_not_found");
    if (message.onlyFor !== undefined) return refused("cant_update_message");
    this.messages.writeOver(message, call);
    return { ok: true, ts: message.ts, channel: message.channel };
  }

  #openView(call: SlackCall): Answer {
    const missing = this.#missingPicture(call.body["view"]);
    if (missing) return missing;
    const trigger = this.addresses.useTrigger(text(call.body["trigger_id"]));
    if ("error" in trigger) return refused(trigger.error);
    const { id, hash } = this.views.open(call, trigger.user, "dialog");
    return { ok: true, view: { id, hash } };
  }

  #shareFiles(call: SlackCall): Answer {
    const channel = call.body["channel_id"] === undefined ? undefined : text(call.body["channel_id"]);
    const barred = channel === undefined ? undefined : this.#barred(channel);
    if (barred) return barred;
    const files = call.body["files"] as readonly { readonly id: string; readonly title?: string }[];
    if (files.some(({ id }) => !this.files.has(id))) return refused("file_not_found");
    for (const { id, title = "" } of files) {
      this.files.set(id, { isComplete: true, name: title, channel });
      if (channel !== undefined)
        this.messages.post(
          { ...call, body: { ...call.body, text: title } },
          { channel, thread: undefined, onlyFor: undefined },
        );
    }
    return { ok: true, files };
  }

  /** Why the app may not post there. */
  #barred(channel: string): Answer | undefined {
    if (this.#ownerOf(channel) !== undefined) return undefined;
    const found = this.channels.find(({ id }) => id === channel);
    // A private conversation that the app is not in does not even exist for it.
    if (!found || (!found.isAppIn && found.members !== undefined)) return refused("channel_not_found");
    return found.isAppIn ? undefined : refused("not_in_channel");
  }

  #ownerOf(channel: string): string | undefined {
    return [...this.people].find((user) => directMessagesOf(user) === channel);
  }

  #known(user: unknown, go: (user: string) => Answer): Answer {
    return this.people.has(text(user)) ? go(text(user)) : refused("user_not_found");
  }

  /** A picture is shown only of a file that was uploaded here, and completely. */
  #missingPicture(drawn: unknown): (Answer & { readonly error: string }) | undefined {
    const blocks = ((drawn as Json | undefined)?.["blocks"] ?? []) as readonly Json[];
    const isThere = blocks.every((block) => {
      const file = block["slack_file"] as { readonly id: string } | undefined;
      return file === undefined || this.files.get(file.id)?.isComplete === true;
    });
    return isThere ? undefined : { ok: false, error: "invalid_blocks" };
  }
}

export const directMessagesOf = (user: string): string => `D-${user}`;

/** Whether somebody sees a message that stands in a workspace. */
export const isSeen = (workspace: SlackWorkspace, { channel, onlyFor }: Message, user: string): boolean =>
  onlyFor === undefined ? workspace.isIn(channel, user) : onlyFor === user;
