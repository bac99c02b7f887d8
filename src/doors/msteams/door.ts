import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Input, Person, Request } from "../../core/conversation/request.js";
import type { Clock } from "../../core/ports/clock.js";
import { isLive } from "../../core/conversation/again.js";
import { readPress } from "../adaptive-card/card.js";
import { cardBytes } from "../adaptive-card/limits.js";
import { nothingAttached, withUnread } from "../attached-files.js";
import type { DrawPicture } from "../pictures.js";
import type { Shelf } from "../shelf.js";
import type { TurnParts } from "../turn.js";
import type {
  Account,
  AnyActivity,
  ConsentActivity,
  Incoming,
  ExtensionActivity,
  MessageActivity,
  PressActivity,
} from "./activities.js";
import { followConsent } from "./consent-door.js";
import { attempt } from "./conversation.js";
import type { Card, Conversation } from "./conversation.js";
import type { IsFileHost } from "./file-hosts.js";
import { readFiles } from "./files-in.js";
import { dialogBytes, lineCharacters, previewCharacters } from "./limits.js";
import { MemberCache } from "./members.js";
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
import { readWords } from "./mentions.js";
import { channelOf, deliveriesOf, msteamsPersonId, personOf, placeOf, workspaceOf } from "./origin.js";
import { replyLine } from "./plain-text.js";
import { readPressed } from "./pressed.js";
import type { Pressed } from "./pressed.js";
import { PrivateViews } from "./private-views.js";
import { MsteamsReplies } from "./replies.js";
import type { Reader } from "./replies.js";
import { readView } from "./view-data.js";
import type { ViewRef } from "./view-data.js";
import { takeWatchedTurn } from "./watched-turn.js";
import type { MsteamsWord } from "./words.js";

/** What a pressed card is answered with: another card in its place (for the presser), or a line of text. */
export type PressAnswer =
  { readonly kind: "card"; readonly card: Card } | { readonly kind: "line"; readonly text: string };

export interface MsteamsDoorParts extends TurnParts {
  readonly words: Phrases<MsteamsWord>;
  readonly clock: Clock;
  readonly checksTokens: boolean;
  readonly shelf: Shelf;
  readonly drawPicture: DrawPicture;
  readonly isFileHost: IsFileHost;
}

/** An installation comes as two activities; for this long they are one, and a new one after it is welcomed. */
const installKeptMs = 10 * 60 * 1000;

/** What happens in Teams, as turns; knows no SDK. */
export class MsteamsDoor {
  readonly #parts: MsteamsDoorParts;
  readonly #members: MemberCache;
  readonly #views: PrivateViews;
  /** Also for writing to people who have not just written to us. */
  readonly replies: MsteamsReplies;

  constructor(parts: MsteamsDoorParts) {
    this.#parts = parts;
    this.#members = new MemberCache(parts);
    this.replies = new MsteamsReplies(parts);
    this.#views = new PrivateViews({ ...parts, replies: this.replies });
  }

  /** A message or an installation. Never rejects for what Teams refuses. */
  async onActivity(incoming: Incoming, conversation: Conversation): Promise<void> {
    if (incoming.kind === "installed") await this.#welcome(incoming.activity, conversation);
    else if (incoming.kind === "message") await this.#onMessage(incoming.activity, conversation);
  }

  /** A pressed `Action.Execute`: stored first, then answered in its own response. */
  async onPress(activity: PressActivity, conversation: Conversation): Promise<PressAnswer> {
    const person = await this.#person(activity, activity.from, conversation);
    const pressed = readPressed(activity);
    if (pressed.view?.for !== undefined && pressed.view.for !== person.id) return this.#line("private.not-yours");
    const turn = { activity, person, reader: readerOf(activity, activity.from, person), pressed, conversation };
    return pressed.kind === "look" ? this.#look(turn) : this.#press(turn);
  }

