import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Input, Person, Request } from "../../core/conversation/request.js";
import type { Clock } from "../../core/ports/clock.js";
import { drawCards, readPress } from "../adaptive-card/card.js";
import type { TurnParts } from "../turn.js";
import type { Account, AnyActivity, Incoming, MessageActivity, PressActivity } from "./activities.js";
import { attempt } from "./conversation.js";
import type { Card, Conversation } from "./conversation.js";
import { lineCharacters, previewCharacters } from "./limits.js";
import { MemberCache } from "./members.js";
import { readWords } from "./mentions.js";
import { channelOf, deliveriesOf, msteamsPersonId, personOf, placeOf, workspaceOf } from "./origin.js";
import { replyLine } from "./plain-text.js";
import { drawPrivateCard, readOpen } from "./private-view.js";
import { takeWatchedTurn } from "./watched-turn.js";
import type { MsteamsWord } from "./words.js";

/** What a pressed card is answered with: another card in its place (for the presser), or a line of text. */
export type PressAnswer =
  { readonly kind: "card"; readonly card: Card } | { readonly kind: "line"; readonly text: string };

interface MsteamsDoorParts extends TurnParts {
  readonly words: Phrases<MsteamsWord>;
  readonly clock: Clock;
  readonly checksTokens: boolean;
}

/** An installation comes as two activities; for this long they are one. */
const installKeptMs = 60 * 60 * 1000;

/** What happens in Teams, as turns; knows no SDK. */
export class MsteamsDoor {
  readonly #parts: MsteamsDoorParts;
  readonly #members: MemberCache;

  constructor(parts: MsteamsDoorParts) {
    this.#parts = parts;
    this.#members = new MemberCache(parts.clock);
  }

  /** A message or an installation. Never rejects for what Teams refuses. */
  async onActivity(incoming: Incoming, conversation: Conversation): Promise<void> {
    if (incoming.kind === "installed") await this.#welcome(incoming.activity, conversation);
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
    const outcome = await this.#turn(activity, person, input);
    if (outcome.kind === "repeated") return { kind: "line", text: words.plain("press.repeated") };
    const { reply } = outcome;
    if (outcome.kind === "failed") return { kind: "line", text: replyLine(reply, lineCharacters) };
    const isPersonal = placeOf(activity).kind === "personal";
    const staysWithPresser =
      open !== undefined || reply.replaces || reply.refused === true || (!isPersonal && reply.audience === "asker");
    const [first, ...rest] = drawCards(reply);
    if (staysWithPresser && first) {
      if (isPersonal) await this.#send(rest, reply, conversation);
      return { kind: "card", card: first };
    }
    await this.#send(first ? [first, ...rest] : [], reply, conversation);
    return { kind: "line", text: words.plain("press.answered-below") };
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
    const input: Input = sent
      ? { kind: "action", press: sent.press, values: sent.values }
      : { kind: "words", text: typed.text, mentions };
    if (!sent) await attempt(log, "typing", () => conversation.showTyping());
    const outcome = await this.#turn(activity, person, input);
    if (outcome.kind === "repeated") return;
    const { reply } = outcome;
    if (reply.audience === "asker" && placeOf(activity).kind !== "personal" && !sent && outcome.kind === "answered") {
      const card = drawPrivateCard(this.#parts.words, typed.text, person);
      await attempt(log, "send", () =>
        conversation.send({ kind: "card", card, preview: this.#parts.words.plain("private.ready-unnamed") }),
      );
    } else {
      const [first, ...rest] = drawCards(reply);
      const pressed = activity.replyToId;
      if (sent && reply.replaces && first && pressed !== undefined) {
        const updated = await attempt(log, "update", () =>
          conversation.update(pressed, { kind: "card", card: first, preview: replyLine(reply, previewCharacters) }),
        );
        await this.#send(updated.ok ? rest : [first, ...rest], reply, conversation);
      } else await this.#send(first ? [first, ...rest] : [], reply, conversation);
    }
    await this.#keep(activity, person, conversation);
  }

  async #welcome(activity: AnyActivity, conversation: Conversation): Promise<void> {
    const { advisor, claims, words, log } = this.#parts;
    const place = placeOf(activity);
    if (!(await claims.claim(`msteams:installed:${channelOf(place).conversation}`, installKeptMs))) return;
    if (place.kind === "personal") await this.#send(drawCards(advisor.welcome()), advisor.welcome(), conversation);
    else {
      const name = activity.from?.name;
      const text = name ? words.say("welcome.channel-by", { name }) : words.say("welcome.channel");
      await attempt(log, "send", () => conversation.send({ kind: "text", text }));
    }
    if (activity.from)
      await this.#keep(activity, await this.#person(activity, activity.from, conversation), conversation);
  }

  async #send(cards: readonly Card[], reply: Reply, conversation: Conversation): Promise<void> {
    for (const card of cards) {
      await attempt(this.#parts.log, "send", () =>
        conversation.send({ kind: "card", card, preview: replyLine(reply, previewCharacters) }),
      );
    }
  }

  #turn(activity: AnyActivity, person: Person, input: Input): ReturnType<typeof takeWatchedTurn> {
    const request: Request = { workspace: workspaceOf(activity), person, place: placeOf(activity), input };
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
