import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { FileBlock, Reply } from "../../core/conversation/reply.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import type { DrawPicture, Pictures } from "../pictures.js";
import { drawPlain } from "../plain-text.js";
import { shorten } from "../split-text.js";
import { asTextBars, drawBlocks, hasPicture, plainText, toMessages } from "./blocks.js";
import { pictureRetryMs, textInContext, textInMessage } from "./limits.js";
import { conversationOutlet } from "./outlets.js";
import type { Drawn, Outlet } from "./outlets.js";
import { NotTaken } from "./not-taken.js";
import { isUncertain, wasNotDone } from "./patient-fetch.js";
import { escapeMrkdwn, unescapeMrkdwn } from "./mrkdwn.js";
import { isPictureRefused, uploadPictures } from "./pictures.js";
import { markButtons } from "./shareable.js";
import type { Shareable } from "./shareable.js";
import { SlackRefused, slackCode } from "./slack-code.js";
import type { SlackWordKey } from "./words.js";

interface RepliesParts {
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly log: Log;
  readonly drawPicture: DrawPicture;
}

/** How a reply reaches the one it is for. */
export interface Sending {
  readonly outlet: Outlet;
  /** Whose direct messages the files go to. */
  readonly user: string;
  /** Whether the reply is said in those direct messages, where the files need no word. */
  readonly isPersonal: boolean;
  /** Said under the reply. */
  readonly hint?: string;
  /** Another way, for when a response address is used up or too old. */
  readonly instead?: Outlet;
  /** Where an answer can be posted for all, when one person sees the reply alone. */
  readonly shareable?: Shareable | undefined;
  /** Nobody asked, so nobody misses it enough to be told that it may not have come. */
  readonly isUnasked?: boolean;
}

/** A reply that is drawn, and where it goes. */
interface Whole {
  readonly reply: Reply;
  readonly sending: Sending;
  readonly pictures: Pictures<string>;
  readonly messages: readonly Drawn[];
}

/** What notifications and screen readers say: never empty, and nothing in it can ping or link. */
export const plainOf = (reply: Reply): string => {
  const said = drawPlain(reply).trim();
  return spoken(said === "" ? labelsOf(reply).join(", ") : said);
};

function spoken(text: string): string {
  if (text.trim() === "") return "…";
  const escaped = escapeMrkdwn(shorten(text, textInMessage));
  // Escaping makes text longer, at most five times.
  return escaped.length <= textInMessage ? escaped : escapeMrkdwn(shorten(text, textInMessage / 5));
}

const labelsOf = (reply: Reply): readonly string[] =>
  reply.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons.map(({ label }) => label) : []));

/** The text beside the later messages of a long reply: what stands in them, not the whole once more. */
export const textOfBlocks = (blocks: readonly KnownBlock[]): string => {
  const texts = blocks.flatMap((block) => {
    if (block.type === "section" || block.type === "header") return block.text ? [block.text.text] : [];
    if (block.type === "context") return block.elements.flatMap((element) => ("text" in element ? [element.text] : []));
    return [];
  });
  return texts.length === 0 ? "…" : spoken(unescapeMrkdwn(texts.join("\n").replace(/<[^|>]*\|([^>]*)>/g, "$1")));
};

/** Replies on their way out: their messages, their pictures, their files. */
export class SlackReplies {
  readonly #parts: RepliesParts;
  #mayUpload = true;

  constructor(parts: RepliesParts) {
    this.#parts = parts;
  }

  /** @param scopes what the app was given; undefined when Slack did not say */
  introduce(scopes: readonly string[] | undefined): void {
    this.#mayUpload = scopes?.includes("files:write") ?? true;
  }