  /** Somebody opens what stands behind a card, or turns a page, or their client renews the card. */
  async #look(turn: PressTurn): Promise<PressAnswer> {
    const { activity, person, reader, pressed, conversation } = turn;
    const recalled = this.#views.recall(pressed, person.id);
    if (recalled.kind === "gone") return this.#line("private.gone");
    const { view } = pressed;
    const isNew = view !== undefined && view.for === undefined && !this.#views.knows(view, person.id);
    let reply: Reply;
    if (recalled.kind === "kept") reply = recalled.reply;
    else {
      const { press } = recalled;
      const automatic = pressed.isAutomatic ? { isAutomatic: true as const } : {};
      const input: Input = { kind: "action", press, values: {}, ...automatic };
      // Looking changes nothing, so a look that comes twice is no matter, and is not remembered.
      const outcome = await this.#turn({ activity, person, input, deliveries: [] }, conversation);
      if (outcome.kind === "repeated") return this.#line("press.repeated");
      if (outcome.kind === "failed") return { kind: "line", text: replyLine(outcome.reply, lineCharacters) };
      reply = outcome.reply;
    }
    const answer = this.#drawnOver(reply, view, reader);
    if (isNew && !pressed.isAutomatic) await this.#views.renew(view, reader, activity.replyToId, conversation);
    return answer;
  }

  async #press({ activity, person, reader, pressed, conversation }: PressTurn): Promise<PressAnswer> {
    const input: Input = { kind: "action", press: pressed.press, values: pressed.values };
    const outcome = await this.#turn({ activity, person, input, deliveries: deliveriesOf(activity) }, conversation);
    if (outcome.kind === "repeated") return this.#line("press.repeated");
    const { reply } = outcome;
    if (outcome.kind === "failed") return { kind: "line", text: replyLine(reply, lineCharacters) };
    const isPersonal = reader.place === "personal";
    const isPrivate = !isPersonal && reply.audience === "asker";
    if (!reply.replaces && reply.refused !== true && !isPrivate) {
      await this.replies.send(reply, reader, conversation);
      return this.#line("press.answered-below");
    }
    const view = pressed.view && { ...pressed.view, page: 1 };
    const answer = this.#drawnOver(reply, view, reader);
    if (isPersonal) await this.#sendRest(activity, reply, reader, conversation);
    else if (view && view.for === undefined && this.#views.audience(view) > 1)
      await this.#views.renew(view, reader, activity.replyToId, conversation);
    // The card comes in the answer to the press, which has no room for pictures.
    if (!isPrivate) await this.replies.sendPictures(reply, conversation);
    return answer;
  }

  /** The reply in place of the pressed card, for the presser. In a group it is theirs alone, one page of it at a time. */
  #drawnOver(reply: Reply, view: ViewRef | undefined, reader: Reader): PressAnswer {
    if (reader.place === "personal") {
      const [card, ...more] = this.replies.cards(reply, "personal");
      if (card) return { kind: "card", card: more.length === 0 ? this.replies.liveCard(reply, card, reader) : card };
    } else {
      const own = view ?? { id: reply.nonce, for: reader.person, page: 1 };
      const card = this.#views.show(reply, own, reader, cardBytes);
      if (card) return { kind: "card", card };
    }
    return this.#line("press.answered-below");
  }

  /** In a personal chat what one card has no room for follows as messages. */
  async #sendRest(activity: PressActivity, reply: Reply, reader: Reader, conversation: Conversation): Promise<void> {
    const [first, ...rest] = this.replies.cards(reply, "personal");
    const messages = rest.map((more) => toMessage(more, reply));
    const files = reply.blocks.filter((block) => block.kind === "file");
    await this.replies.sendDrawn({ messages, pictures: [], files }, reader, conversation);
    // The answer to a press lasts until the chat is opened anew. Cards that do not renew themselves are changed for good.
    const pressed = activity.replyToId;
    if (first && pressed !== undefined && reply.replaces && !isLive(reply.again))
      await attempt(this.#parts.log, "update", () => conversation.update(pressed, toMessage(first, reply)));
  }

  #line(key: MsteamsWord): PressAnswer {
    return { kind: "line", text: this.#parts.words.plain(key) };
  }

  /** A file we offered was accepted or declined. */
  async onConsent(activity: ConsentActivity, conversation: Conversation): Promise<void> {
    const person = await this.#person(activity, activity.from, conversation);
    await followConsent(activity, person, conversation, this.#parts);
  }

  /** Our search, and our actions on a message with the dialogs they open; only the person sees those. */
  async onExtension(activity: ExtensionActivity, conversation: Conversation): Promise<ExtensionBody> {
    const use = readExtension(activity);
    if (!use) return {};
    const { words, advisor } = this.#parts;
    if (use.kind === "search") return foundBody(advisor.find(use.query), words);
    const title = words.plain(
      activity.value.commandId === draftReplyCommand ? "draft.title" : "extension.answer-title",
    );
    const line = (key: MsteamsWord): ExtensionBody => dialogBody(lineCard(words.plain(key)), title);
    if (use.kind === "no-words") return line("extension.no-words");
    const person = await this.#person(activity, activity.from, conversation);
    // The dialog may stand over a chat the bot is not in: files are linked to, never offered there.
    const reader: Reader = { person: person.id, user: activity.from.id, place: "group" };
    const draw = (reply: Reply, view: ViewRef): ExtensionBody => {
      const card = this.#views.show(reply, view, reader, dialogBytes);
      return card ? dialogBody(withShare(card, reply, view, words), title) : line("private.gone");
    };
    if (use.kind === "ask") {
      const { input } = use;
      const outcome = await this.#turn({ activity, person, input, deliveries: deliveriesOf(activity) }, undefined);
      if (outcome.kind === "repeated") return line("draft.repeated");
      return draw(outcome.reply, { id: outcome.reply.nonce, for: person.id, page: 1 });
    }
    const shown = this.#views.shown(use.view, person.id);
    if (!shown) return line("private.gone");
    return use.kind === "share" ? shareBody(shown, title) : draw(shown, use.view);
  }

  async #onMessage(activity: MessageActivity, conversation: Conversation): Promise<void> {
    if (!activity.from) return;
    const { log } = this.#parts;
    const person = await this.#person(activity, activity.from, conversation);
    const sent = readPress(activity.value);
    const isPressed = sent !== undefined || readView(activity.value) !== undefined;
    const typed = readWords(activity);
    if (!isPressed && typed.text === "" && !typed.isBotNamed && placeOf(activity).kind !== "personal") return;
    const mentions = await Promise.all(
      typed.named.map(async ({ id, name }) => ({ id: await this.#personIdOf(activity, id, conversation), name })),
    );
    if (!isPressed) await attempt(log, "typing", () => conversation.showTyping());
    const reader = readerOf(activity, activity.from, person);
    const attached = reader.place === "personal" ? await readFiles(activity, this.#parts.isFileHost) : nothingAttached;
    const { files } = attached;
    const input: Input = isPressed
      ? { kind: "action", press: sent?.press, values: sent?.values ?? {} }
      : { kind: "words", text: typed.text, mentions, ...(files.length > 0 ? { files } : {}) };
    const outcome = await this.#turn({ activity, person, input, deliveries: deliveriesOf(activity) }, conversation);
    if (outcome.kind === "repeated") return;
    const reply = withUnread(outcome.reply, attached, (key, values) => this.#parts.words.say(key, values));
    const isPrivate = reply.audience === "asker" && reader.place !== "personal" && outcome.kind === "answered";
    if (isPrivate && isPressed) {
      // Sent by a client that knows no cards of one's own: what it were shown all would see.
      const text = this.#parts.words.say("private.elsewhere");
      await attempt(log, "send", () => conversation.send({ kind: "text", text }));
    } else if (isPrivate) await this.#views.announce(reply, reader, person.name, conversation);
    else {
      const drawn = await this.replies.draw(reply, reader);
      const [first, ...rest] = drawn.messages;
      const pressed = activity.replyToId;
      const isUpdated =
        isPressed &&
        reply.replaces &&
        first !== undefined &&
        pressed !== undefined &&
        (await attempt(log, "update", () => conversation.update(pressed, first))).ok;
      await this.replies.sendDrawn(isUpdated ? { ...drawn, messages: rest } : drawn, reader, conversation);
    }
    await this.#keep(activity, person, conversation);
  }

  async #welcome(activity: AnyActivity, conversation: Conversation): Promise<void> {
    const { advisor, claims, words, log } = this.#parts;
    const place = placeOf(activity);
    if (!(await claims.claim(`msteams:installed:${channelOf(place).conversation}`, installKeptMs))) return;
    if (place.kind === "personal") {
      const welcome = advisor.welcome();
      for (const card of this.replies.cards(welcome, "personal"))
        await attempt(log, "send", () => conversation.send(toMessage(card, welcome)));
    } else {
      const name = activity.from?.name;
      const text = name ? words.say("welcome.channel-by", { name }) : words.say("welcome.channel");
      await attempt(log, "send", () => conversation.send({ kind: "text", text }));
    }
    if (activity.from)
      await this.#keep(activity, await this.#person(activity, activity.from, conversation), conversation);
  }

  #turn(
    { activity, person, input, deliveries }: TurnTaken,
    progress: Conversation | undefined,
  ): ReturnType<typeof takeWatchedTurn> {
    const place = placeOf(activity);
    const request: Request = {
      workspace: workspaceOf(activity),
      person,
      place,
      input,
      ...(progress ? { showProgress: this.replies.progressIn(progress, place.kind) } : {}),
    };
    return takeWatchedTurn(this.#parts, { deliveries, request });
  }

  async #person(activity: AnyActivity, from: Account, conversation: Conversation): Promise<Person> {
    const member = await this.#members.find(workspaceOf(activity), from.id, conversation);
    return personOf({ activity, from, member, checksTokens: this.#parts.checksTokens });
  }

  async #personIdOf(activity: AnyActivity, id: string, conversation: Conversation): Promise<Person["id"]> {
    const workspace = workspaceOf(activity);
    const member = await this.#members.find(workspace, id, conversation);
    return msteamsPersonId(workspace, { id, aadObjectId: member?.objectId });
  }

  /** From the first message on, so that the team can be written to later; a fault here costs no answer. */
  async #keep(activity: AnyActivity, person: Person, conversation: Conversation): Promise<void> {
    const place = channelOf(placeOf(activity));
    await attempt(this.#parts.log, "keep-conversation", () =>
      this.#parts.advisor.keepConversation(workspaceOf(activity), {
        platform: "msteams",
        place,
        person: place.kind === "personal" ? person.id : null,
        reference: conversation.reference(place),
      }),
    );
  }
}

const readerOf = (activity: AnyActivity, from: Account, person: Person): Reader => ({
  person: person.id,
  place: placeOf(activity).kind,
  user: from.id,
});

const toMessage = (card: Card, reply: Reply) =>
  ({ kind: "card", card, preview: replyLine(reply, previewCharacters) }) as const;

/** One press, with who made it and what it says. */
interface PressTurn {
  readonly activity: PressActivity;
  readonly person: Person;
  readonly reader: Reader;
  readonly pressed: Pressed;
  readonly conversation: Conversation;
}

interface TurnTaken {
  readonly activity: AnyActivity;
  readonly person: Person;
  readonly input: Input;
  readonly deliveries: readonly string[];
}
