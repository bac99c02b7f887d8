import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Input, Person, Request } from "../../core/conversation/request.js";
import type { Clock } from "../../core/ports/clock.js";
import { readPress } from "../adaptive-card/card.js";
import { nothingAttached, withUnread } from "../attached-files.js";
import type { DrawPicture } from "../pictures.js";
import type { Shelf } from "../shelf.js";
import type { TurnParts } from "../turn.js";
import type {
  Account,
  AnyActivity,
  ConsentActivity,
  Incoming,
  MessageActionActivity,
  MessageActivity,
  PressActivity,
} from "./activities.js";
import { followConsent } from "./consent-door.js";
import { attempt } from "./conversation.js";
import type { Card, Conversation } from "./conversation.js";
import type { IsFileHost } from "./file-hosts.js";
import { readFiles } from "./files-in.js";
import { lineCharacters, messageBytes, previewCharacters } from "./limits.js";
import { MemberCache } from "./members.js";
import { lineCard, readMessageAction, toDialogCard } from "./message-action.js";
import { readWords } from "./mentions.js";
import { channelOf, deliveriesOf, msteamsPersonId, personOf, placeOf, workspaceOf } from "./origin.js";
import { replyLine } from "./plain-text.js";
import { drawPrivateCard, readOpen } from "./private-view.js";
import { referenceOf } from "./reference.js";
import { MsteamsReplies } from "./replies.js";
import type { Reader } from "./replies.js";
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

/** An installation comes as two activities; for this long they are one. */
const installKeptMs = 60 * 60 * 1000;

/** What happens in Teams, as turns; knows no SDK. */
export class MsteamsDoor {
  readonly #parts: MsteamsDoorParts;
  readonly #members: MemberCache;
  /** Also for writing to people who have not just written to us. */
  readonly replies: MsteamsReplies;

  constructor(parts: MsteamsDoorParts) {
    this.#parts = parts;
    this.#members = new MemberCache(parts.clock);
    this.replies = new MsteamsReplies(parts);
  }

  /** A message, an installation or its end. Never rejects for what Teams refuses. */
  async onActivity(incoming: Incoming, conversation: Conversation): Promise<void> {
    if (incoming.kind === "installed") await this.#welcome(incoming.activity, conversation);
    else if (incoming.kind === "removed") await this.#leave(incoming.activity);
    else if (incoming.kind === "message") await this.#onMessage(incoming.activity, conversation);
  }

  /** A pressed `Action.Execute`: stored first, then answered in its own response. */
  async onPress(activity: PressActivity, conversation: Conversation): Promise<PressAnswer> {
    const { words } = this.#parts;
    const person = await this.#person(activity, activity.from, conversation);
    const open = readOpen(activity.value.action.data);
    if (open && open.for !== person.id) return { kind: "line", text: words.plain("private.not-yours") };
    const sent = readPress(activity.value.action.data);
    const input: Input = open
      ? { kind: "words", text: open.words, mentions: [] }
      : { kind: "action", press: sent?.press, values: sent?.values ?? {} };
    const outcome = await this.#turn(activity, person, input, conversation);
    if (outcome.kind === "repeated") return { kind: "line", text: words.plain("press.repeated") };
    const { reply } = outcome;
    if (outcome.kind === "failed") return { kind: "line", text: replyLine(reply, lineCharacters) };
    const reader = readerOf(activity, person);
    const isPersonal = reader.place === "personal";
    const isPrivate = !isPersonal && reply.audience === "asker";
    if (open !== undefined || reply.replaces || reply.refused === true || isPrivate) {
      // The card comes in the answer to the press, which has no room for pictures.
      // In a group nothing may follow that others would see, so all of it is one card: Teams takes a whole message's weight.
      const [card, ...rest] = this.replies.cards(reply, reader.place, isPersonal ? undefined : messageBytes);
      if (isPersonal) {
        const messages = rest.map((more) => toMessage(more, reply));
        const files = reply.blocks.filter((block) => block.kind === "file");
        await this.replies.sendDrawn({ messages, pictures: [], files }, reader, conversation);
      }
      if (!isPrivate) await this.replies.sendPictures(reply, conversation);
      if (card) return { kind: "card", card };
    } else await this.replies.send(reply, reader, conversation);
    return { kind: "line", text: words.plain("press.answered-below") };
  }

