import { encodeAction } from "../../core/conversation/action.js";
import { isLive } from "../../core/conversation/again.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Block, FileBlock, Reply } from "../../core/conversation/reply.js";
import type { Place } from "../../core/conversation/request.js";
import type { PersonId } from "../../core/ids.js";
import type { Log } from "../../log.js";
import { drawCards } from "../adaptive-card/card.js";
import { cardSize } from "../adaptive-card/frame.js";
import type { AdaptiveCard } from "../adaptive-card/frame.js";
import { cardBytes } from "../adaptive-card/limits.js";
import { hasForm } from "../adaptive-card/typed-values.js";
import type { DrawPicture } from "../pictures.js";
import type { Shelf } from "../shelf.js";
import { attempt } from "./conversation.js";
import type { Attachment, Attempt, Card, Conversation, OutgoingMessage } from "./conversation.js";
import { offerFile } from "./file-consent.js";
import { insteadOfFile, linkBlocks } from "./file-link.js";
import { messageBytes, previewCharacters } from "./limits.js";
import { drawInline, frameBytes } from "./pictures.js";
import { replyLine } from "./plain-text.js";
import { viewVerb } from "./view-data.js";
import type { MsteamsWord } from "./words.js";

export interface RepliesParts {
  readonly words: Phrases<MsteamsWord>;
  readonly log: Log;
  readonly shelf: Shelf;
  readonly drawPicture: DrawPicture;
  /** Whether Teams carries files between people and the bot. */
  readonly carriesFiles: boolean;
}

/** Who reads a reply, and where: files are offered in personal chats, and linked to elsewhere. */
export interface Reader {
  readonly person: PersonId;
  readonly place: Place["kind"];
  /** The person as Teams names them in cards. */
  readonly user: string;
}

/** A reply as messages, in order, and the files to offer after them. */
export interface Drawn {
  readonly messages: readonly Extract<OutgoingMessage, { kind: "card" }>[];
  /** Messages with pictures only: those that found no room beside a card. */
  readonly pictures: readonly Extract<OutgoingMessage, { kind: "attachments" }>[];
  readonly files: readonly FileBlock[];
}

/**
 * How much of a reply got through; `none`: not even its first message. `not-now`: nothing of it, which is sure, and all of it
 * may another time.
 */
export type Sent = "whole" | "part" | "none" | "not-now";

export const gotThrough = (sent: Sent): boolean => sent === "whole" || sent === "part";

/** Replies on their way out: their cards, their pictures, their files. */
export class MsteamsReplies {
  readonly #parts: RepliesParts;

  constructor(parts: RepliesParts) {
    this.#parts = parts;
  }

  /** The cards alone; in groups with a link to each file, or a line that says where to ask for it. */
  cards(reply: Reply, place: Place["kind"], drawing: Parameters<typeof drawCards>[1] = {}): readonly AdaptiveCard[] {
    return drawCards(this.withLinks(reply, place), drawing);
  }