  /**
   * What cannot be posted where it belongs is said in the person's direct messages, with the reason; rejects when not even
   * that works, with `NotTaken` when Slack takes nothing just now. A picture that cannot be shown is text instead; a lost file is told.
   */
  async send(reply: Reply, sending: Sending): Promise<void> {
    const { words } = this.#parts;
    const { isPersonal, hint } = sending;
    const pictures = await uploadPictures(reply, { ...this.#parts, mayUpload: this.#mayUpload });
    const lines = [
      ...(isPersonal ? [] : filesOf(reply).map(({ name }) => words.plain("file.sent", { name }))),
      ...(hint === undefined ? [] : [hint]),
    ];
    const drawn = drawBlocks(reply, "message", pictures);
    const blocks = [...(sending.shareable ? markButtons(drawn, sending.shareable) : drawn), ...lines.map(smallPrint)];
    await this.#sendFrom(0, { reply, sending, pictures, messages: messagesOf(reply, blocks) });
  }

  async #sendFrom(from: number, whole: Whole): Promise<void> {
    const { reply, sending, pictures, messages } = whole;
    for (const [index, message] of messages.entries()) {
      if (index < from) continue;
      try {
        await this.#post(message, reply, index, sending.outlet, pictures);
      } catch (error) {
        if (wasNotDone(error)) throw new NotTaken(error, () => this.#sendFrom(index, whole));
        const rest = messages
          .slice(index)
          .flatMap(({ text, blocks: left }) =>
            toMessages(asTextBars(left, pictures)).map((drawn) => ({ text, blocks: drawn })),
          );
        await this.#postElsewhere(error, reply, rest, sending);
        break;
      }
    }
    await this.sendFiles(reply, sending.user);
  }

  /**
   * For everybody, by the first of the ways that takes it: nowhere else when none does.
   *
   * @returns why nobody sees it, for the one who wanted them to; undefined when everybody does
   */
  async share(reply: Reply, ways: readonly Outlet[]): Promise<SlackWordKey | undefined> {
    let rest = messagesOf(reply, drawBlocks(reply, "message"));
    let refusal: Error | undefined;
    for (const outlet of ways) {
      const result = await postAll(rest, reply, outlet);
      ({ refusal } = result);
      if (!refusal) return undefined;
      this.#warn("slack.not-shared", refusal);
      if (isUncertain(refusal)) return "not-shared.uncertain";
      rest = rest.slice(result.posted);
    }
    return notSharedBecause(refusal);
  }

  /** In the person's direct messages: a whole reply that had no other place. */
  async sendPersonally(reply: Reply, user: string): Promise<void> {
    const outlet = await this.#personalOutlet(user).catch((error: unknown) => {
      if (wasNotDone(error)) throw new NotTaken(error, () => this.sendPersonally(reply, user));
      throw error;
    });
    await this.send(reply, { outlet, user, isPersonal: true });
  }

  /** For `Request.showProgress`: never rejects. */
  progressBy(outlet: Outlet): (reply: Reply) => Promise<void> {
    return async (reply) => {
      const [blocks = []] = toMessages(drawBlocks(reply, "message"));
      const drawn: Drawn = { text: plainOf(reply), blocks };
      await outlet.showProgress(drawn, reply).catch((error: unknown) => {
        this.#warn("slack.no-progress", error);
      });
    };
  }

  /** Into the person's direct messages; when that fails, a line there says so. Never rejects. */
  async sendFiles(reply: Reply, user: string): Promise<void> {
    const { client, words } = this.#parts;
    for (const file of filesOf(reply)) {
      let channel: string | undefined;
      try {
        channel = (await client.conversations.open({ users: user })).channel?.id;
        if (channel !== undefined) await this.#upload(file, channel);
      } catch (error) {
        this.#warn("slack.file-not-sent", error);
        await client.chat
          .postMessage({
            channel: channel ?? user,
            text: words.plain("file.not-sent", { name: file.name }),
            unfurl_links: false,
            unfurl_media: false,
          })
          .catch(() => undefined);
      }
    }
  }