  /** A file we offered was accepted or declined. */
  async onConsent(activity: ConsentActivity, conversation: Conversation): Promise<void> {
    const person = await this.#person(activity, activity.from, conversation);
    await followConsent(activity, person, conversation, this.#parts);
  }

  /** The "Draft our reply" action on a message, and presses in its dialog; only the person sees the card. */
  async onMessageAction(activity: MessageActionActivity, conversation: Conversation): Promise<Card | undefined> {
    const input = readMessageAction(activity);
    if (!input) return undefined;
    const person = await this.#person(activity, activity.from, conversation);
    const outcome = await this.#turn(activity, person, input, undefined);
    if (outcome.kind === "repeated") return lineCard(this.#parts.words, "draft.repeated");
    // The dialog may stand over a chat the bot is not in: files are linked to, never offered there.
    return toDialogCard(this.replies.cards(outcome.reply, "group"), this.#parts.words);
  }

  async #onMessage(activity: MessageActivity, conversation: Conversation): Promise<void> {
    if (!activity.from) return;
    const { log } = this.#parts;
    const person = await this.#person(activity, activity.from, conversation);
    const sent = activity.value === undefined || activity.value === null ? undefined : readPress(activity.value);
    const typed = readWords(activity);
    if (!sent && typed.text === "" && !typed.isBotNamed && placeOf(activity).kind !== "personal") return;
    const mentions = await Promise.all(
      typed.named.map(async ({ id, name }) => ({ id: await this.#personIdOf(activity, id, conversation), name })),
    );
    if (!sent) await attempt(log, "typing", () => conversation.showTyping());
    const reader = readerOf(activity, person);
    const attached = reader.place === "personal" ? await readFiles(activity, this.#parts.isFileHost) : nothingAttached;
    const { files } = attached;
    const input: Input = sent
      ? { kind: "action", press: sent.press, values: sent.values }
      : { kind: "words", text: typed.text, mentions, ...(files.length > 0 ? { files } : {}) };
    const outcome = await this.#turn(activity, person, input, conversation);
    if (outcome.kind === "repeated") return;
    const reply = withUnread(outcome.reply, attached, (key, values) => this.#parts.words.say(key, values));
    if (reply.audience === "asker" && reader.place !== "personal" && !sent && outcome.kind === "answered") {
      const card = drawPrivateCard(this.#parts.words, typed.text, person);
      await attempt(log, "send", () =>
        conversation.send({ kind: "card", card, preview: this.#parts.words.plain("private.ready-unnamed") }),
      );
    } else {
      const drawn = await this.replies.draw(reply, reader.place);
      const [first, ...rest] = drawn.messages;
      const pressed = activity.replyToId;
      const isUpdated =
        sent !== undefined &&
        reply.replaces &&
        first !== undefined &&
        pressed !== undefined &&
        (await attempt(log, "update", () => conversation.update(pressed, first))).ok;
      await this.replies.sendDrawn(isUpdated ? { ...drawn, messages: rest } : drawn, reader, conversation);
    }
    await this.#keep(activity, person);
  }

  async #welcome(activity: AnyActivity, conversation: Conversation): Promise<void> {
    const { advisor, claims, words, log } = this.#parts;
    const place = placeOf(activity);
    if (activity.from) await this.#keep(activity, await this.#person(activity, activity.from, conversation));
    if (!(await claims.claim(`msteams:installed:${channelOf(place).conversation}`, installKeptMs))) return;
    if (place.kind === "personal") {
      const welcomed = this.replies.cards(advisor.welcome(), "personal");
      for (const card of welcomed)
        await attempt(log, "send", () => conversation.send(toMessage(card, advisor.welcome())));
    } else {
      const name = activity.from?.name;
      const text = name ? words.say("welcome.channel-by", { name }) : words.say("welcome.channel");
      await attempt(log, "send", () => conversation.send({ kind: "text", text }));
    }
  }

  #turn(
    activity: AnyActivity,
    person: Person,
    input: Input,
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
    return takeWatchedTurn(this.#parts, { deliveries: deliveriesOf(activity), request });
  }

  async #person(activity: AnyActivity, from: Account, conversation: Conversation): Promise<Person> {
    const member = await this.#members.find(`${workspaceOf(activity).id}:${from.id}`, async () => {
      const found = await attempt(this.#parts.log, "find-member", () => conversation.findMember(from.id));
      return found.ok ? found.value : undefined;
    });
    return personOf({ activity, from, member, checksTokens: this.#parts.checksTokens });
  }

  async #personIdOf(activity: AnyActivity, id: string, conversation: Conversation): Promise<Person["id"]> {
    const found = await attempt(this.#parts.log, "find-member", () => conversation.findMember(id));
    return msteamsPersonId(workspaceOf(activity), { id, aadObjectId: found.ok ? found.value?.objectId : undefined });
  }

  /** From the first message on, so that the team can be written to later; a fault here costs no answer. */
  async #keep(activity: AnyActivity, person: Person): Promise<void> {
    const place = channelOf(placeOf(activity));
    await attempt(this.#parts.log, "keep-conversation", () =>
      this.#parts.advisor.keepConversation(workspaceOf(activity), {
        platform: "msteams",
        place,
        person: place.kind === "personal" ? person.id : null,
        group: activity.channelData?.team?.id,
        reference: referenceOf(activity, place),
      }),
    );
  }

  /** Taken out of a chat, or of a team with all its channels: nobody is written to there again. Nothing is answered. */
  async #leave(activity: AnyActivity): Promise<void> {
    await attempt(this.#parts.log, "leave-conversation", () =>
      this.#parts.advisor.leaveConversation(workspaceOf(activity), {
        platform: "msteams",
        place: channelOf(placeOf(activity)),
        group: activity.channelData?.team?.id,
      }),
    );
  }
}

const readerOf = (activity: AnyActivity, person: Person): Reader => ({
  person: person.id,
  place: placeOf(activity).kind,
});

const toMessage = (card: Card, reply: Reply) =>
  ({ kind: "card", card, preview: replyLine(reply, previewCharacters) }) as const;
