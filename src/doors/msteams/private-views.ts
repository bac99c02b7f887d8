import type { Press } from "../../core/conversation/action.js";
import { isLive } from "../../core/conversation/again.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import { nonce } from "../../core/ids.js";
import type { PersonId } from "../../core/ids.js";
import type { Clock } from "../../core/ports/clock.js";
import type { Log } from "../../log.js";
import type { AdaptiveCard } from "../adaptive-card/frame.js";
import { hasForm, withTyped } from "../adaptive-card/typed-values.js";
import { attempt } from "./conversation.js";
import type { Conversation } from "./conversation.js";
import { drawPage } from "./pages.js";
import type { Pressed } from "./pressed.js";
import { drawPrivateCard, viewOf } from "./private-card.js";
import type { MsteamsReplies, Reader, Sent } from "./replies.js";
import { SeenReplies } from "./seen-replies.js";
import { viewData } from "./view-data.js";
import type { ViewRef } from "./view-data.js";
import type { MsteamsWord } from "./words.js";

interface PrivateViewsParts {
  readonly words: Phrases<MsteamsWord>;
  readonly clock: Clock;
  readonly log: Log;
  readonly replies: MsteamsReplies;
}

/** What to show to somebody who looks. */
export type Recalled =
  | { readonly kind: "kept"; readonly reply: Reply }
  /** The advisor is to be asked for what holds now. */
  | { readonly kind: "ask"; readonly press: Press }
  | { readonly kind: "gone" };

/** Teams has a card that was just drawn for a person renewed when we change its message: they keep what they got. */
const echoMs = 10_000;

/** Each person's own view of a card that stands in a group, or in a dialog. */
export class PrivateViews {
  readonly #parts: PrivateViewsParts;
  readonly #seen: SeenReplies;

  constructor(parts: PrivateViewsParts) {
    this.#parts = parts;
    this.#seen = new SeenReplies(parts.clock);
  }

  /** Sends the card behind which a group's member finds a reply of their own. Never rejects. */
  async announce(reply: Reply, reader: Reader, name: string | undefined, conversation: Conversation): Promise<Sent> {
    const view = viewOf(reply, reader);
    this.#keep(view, reply, reader);
    const message = drawPrivateCard(this.#parts.words, { view, reply, name, users: [reader.user] });
    const sent = await attempt(this.#parts.log, "send", () => conversation.send(message));
    if (sent.ok) return "whole";
    return sent.failing === "not-done" ? "not-now" : "none";
  }

  /** What a look finds. A form stays as it was drawn, with what was typed since; what others change is asked for anew. */
  recall({ view, press, values, isAutomatic }: Omit<Pressed, "kind">, person: PersonId): Recalled {
    const seen = view && this.#seen.find(view.id, person);
    const asked = press && { kind: "ask" as const, press };
    if (!seen) return asked ?? { kind: "gone" };
    const { reply, at } = seen;
    const isEcho = isAutomatic && this.#parts.clock().getTime() - at < echoMs;
    if (view.page > 1 || hasForm(reply) || isEcho || !reply.again || !isLive(reply.again))
      return { kind: "kept", reply: withTyped(reply, values) };
    return { kind: "ask", press: { action: reply.again, nonce: reply.nonce } };
  }

  /** The reply somebody has before them in a view; undefined when it is no longer kept. */
  shown(view: ViewRef, person: PersonId): Reply | undefined {
    return this.#seen.find(view.id, person)?.reply;
  }

  /** One page of a reply as a person's view, remembered for their next look. */
  show(reply: Reply, view: ViewRef, reader: Reader, bytes: number): AdaptiveCard | undefined {
    const { words, replies } = this.#parts;
    const kept = this.#keep(view, reply, reader);
    const carried = viewData({ ...view, page: 1 });
    return drawPage((within) => replies.cards(kept, reader.place, { bytes: within, carried }), bytes, {
      words,
      page: view.page,
      dataOf: (page) => viewData({ ...view, page }, reply.again && { action: reply.again, nonce: reply.nonce }),
    });
  }

  /**
   * Has the card everybody has a view of renewed for the others, and for a newcomer from now on. An edit takes away what
   * people have typed into it, so none is made while somebody else has a form before them.
   */
  async renew(
    view: ViewRef,
    { person }: Reader,
    messageId: string | undefined,
    conversation: Conversation,
  ): Promise<void> {
    const { words, log } = this.#parts;
    if (messageId === undefined || this.#seen.isFilledIn(view.id, person)) return;
    const message = drawPrivateCard(words, {
      view: { ...view, page: 1 },
      reply: { again: { do: "assess" }, nonce: nonce(view.id) },
      users: this.#seen.users(view.id),
    });
    await attempt(log, "update", () => conversation.update(messageId, message));
  }

  /** Whether somebody has looked at a view before, as far as is remembered. */
  knows(view: ViewRef, person: PersonId): boolean {
    return this.#seen.find(view.id, person) !== undefined;
  }

  /** How many have a view of the card. */
  audience(view: ViewRef): number {
    return this.#seen.users(view.id).length;
  }

  /** Files are put on the shelf once, not at every look. */
  #keep(view: ViewRef, reply: Reply, { person, user, place }: Reader): Reply {
    const kept = this.#parts.replies.withLinks(reply, place);
    this.#seen.keep(view.id, person, { reply: kept, user });
    return kept;
  }
}
