import { z } from "zod";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import { wasNeverSent } from "../never-sent.js";
import type { Member } from "./members.js";
import { isWorthAnotherTry } from "./patience.js";

/** An Adaptive Card as JSON. */
export type Card = Readonly<Record<string, unknown>>;

/** What else Teams can show in a message: an image, a card of its own for files. */
export interface Attachment {
  readonly contentType: string;
  readonly name: string;
  readonly contentUrl?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

export type OutgoingMessage =
  | {
      readonly kind: "card";
      readonly card: Card;
      /** Shown in notifications and lists; plain text. */
      readonly preview: string;
      /** Pictures that stand beside the card. */
      readonly beside?: readonly Attachment[];
    }
  | {
      readonly kind: "attachments";
      readonly attachments: readonly Attachment[];
      readonly preview: string;
    }
  | {
      readonly kind: "text";
      /** Markdown as Teams understands it. */
      readonly text: string;
      /** Somebody whose `<at>name</at>` stands in the text. */
      readonly mention?: { readonly id: string; readonly name: string };
    };

/** The conversation that an activity came from, as its host (one SDK or the other) lets us act in it. */
export interface Conversation {
  showTyping(): Promise<void>;
  /** Into the same conversation and thread; resolves to the message's id, where the host gives one. Rejects with the host's error. */
  send(message: OutgoingMessage): Promise<string | undefined>;
  /** Puts a message in the place of an earlier one of ours. Rejects with the host's error. */
  update(messageId: string, message: OutgoingMessage): Promise<void>;
  /** The member record, by the id of this conversation. Rejects with the host's error. */
  findMember(userId: string): Promise<Member | undefined>;
  /** The same by the personal chat with the bot, which is made where there is none, in silence. Rejects with the host's error. */
  findMemberAlone(userId: string): Promise<Member | undefined>;
  /** Whether the bot is still in it: false where Teams says that it is not. Rejects with the host's error where it says neither. */
  isBotIn(): Promise<boolean>;
}

/** The HTTP status that an error of the Bot Connector carries, as one SDK or the other names it; undefined for other errors. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("statusCode" in error && typeof error.statusCode === "number") return error.statusCode;
  return "status" in error && typeof error.status === "number" ? error.status : undefined;
}

/** What Teams says when the app was removed from a conversation whose members are asked for. */
const removedCode = "BotNotInConversationRoster";

/** `Conversation.isBotIn` by a call that asks for members. */
export async function isInRoster(askForMembers: () => Promise<unknown>): Promise<boolean> {
  try {
    await askForMembers();
    return true;
  } catch (error) {
    if (codeOf(error) === removedCode) return false;
    throw error;
  }
}

const errorBody = z.object({ error: z.object({ code: z.string() }) });
const codedError = z.union([
  z.object({ code: z.string() }).transform(({ code }) => code),
  z.object({ response: z.object({ data: errorBody }) }).transform(({ response }) => response.data.error.code),
]);

/** The Bot Connector's own code of an error, as one SDK or the other carries it. */
const codeOf = (error: unknown): string | undefined => codedError.safeParse(error).data;

/**
 * What a call that failed came to. `not-done`: it surely had no effect, and may work another time; `uncertain`: it may have
 * had its effect; `refused`: Teams will say the same again.
 */
export type Failing = "not-done" | "uncertain" | "refused";

/** What an error of the Bot Connector, as one SDK or the other throws it, says of its call. */
export function failingOf(error: unknown): Failing {
  const status = statusOf(error);
  if (status === undefined) return wasNeverSent(error) ? "not-done" : "uncertain";
  if (!isWorthAnotherTry(status)) return "refused";
  // A gateway may have passed it on, and a fault may have come after the work.
  return status === 502 || status === 504 || status === 500 ? "uncertain" : "not-done";
}

export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number | undefined; readonly failing: Failing };

/**
 * Runs one call to Teams. It may fail (the bot was removed, the chat is gone, Teams is busy): the failure is logged by
 * its code, never thrown, because nothing of the person's is lost by it.
 *
 * @returns what the call gave, or the failure
 */
export async function attempt<T>(log: Log, what: string, call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    const status = statusOf(error);
    log.warn("msteams.call-failed", { call: what, status, ...errorFields(error) });
    return { ok: false, status, failing: failingOf(error) };
  }
}
