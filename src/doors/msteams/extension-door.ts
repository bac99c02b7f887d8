import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { TurnParts } from "../turn.js";
import type { ExtensionActivity } from "./activities.js";
import type { Conversation } from "./conversation.js";
import {
  dialogBody,
  draftReplyCommand,
  foundBody,
  lineCard,
  readExtension,
  shareBody,
  withShare,
} from "./extension.js";
import type { ExtensionBody } from "./extension.js";
import { dialogBytes } from "./limits.js";
import { deliveriesOf } from "./origin.js";
import type { PrivateViews } from "./private-views.js";
import type { Reader } from "./replies.js";
import type { MsteamsTurns } from "./turns.js";
import type { ViewRef } from "./view-data.js";
import type { MsteamsWord } from "./words.js";

interface ExtensionParts extends Pick<TurnParts, "advisor"> {
  readonly words: Phrases<MsteamsWord>;
  readonly turns: MsteamsTurns;
  readonly views: PrivateViews;
}

/** Our search, and our actions on a message with the dialogs they open; only the person sees those. */
export async function followExtension(
  activity: ExtensionActivity,
  conversation: Conversation,
  { words, advisor, turns, views }: ExtensionParts,
): Promise<ExtensionBody> {
  const use = readExtension(activity);
  if (!use) return {};
  if (use.kind === "search") return foundBody(advisor.find(use.query), words);
  const title = words.plain(activity.value.commandId === draftReplyCommand ? "draft.title" : "extension.answer-title");
  const line = (key: MsteamsWord): ExtensionBody => dialogBody(lineCard(words.plain(key)), title);
  if (use.kind === "no-words") return line("extension.no-words");
  const person = await turns.person(activity, activity.from, conversation);
  // The dialog may stand over a chat the bot is not in: files are linked to, never offered there.
  const reader: Reader = { person: person.id, user: activity.from.id, place: "group" };
  const draw = (reply: Reply, view: ViewRef): ExtensionBody => {
    const card = views.show(reply, view, reader, dialogBytes);
    return card ? dialogBody(withShare(card, reply, view, words), title) : line("private.gone");
  };
  if (use.kind === "ask") {
    const { input } = use;
    const outcome = await turns.take({
      activity,
      person,
      input,
      deliveries: deliveriesOf(activity),
      progress: undefined,
    });
    if (outcome.kind === "repeated") return line("draft.repeated");
    return draw(outcome.reply, { id: outcome.reply.nonce, for: person.id, page: 1 });
  }
  const shown = views.shown(use.view, person.id);
  if (!shown) return line("private.gone");
  return use.kind === "share" ? shareBody(shown, title) : draw(shown, use.view);
}
