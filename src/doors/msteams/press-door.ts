import { isLive } from "../../core/conversation/again.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Input, Person } from "../../core/conversation/request.js";
import type { Log } from "../../log.js";
import { cardBytes } from "../adaptive-card/limits.js";
import type { PressActivity } from "./activities.js";
import { attempt } from "./conversation.js";
import type { Card, Conversation } from "./conversation.js";
import { lineCharacters } from "./limits.js";
import { deliveriesOf } from "./origin.js";
import { replyLine } from "./plain-text.js";
import { readPressed } from "./pressed.js";
import type { Pressed } from "./pressed.js";
import type { PrivateViews } from "./private-views.js";
import { gotThrough, toMessage } from "./replies.js";
import type { MsteamsReplies, Reader } from "./replies.js";
import { readerOf } from "./turns.js";
import type { MsteamsTurns } from "./turns.js";
import type { ViewRef } from "./view-data.js";
import type { MsteamsWord } from "./words.js";

/** What a pressed card is answered with: another card in its place (for the presser), or a line of text. */
export type PressAnswer =
  { readonly kind: "card"; readonly card: Card } | { readonly kind: "line"; readonly text: string };

interface PressDoorParts {
  readonly words: Phrases<MsteamsWord>;
  readonly log: Log;
  readonly turns: MsteamsTurns;
  readonly replies: MsteamsReplies;
  readonly views: PrivateViews;
}

/** One press, with who made it and what it says. */
interface PressTurn {
  readonly activity: PressActivity;
  readonly person: Person;
  readonly reader: Reader;
  readonly pressed: Pressed;
  readonly conversation: Conversation;
}

/** What happens on cards. */
export class PressDoor {
  readonly #parts: PressDoorParts;

  constructor(parts: PressDoorParts) {
    this.#parts = parts;
  }

  /** A pressed `Action.Execute`: stored first, then answered in its own response. */
  async onPress(activity: PressActivity, conversation: Conversation): Promise<PressAnswer> {
    const person = await this.#parts.turns.person(activity, activity.from, conversation);
    const pressed = readPressed(activity);
    if (pressed.view?.for !== undefined && pressed.view.for !== person.id) return this.#line("private.not-yours");
    const turn = { activity, person, reader: readerOf(activity, activity.from, person), pressed, conversation };
    return pressed.kind === "look" ? this.#look(turn) : this.#press(turn);
  }

  /** Somebody opens what stands behind a card, or turns a page, or their client renews the card. */
  async #look(turn: PressTurn): Promise<PressAnswer> {
    const { activity, person, reader, pressed, conversation } = turn;
    const recalled = this.#parts.views.recall(pressed, person.id);
    if (recalled.kind === "gone") return this.#line("private.gone");
    const { view } = pressed;
    const isNew = view !== undefined && view.for === undefined && !this.#parts.views.knows(view, person.id);
    let reply: Reply;
    if (recalled.kind === "kept") reply = recalled.reply;
    else {
      const { press } = recalled;
      const automatic = pressed.isAutomatic ? { isAutomatic: true as const } : {};
      const input: Input = { kind: "action", press, values: {}, ...automatic };
      // Looking changes nothing, so a look that comes twice is no matter, and is not remembered.
      const outcome = await this.#parts.turns.take({ activity, person, input, deliveries: [], progress: conversation });
      if (outcome.kind === "repeated") return this.#line("press.repeated");
      if (outcome.kind === "failed") return { kind: "line", text: replyLine(outcome.reply, lineCharacters) };
      reply = outcome.reply;
    }
    const answer = this.#drawnOver(reply, view, reader);
    if (isNew && !pressed.isAutomatic) await this.#parts.views.renew(view, reader, activity.replyToId, conversation);
    return answer;
  }

  async #press({ activity, person, reader, pressed, conversation }: PressTurn): Promise<PressAnswer> {
    const input: Input = { kind: "action", press: pressed.press, values: pressed.values };
    const outcome = await this.#parts.turns.take({
      activity,
      person,
      input,
      deliveries: deliveriesOf(activity),
      progress: conversation,
    });
    if (outcome.kind === "repeated") return this.#line("press.repeated");
    const { reply } = outcome;
    if (outcome.kind === "failed") return { kind: "line", text: replyLine(reply, lineCharacters) };
    const isPersonal = reader.place === "personal";
    const isPrivate = !isPersonal && reply.audience === "asker";
    if (!reply.replaces && reply.refused !== true && !isPrivate) {
      const sent = await this.#parts.replies.send(reply, reader, conversation);
      // Where Teams takes no message at all, the answer to the press still gets through.
      if (gotThrough(sent)) return this.#line(sent === "whole" ? "press.answered-below" : "answer.lost");
    }
    // A request's card is one for all; its message is changed by the outbox, which also changes it where others work.
    if (!isPrivate && reply.replaces && this.#parts.turns.deskAt(activity)) {
      const [card] = this.#parts.replies.cards(reply, reader.place);
      return card ? { kind: "card", card } : this.#line("press.answered-below");
    }
    const view = pressed.view && { ...pressed.view, page: 1 };
    const answer = this.#drawnOver(reply, view, reader);
    if (isPersonal) await this.#sendRest(activity, reply, reader, conversation);
    else if (view && view.for === undefined && this.#parts.views.audience(view) > 1)
      await this.#parts.views.renew(view, reader, activity.replyToId, conversation);
    // The card comes in the answer to the press, which has no room for pictures.
    if (!isPrivate) await this.#parts.replies.sendPictures(reply, conversation);
    return answer;
  }

  /** The reply in place of the pressed card, for the presser. In a group it is theirs alone, one page of it at a time. */
  #drawnOver(reply: Reply, view: ViewRef | undefined, reader: Reader): PressAnswer {
    if (reader.place === "personal") {
      const [card, ...more] = this.#parts.replies.cards(reply, "personal");
      if (card)
        return { kind: "card", card: more.length === 0 ? this.#parts.replies.liveCard(reply, card, reader) : card };
    } else {
      const own = view ?? { id: reply.nonce, for: reader.person, page: 1 };
      const card = this.#parts.views.show(reply, own, reader, cardBytes);
      if (card) return { kind: "card", card };
    }
    return this.#line("press.answered-below");
  }

  /** In a personal chat what one card has no room for follows as messages. */
  async #sendRest(activity: PressActivity, reply: Reply, reader: Reader, conversation: Conversation): Promise<void> {
    const [first, ...rest] = this.#parts.replies.cards(reply, "personal");
    const messages = rest.map((more) => toMessage(more, reply));
    const files = this.#parts.replies.offeredFiles(reply, "personal");
    await this.#parts.replies.sendDrawn({ messages, pictures: [], files }, reader, conversation);
    // The answer to a press lasts until the chat is opened anew. Cards that do not renew themselves are changed for good.
    const pressed = activity.replyToId;
    if (first && pressed !== undefined && reply.replaces && !isLive(reply.again))
      await attempt(this.#parts.log, "update", () => conversation.update(pressed, toMessage(first, reply)));
  }

  #line(key: MsteamsWord): PressAnswer {
    return { kind: "line", text: this.#parts.words.plain(key) };
  }
}