  async #upload(file: FileBlock, channel: string): Promise<void> {
    await this.#parts.client.filesUploadV2({
      channel_id: channel,
      filename: file.name,
      file: Buffer.from(file.bytes),
      title: file.name,
      ...(file.mediaType.startsWith("image/") ? { alt_text: file.name } : {}),
    });
  }

  /** Slack refuses a message until the picture in it is processed: a moment later it is tried again, then without. */
  async #post(message: Drawn, reply: Reply, index: number, outlet: Outlet, pictures: Pictures<string>): Promise<void> {
    if (!hasPicture(message.blocks)) return outlet.post(message, reply, index);
    for (const waitMs of [0, pictureRetryMs]) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      try {
        await outlet.post(message, reply, index);
        return;
      } catch (error) {
        if (isUncertain(error) || !isPictureRefused(error)) throw error;
        this.#warn("slack.picture-refused", error);
      }
    }
    return outlet.post({ ...message, blocks: asTextBars(message.blocks, pictures) }, reply, index);
  }

  async #postElsewhere(error: unknown, reply: Reply, rest: readonly Drawn[], sending: Sending): Promise<void> {
    const { words } = this.#parts;
    const { instead, user, isPersonal, isUnasked = false } = sending;
    this.#warn("slack.not-posted", error);
    if (isUncertain(error)) {
      // It may be there: the whole once more would be one too many.
      if (isUnasked) return;
      const personal = await this.#personalOutlet(user);
      await personal.post(alone(words.plain("not-posted.uncertain")), reply, 0);
      return;
    }
    if (instead) {
      const { posted, refusal } = await postAll(rest, reply, instead);
      if (!refusal) return;
      return this.#postElsewhere(refusal, reply, rest.slice(posted), { outlet: instead, user, isPersonal: false });
    }
    if (isPersonal) throw error;
    const explained = [alone(words.plain(reasonOf(error))), ...rest];
    const { refusal } = await postAll(explained, reply, await this.#personalOutlet(user));
    if (refusal) throw refusal;
  }

  async #personalOutlet(user: string): Promise<Outlet> {
    const { client } = this.#parts;
    const channel = (await client.conversations.open({ users: user })).channel?.id ?? user;
    return conversationOutlet(client, { channel, thread: undefined, user, isPersonal: true });
  }

  #warn(event: string, error: unknown): void {
    this.#parts.log.warn(event, { ...errorFields(error), slack: slackCode(error) });
  }
}

interface Posted {
  readonly posted: number;
  readonly refusal?: Error;
}

/** Posts in order; how many got there, and why no more. */
async function postAll(rest: readonly Drawn[], reply: Reply, outlet: Outlet): Promise<Posted> {
  for (const [index, message] of rest.entries()) {
    try {
      await outlet.post(message, reply, index);
    } catch (error) {
      return { posted: index, refusal: error instanceof Error ? error : new SlackRefused("unknown") };
    }
  }
  return { posted: rest.length };
}

/** The mend for each of Slack's refusals to post. */
function reasonOf(error: unknown): SlackWordKey {
  const code = slackCode(error) ?? "";
  if (code === "not_in_channel" || code === "user_not_in_channel") return "not-posted.not-in-channel";
  if (code === "channel_not_found") return "not-posted.channel-not-found";
  if (code === "is_archived") return "not-posted.archived";
  if (code === "missing_scope" || code === "not_allowed_token_type" || code === "no_permission")
    return "not-posted.missing-scope";
  return /^restricted_action|^ekm_access|_blocked$|^messages_tab_disabled$/.test(code)
    ? "not-posted.restricted"
    : "not-posted.other";
}

/** The same for a message that somebody wanted everybody to see. */
function notSharedBecause(error: unknown): SlackWordKey {
  const reason = reasonOf(error);
  if (reason === "not-posted.restricted" || reason === "not-posted.archived") return "not-shared.restricted";
  return "not-shared.refused";
}

const messagesOf = (reply: Reply, blocks: readonly KnownBlock[]): readonly Drawn[] =>
  toMessages(blocks).map((drawn, index) => ({
    text: index === 0 ? plainOf(reply) : textOfBlocks(drawn),
    blocks: drawn,
  }));

const filesOf = (reply: Reply): readonly FileBlock[] => reply.blocks.filter((block) => block.kind === "file");

const alone = (text: string): Drawn => ({ text: spoken(text), blocks: [smallPrint(text)] });

const smallPrint = (text: string): KnownBlock => ({ type: "context", elements: [plainText(text, textInContext)] });