  /** The reply without its files: they are offered beside a personal one where Teams carries them; else a link stands for each. */
  withLinks(reply: Reply, place: Place["kind"]): Reply {
    const blocks = reply.blocks.flatMap((block) =>
      block.kind === "file" ? (this.#isOffered(place) ? [] : this.#link(block)) : [block],
    );
    return { ...reply, blocks };
  }

  /** The reply's files that are offered in messages of their own. */
  offeredFiles(reply: Reply, place: Place["kind"]): readonly FileBlock[] {
    return this.#isOffered(place) ? reply.blocks.filter((block) => block.kind === "file") : [];
  }

  /** The card that stands for a whole reply in a personal chat, and keeps up with what colleagues answer. */
  liveCard(reply: Reply, card: AdaptiveCard, { user }: Reader): AdaptiveCard {
    const { again, nonce } = reply;
    // Nothing is renewed under the hands of somebody who fills in a form.
    if (!again || !isLive(again) || hasForm(reply)) return card;
    const action = {
      type: "Action.Execute",
      verb: viewVerb,
      title: this.#parts.words.plain("private.open"),
      data: { press: encodeAction({ action: again, nonce }) },
    };
    const live = { ...card, refresh: { action, userIds: [user] } };
    return cardSize(live) <= cardBytes ? live : card;
  }

  pictures(reply: Reply): Promise<readonly Attachment[]> {
    return drawInline(reply, this.#parts.drawPicture, this.#parts.log);
  }

  async draw(reply: Reply, reader: Reader): Promise<Drawn> {
    const { place } = reader;
    const preview = replyLine(reply, previewCharacters);
    const pictures = await this.pictures(reply);
    const [drawn, ...rest] = this.cards(reply, place);
    const first = drawn && place === "personal" && rest.length === 0 ? this.liveCard(reply, drawn, reader) : drawn;
    const isBeside = first !== undefined && weight(first) + weight(pictures) <= messageBytes - frameBytes;
    const messages = [...(first ? [first] : []), ...rest].map((card, index) => ({
      kind: "card" as const,
      card,
      preview,
      ...(index === 0 && isBeside && pictures.length > 0 ? { beside: pictures } : {}),
    }));
    return {
      messages,
      pictures: isBeside ? [] : asMessages(pictures, preview),
      files: this.offeredFiles(reply, place),
    };
  }

  /** Sends a whole reply. Never rejects. */
  async send(reply: Reply, reader: Reader, conversation: Conversation): Promise<Sent> {
    return this.sendDrawn(await this.draw(reply, reader), reader, conversation);
  }

  /** The same for what is left of a drawn reply. */
  async sendDrawn({ messages, pictures, files }: Drawn, reader: Reader, conversation: Conversation): Promise<Sent> {
    const [opening, ...others] = [...messages, ...pictures];
    const sent: boolean[] = [];
    if (opening) {
      const opened = await this.#attempt(opening, conversation);
      if (!opened.ok && opened.failing === "not-done") return "not-now";
      sent.push(opened.ok);
    }
    for (const message of others) sent.push((await this.#attempt(message, conversation)).ok);
    for (const file of files) await this.#offer(file, reader.person, conversation);
    if (sent[0] === false) return "none";
    return sent.includes(false) ? "part" : "whole";
  }

  /** The reply's pictures as messages of their own, beside a card that was drawn in another's place. */
  async sendPictures(reply: Reply, conversation: Conversation): Promise<void> {
    for (const message of asMessages(await this.pictures(reply), replyLine(reply, previewCharacters)))
      await this.#attempt(message, conversation);
  }

  /** For `Request.showProgress`: one message, then changed. A group does not see what is for one person. Never rejects. */
  progressIn(conversation: Conversation, place: Place["kind"]): (reply: Reply) => Promise<void> {
    const { log } = this.#parts;
    let shown: string | undefined;
    return async (reply) => {
      if (place !== "personal" && reply.audience === "asker") return;
      const [card] = this.cards(reply, place);
      if (!card) return;
      const message = { kind: "card", card, preview: replyLine(reply, previewCharacters) } as const;
      const id = shown;
      if (id !== undefined) {
        await attempt(log, "update", () => conversation.update(id, message));
        return;
      }
      const sent = await attempt(log, "send", () => conversation.send(message));
      if (sent.ok) shown = sent.value;
    };
  }

  async #offer(file: FileBlock, person: PersonId, conversation: Conversation): Promise<void> {
    const { words, shelf, log } = this.#parts;
    const { id, ...attachment } = offerFile(file, person, words.plain("file.consent"), shelf);
    const offer = { kind: "attachments", attachments: [attachment], preview: file.name } as const;
    if ((await attempt(log, "offer-file", () => conversation.send(offer))).ok) return;
    await this.#attempt(insteadOfFile(file.name, shelf.link(id), words), conversation);
  }

  #link(file: FileBlock): readonly Block[] {
    const { words, shelf, carriesFiles } = this.#parts;
    const { id } = shelf.put(file);
    const url = shelf.link(id);
    if (url !== undefined) return linkBlocks(file.name, url, words);
    shelf.take(id);
    const key = carriesFiles ? "file.personal-only" : "file.no-link";
    return [{ kind: "note", markdown: words.say(key, { name: file.name }) }];
  }

  #isOffered(place: Place["kind"]): boolean {
    return place === "personal" && this.#parts.carriesFiles;
  }

  #attempt(message: OutgoingMessage, conversation: Conversation): Promise<Attempt<string | undefined>> {
    return attempt(this.#parts.log, "send", () => conversation.send(message));
  }
}

/** A card as a message, with what notifications show of its reply. */
export const toMessage = (card: Card, reply: Reply) =>
  ({ kind: "card", card, preview: replyLine(reply, previewCharacters) }) as const;

const weight = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** One message a picture, so that none is too heavy. */
const asMessages = (pictures: readonly Attachment[], preview: string): Drawn["pictures"] =>
  pictures.map((picture) => ({ kind: "attachments", attachments: [picture], preview }));
