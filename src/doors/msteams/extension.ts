import type { FoundAnswer } from "../../core/advisor.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Input } from "../../core/conversation/request.js";
import { executeAction } from "../adaptive-card/buttons.js";
import { drawCards, readPress } from "../adaptive-card/card.js";
import { frameCard } from "../adaptive-card/frame.js";
import type { AdaptiveCard } from "../adaptive-card/frame.js";
import { withoutButtons } from "../adaptive-card/leads.js";
import { literalText } from "../adaptive-card/rich-text.js";
import type { ExtensionActivity } from "./activities.js";
import type { Card } from "./conversation.js";
import { decodeEntities, dropTags } from "./html-text.js";
import { dialogBytes, dialogSize, draftedCharacters, previewCharacters } from "./limits.js";
import { replyLine } from "./plain-text.js";
import { readView, viewData } from "./view-data.js";
import type { ViewRef } from "./view-data.js";
import type { MsteamsWord } from "./words.js";

/** The ids of our commands, as the manifest has them. */
export const searchCommand = "searchAnswers";
export const answerMessageCommand = "answerMessage";
export const draftReplyCommand = "draftReply";

/** The verb of the dialog's button that puts what it shows into the chat. */
export const shareVerb = "share";

/** What was done with our message extension. */
export type ExtensionUse =
  | { readonly kind: "search"; readonly query: string }
  /** `view`: of the dialog it was pressed in. */
  | { readonly kind: "ask"; readonly input: Input; readonly view: ViewRef | undefined }
  | { readonly kind: "look" | "share"; readonly view: ViewRef }
  | { readonly kind: "no-words" };

/** Undefined for a command that is not ours. */
export function readExtension({ name, value }: ExtensionActivity): ExtensionUse | undefined {
  const { commandId, data } = value;
  if (name === "composeExtension/query")
    return commandId === searchCommand ? { kind: "search", query: queryOf(value.parameters ?? []) } : undefined;
  const view = readView(data);
  if (view && isShare(data)) return { kind: "share", view };
  const sent = readPress(data);
  if (sent) return { kind: "ask", input: { kind: "action", press: sent.press, values: sent.values }, view };
  if (view) return { kind: "look", view };
  const text = wordsOf(value.messagePayload?.body);
  if (commandId === draftReplyCommand) return words(`answer ${text}`);
  if (commandId === answerMessageCommand) return text === "" ? { kind: "no-words" } : words(`ask ${text}`);
  return undefined;
}

const words = (text: string): ExtensionUse => ({
  kind: "ask",
  input: { kind: "words", text: text.trim(), mentions: [] },
  view: undefined,
});

/** Before anything is typed Teams sends `initialRun`. */
function queryOf(parameters: readonly { readonly name: string; readonly value?: unknown }[]): string {
  const typed = parameters.find(({ name }) => name === "query")?.value;
  return typeof typed === "string" ? typed.slice(0, draftedCharacters) : "";
}

const isShare = (data: unknown): boolean =>
  typeof data === "object" && data !== null && "does" in data && data.does === shareVerb;

function wordsOf(body: NonNullable<ExtensionActivity["value"]["messagePayload"]>["body"]): string {
  const content = body?.content ?? "";
  const text = body?.contentType === "text" ? content : decodeEntities(dropTags(content));
  return text.trim().slice(0, draftedCharacters);
}

/** A line in a dialog. */
export const lineCard = (text: string): Card => frameCard(literalText(text), text);

/** An answer, which has a title of its own, can be put into the chat; questions back and refusals cannot. */
export function withShare(card: AdaptiveCard, reply: Reply, view: ViewRef, phrases: Phrases<MsteamsWord>): Card {
  if (reply.audience !== "everyone" || !reply.blocks.some(({ kind }) => kind === "heading")) return card;
  const data = { ...viewData({ ...view, page: 1 }), does: shareVerb };
  const share = executeAction({ verb: shareVerb, title: phrases.plain("extension.share"), data, style: "primary" });
  return { ...card, body: [...card.body, { type: "ActionSet", actions: [share] }] };
}

/** What an invoke of the extension is answered with: JSON as Teams has it. */
export type ExtensionBody = Readonly<Record<string, unknown>>;

export const dialogBody = (card: Card, title: string): ExtensionBody => ({
  task: { type: "continue", value: { ...dialogSize, title, card: attachment(withSubmit(card)) } },
});

/** An answer that goes into what the person is writing, as their own message. */
export const shareBody = (reply: Reply, title: string): ExtensionBody => resultBody([{ title, reply }]);

export const foundBody = (found: readonly FoundAnswer[], phrases: Phrases<MsteamsWord>): ExtensionBody =>
  found.length === 0
    ? { composeExtension: { type: "message", text: phrases.plain("extension.nothing-found") } }
    : resultBody(found);

const resultBody = (found: readonly FoundAnswer[]): ExtensionBody => ({
  composeExtension: {
    type: "result",
    attachmentLayout: "list",
    attachments: found.flatMap(({ title, reply }) => {
      // It may stand where the bot is not, so nothing of it can be pressed.
      const blocks = withoutButtons(reply.blocks);
      const [card] = drawCards({ ...reply, blocks }, { bytes: dialogBytes });
      const text = replyLine({ ...reply, blocks: blocks.filter(({ kind }) => kind !== "heading") }, previewCharacters);
      return card ? [{ ...attachment(card), preview: { contentType: thumbnail, content: { title, text } } }] : [];
    }),
  },
});

const thumbnail = "application/vnd.microsoft.card.thumbnail";
const attachment = (content: unknown) => ({ contentType: "application/vnd.microsoft.card.adaptive", content });

/** Dialogs know no `Action.Execute`: each button's own `Action.Submit` stands in for it. */
function withSubmit(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withSubmit);
  if (typeof node !== "object" || node === null) return node;
  if ("type" in node && node.type === "Action.Execute" && "fallback" in node) return node.fallback;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withSubmit(value)]));
}
