import type { Phrases } from "../../core/conversation/phrases.js";
import type { Input } from "../../core/conversation/request.js";
import { readPress } from "../adaptive-card/card.js";
import type { MessageActionActivity } from "./activities.js";
import type { Card } from "./conversation.js";
import { decodeEntities, dropTags } from "./html-text.js";
import { dialogBytes, draftedCharacters } from "./limits.js";
import type { MsteamsWord } from "./words.js";

/** The id of our one message action, as the manifest has it. */
export const draftReplyCommand = "draftReply";

/** A button pressed in the action's dialog, or a message to draft a reply to; undefined for an action that is not ours. */
export function readMessageAction({ value }: MessageActionActivity): Input | undefined {
  const sent = value.data === undefined || value.data === null ? undefined : readPress(value.data);
  if (sent) return { kind: "action", press: sent.press, values: sent.values };
  if (value.commandId !== draftReplyCommand) return undefined;
  const body = value.messagePayload?.body;
  const content = body?.content ?? "";
  const text = body?.contentType === "text" ? content : decodeEntities(dropTags(content));
  return { kind: "words", text: `answer ${text.trim().slice(0, draftedCharacters)}`, mentions: [] };
}

/**
 * A reply's cards as the one card a dialog has room for. Dialogs know no `Action.Execute`: each button's own
 * `Action.Submit` stands in for it.
 */
export function toDialogCard(cards: readonly Card[], words: Phrases<MsteamsWord>): Card {
  const [first = emptyCard] = cards;
  const all = cards.flatMap((card) => (Array.isArray(card["body"]) ? (card["body"] as unknown[]) : [])).map(withSubmit);
  const body: unknown[] = [];
  for (const element of all) {
    if (Buffer.byteLength(JSON.stringify([...body, element])) > dialogBytes) {
      body.push(textLine(words.plain("dialog.more")));
      break;
    }
    body.push(element);
  }
  return { ...first, body };
}

const textLine = (text: string): unknown => ({ type: "RichTextBlock", inlines: [{ type: "TextRun", text }] });

export const lineCard = (words: Phrases<MsteamsWord>, key: MsteamsWord): Card => ({
  ...emptyCard,
  body: [textLine(words.plain(key))],
});

const emptyCard: Card = {
  type: "AdaptiveCard",
  $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
  version: "1.5",
  body: [],
};

function withSubmit(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withSubmit);
  if (typeof node !== "object" || node === null) return node;
  if ("type" in node && node.type === "Action.Execute" && "fallback" in node) return node.fallback;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withSubmit(value)]));
}
