import type { Message } from "../../standins/teams-world/messages.js";
import type { TeamsWorld } from "../../standins/teams-world/world.js";

type Json = Record<string, unknown>;

/** Something before a person's eyes. */
export interface Shown {
  /** A line is what a press is answered with; a dialog is what a message action opens. */
  readonly kind: "message" | "line" | "dialog";
  readonly message?: Message;
  /** The card, as this person sees it. */
  readonly card: Json;
  /** All that can be read there. */
  readonly words: string;
  readonly at: number;
}

const cardType = "application/vnd.microsoft.card.adaptive";
export interface Attachment {
  readonly contentType: string;
  readonly name?: string;
  readonly content?: Json;
}
export const attachmentsOf = ({ activity }: Pick<Message, "activity">): readonly Attachment[] =>
  (activity["attachments"] ?? []) as readonly Attachment[];

/** The card that a message shows to all. */
export const cardOf = (message: Message): Json =>
  attachmentsOf(message).find(({ contentType }) => contentType === cardType)?.content ?? {};

/** The messages before somebody's eyes, as they see them now; what changed last comes last. */
export function messagesBefore(world: TeamsWorld, user: string): readonly Shown[] {
  return world.messages
    .all()
    .filter(({ chat }) => chat.members.some(({ id }) => id === user))
    .map((message): Shown => {
      const own = world.messages.viewOf(message, user);
      const { activity, at } = message;
      const card = own?.card ?? cardOf(message);
      const words = own ? JSON.stringify(own.card) : JSON.stringify([activity["text"], attachmentsOf(message)]);
      return { kind: "message", message, card, words, at: own?.at ?? at };
    });
}

/** The action by which a client has a card renewed for one of those it names. */
export function renewalOf({ card }: Shown, user: string): Json | undefined {
  const refresh = card["refresh"] as { readonly action: Json; readonly userIds: readonly string[] } | undefined;
  return refresh?.userIds.includes(user) ? refresh.action : undefined;
}

/** What the inputs of a card hold as they came. */
export function inputsOf(node: unknown): Json {
  if (Array.isArray(node)) return Object.assign({}, ...node.map(inputsOf)) as Json;
  if (typeof node !== "object" || node === null) return {};
  const element = node as Json;
  const isInput = typeof element["type"] === "string" && element["type"].startsWith("Input.");
  if (isInput) return { [String(element["id"])]: element["value"] ?? element["valueOff"] ?? "" };
  return inputsOf(Object.values(element));
}
