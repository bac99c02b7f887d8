import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Input, Person } from "../../core/conversation/request.js";
import type { Clock } from "../../core/ports/clock.js";
import type { KeptEvent } from "../../core/ports/inbox.js";
import { readPress } from "../adaptive-card/card.js";
import { nothingAttached, withUnread } from "../attached-files.js";
import { InOrder } from "../../in-order.js";
import type { Wait } from "../kept-work.js";
import type { DrawPicture } from "../pictures.js";
import type { Shelf } from "../shelf.js";
import type { TurnParts } from "../turn.js";
import type {
  AnyActivity,
  ConsentActivity,
  ExtensionActivity,
  Incoming,
  MessageActivity,
  PressActivity,
} from "./activities.js";
import type { ConsultantsPlace } from "./consultants-channel.js";
import { followConsent } from "./consent-door.js";
import { attempt, failingOf } from "./conversation.js";
import type { Conversation } from "./conversation.js";
import { followExtension } from "./extension-door.js";
import type { ExtensionBody } from "./extension.js";
import type { IsFileHost } from "./file-hosts.js";
import { readFiles } from "./files-in.js";
import { readWords } from "./mentions.js";
import { channelOf, deliveriesOf, placeOf, workspaceOf } from "./origin.js";
import { PressDoor } from "./press-door.js";
import type { PressAnswer } from "./press-door.js";
import { PrivateViews } from "./private-views.js";
import { referenceOf } from "./reference.js";
import { MsteamsReplies, toMessage } from "./replies.js";
import type { Reader, Sent } from "./replies.js";
import { MsteamsTurns, readerOf } from "./turns.js";
import { readView } from "./view-data.js";
import type { MsteamsWord } from "./words.js";

export type { PressAnswer } from "./press-door.js";

export interface MsteamsDoorParts extends TurnParts {
  readonly words: Phrases<MsteamsWord>;
  readonly clock: Clock;
  readonly checksTokens: boolean;
  readonly shelf: Shelf;
  readonly drawPicture: DrawPicture;
  readonly isFileHost: IsFileHost;
  readonly carriesFiles: boolean;
  /** Where consultants work, when it is a channel of Teams. */
  readonly consultants?: ConsultantsPlace | undefined;
}

/** A message that may have been kept before it was worked. */
export interface Arrival {
  readonly kept: KeptEvent | undefined;
  readonly wait: Wait;
}
const justCome: Arrival = { kept: undefined, wait: "soon" };

/** What Teams did not take just now, for the same conversation at another time; resolves to what it still does not take. */
export type Later = (conversation: Conversation) => Promise<Later | undefined>;

const withApology = (reply: Reply, words: Phrases<MsteamsWord>): Reply => ({
  ...reply,
  blocks: [{ kind: "note", markdown: words.say("waited.late") }, ...reply.blocks],
});

interface Answer {
  readonly activity: MessageActivity;
  readonly reply: Reply;
  readonly reader: Reader;
  readonly name: string | undefined;
  readonly isPressed: boolean;
  /** For one person of a group. */
  readonly isPrivate: boolean;
}

/** The conversation, and whether looking up a member failed in it for a reason that passes. */
function notingOutage(conversation: Conversation): { readonly conversation: Conversation; isOut(): boolean } {
  let isOut = false;
  return {
    conversation: {
      ...conversation,
      findMember: (user) =>
        conversation.findMember(user).catch((error: unknown) => {
          isOut = failingOf(error) !== "refused";
          throw error;
        }),
    },
    isOut: () => isOut,
  };
}

/** An installation comes as two activities; for this long they are one, and a new one after it is welcomed. */
const installKeptMs = 10 * 60 * 1000;

/** What happens in Teams, as turns; knows no SDK. */
export class MsteamsDoor {
  readonly #parts: MsteamsDoorParts;
  readonly #turns: MsteamsTurns;
  readonly #views: PrivateViews;
  readonly #presses: PressDoor;
  readonly #atDesk = new InOrder();
  /** Also for writing to people who have not just written to us. */
  readonly replies: MsteamsReplies;

  constructor(parts: MsteamsDoorParts) {
    this.#parts = parts;
    this.replies = new MsteamsReplies(parts);
    this.#turns = new MsteamsTurns({ ...parts, replies: this.replies });
    this.#views = new PrivateViews({ ...parts, replies: this.replies });
    this.#presses = new PressDoor({ ...parts, turns: this.#turns, replies: this.replies, views: this.#views });
  }

  /** A message, an installation or its end. Never rejects for what Teams refuses; resolves to what is to be sent later. */
  async onActivity(
    incoming: Incoming,
    conversation: Conversation,
    arrival: Arrival = justCome,
  ): Promise<Later | undefined> {
    if (incoming.kind === "message") {
      const { activity } = incoming;
      const take = () => this.#onMessage(activity, conversation, arrival);
      // What consultants write one after another arrives so, though Teams does not wait between the two.
      return this.#turns.deskAt(activity) ? this.#atDesk.run(activity.conversation.id, take) : take();
    }
    if (incoming.kind === "installed") await this.#welcome(incoming.activity, conversation);
    else if (incoming.kind === "removed") await this.#leave(incoming.activity);
    return undefined;
  }

  /** With the right to read a whole channel (RSC) all that is said there comes in: what is not for the bot is dropped. */
  async isForUs(activity: MessageActivity): Promise<boolean> {
    return (
      placeOf(activity).kind === "personal" ||
      readPress(activity.value) !== undefined ||
      readView(activity.value) !== undefined ||
      readWords(activity).isBotNamed ||
      (await this.#turns.underRequest(activity)) !== undefined
    );
  }

  /** A pressed `Action.Execute`. */
  onPress(activity: PressActivity, conversation: Conversation): Promise<PressAnswer> {
    return this.#presses.onPress(activity, conversation);
  }

  /** A file we offered was accepted or declined. */
  async onConsent(activity: ConsentActivity, conversation: Conversation): Promise<void> {
    const person = await this.#turns.person(activity, activity.from, conversation);
    await followConsent(activity, person, conversation, this.#parts);
  }

  /** Our message extension was used: the whole body of the answer. */
  onExtension(activity: ExtensionActivity, conversation: Conversation): Promise<ExtensionBody> {
    return followExtension(activity, conversation, { ...this.#parts, turns: this.#turns, views: this.#views });
  }

  async #onMessage(
    activity: MessageActivity,
    conversation: Conversation,
    arrival: Arrival,
  ): Promise<Later | undefined> {
    if (!activity.from) return undefined;
    const { log, words } = this.#parts;
    const lookingUp = notingOutage(conversation);
    const person = await this.#turns.person(activity, activity.from, lookingUp.conversation);
    const sent = readPress(activity.value);
    const isPressed = sent !== undefined || readView(activity.value) !== undefined;
    const typed = readWords(activity);
    const under = isPressed ? undefined : await this.#turns.underRequest(activity);
    if (arrival.wait === "gone" && !under) return this.#sayLine("waited.gone", conversation);
    if ((!isPressed && !under) || lookingUp.isOut()) {
      const typing = await attempt(log, "typing", () => conversation.showTyping());
      // Who asks is not known, and no answer would get through: it is as if the message came later.
      if (lookingUp.isOut() && !typing.ok && typing.failing !== "refused")
        return (again) => this.#onMessage(activity, again, arrival);
    }
    const mentions = await Promise.all(
      typed.named.map(async ({ id, name }) => ({ id: await this.#turns.personId(activity, id, conversation), name })),
    );
    const reader = readerOf(activity, activity.from, person);
    const attached = reader.place === "personal" ? await readFiles(activity, this.#parts.isFileHost) : nothingAttached;
    const { files } = attached;
    const input: Input = isPressed
      ? { kind: "action", press: sent?.press, values: sent?.values ?? {} }
      : { kind: "words", text: typed.text, mentions, ...(files.length > 0 ? { files } : {}) };
    const outcome = await this.#turns.take({
      activity,
      person,
      input,
      // What is kept has its names claimed.
      deliveries: arrival.kept ? [] : deliveriesOf(activity),
      progress: conversation,
      under,
    });
    if (outcome.kind === "repeated" || outcome.reply.blocks.length === 0) return undefined;
    const told = withUnread(outcome.reply, attached, (key, values) => words.say(key, values));
    const reply = arrival.wait === "late" ? withApology(told, words) : told;
    const isPrivate = reply.audience === "asker" && reader.place !== "personal" && outcome.kind === "answered";
    const later = await this.#answer(
      { activity, reply, reader, name: person.name, isPressed, isPrivate },
      conversation,
    );
    await this.#keep(activity, person);
    return later;
  }

  async #answer(
    { activity, reply, reader, name, isPressed, isPrivate }: Answer,
    conversation: Conversation,
  ): Promise<Later | undefined> {
    // Sent by a client that knows no cards of one's own: what it were shown all would see.
    if (isPrivate && isPressed) return this.#sayLine("private.elsewhere", conversation);
    if (isPrivate) return this.#say((there) => this.#views.announce(reply, reader, name, there), conversation);
    const drawn = await this.replies.draw(reply, reader);
    const [first, ...rest] = drawn.messages;
    const pressed = activity.replyToId;
    const isUpdated =
      isPressed &&
      reply.replaces &&
      first !== undefined &&
      pressed !== undefined &&
      (await attempt(this.#parts.log, "update", () => conversation.update(pressed, first))).ok;
    const left = isUpdated ? { ...drawn, messages: rest } : drawn;
    return this.#say((there) => this.replies.sendDrawn(left, reader, there), conversation);
  }

  /** What surely did not get through is said later; of what may have, the person is told. */
  async #say(say: (there: Conversation) => Promise<Sent>, conversation: Conversation): Promise<Later | undefined> {
    const sent = await say(conversation);
    if (sent === "whole") return undefined;
    if (sent === "not-now") return (again) => this.#say(say, again);
    return this.#sayLine("answer.lost", conversation);
  }

  /** A line that does no harm when it comes twice. */
  async #sayLine(key: MsteamsWord, conversation: Conversation): Promise<Later | undefined> {
    const { log, words } = this.#parts;
    const sent = await attempt(log, "send", () => conversation.send({ kind: "text", text: words.say(key) }));
    return sent.ok || sent.failing === "refused" ? undefined : (again) => this.#sayLine(key, again);
  }

  async #welcome(activity: AnyActivity, conversation: Conversation): Promise<void> {
    const { advisor, claims, words, log } = this.#parts;
    const place = placeOf(activity);
    if (activity.from) await this.#keep(activity, await this.#turns.person(activity, activity.from, conversation));
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
        conversation: channelOf(placeOf(activity)).conversation,
        group: activity.channelData?.team?.id,
        isRemoved: true,
      }),
    );
  }
}
