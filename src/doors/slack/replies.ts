import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { FileBlock, Reply } from "../../core/conversation/reply.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import type { DrawPicture } from "../pictures.js";
import { drawPlain } from "../plain-text.js";
import { shorten } from "../split-text.js";
import { asTextBars, drawBlocks, hasPicture, plainText, toMessages } from "./blocks.js";
import { pictureRetryMs, textInContext, textInMessage } from "./limits.js";
import type { Drawn, Outlet } from "./outlets.js";
import { escapeMrkdwn, unescapeMrkdwn } from "./mrkdwn.js";
import { isPictureRefused, uploadPictures } from "./pictures.js";
import { slackCode } from "./slack-code.js";
import type { SlackWordKey } from "./words.js";

interface RepliesParts {
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly log: Log;
  readonly drawPicture: DrawPicture;
}

interface Sending {
  readonly outlet: Outlet;
  /** Whose direct messages the files go to. */
  readonly user: string;
  /** Whether the reply is said in those direct messages, where the files need no word. */
  readonly isPersonal: boolean;
  /** Said under the reply. */
  readonly hint?: string;
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

  /** Rejects when a message cannot be posted. A picture that cannot be shown is text instead; a lost file is told. */
  async send(reply: Reply, { outlet, user, isPersonal, hint }: Sending): Promise<void> {
    const { words } = this.#parts;
    const pictures = await uploadPictures(reply, { ...this.#parts, mayUpload: this.#mayUpload });
    const lines = [
      ...(isPersonal ? [] : filesOf(reply).map(({ name }) => words.plain("file.sent", { name }))),
      ...(hint === undefined ? [] : [hint]),
    ];
    const blocks = [...drawBlocks(reply, "message", pictures), ...lines.map(smallPrint)];
    const text = plainOf(reply);
    for (const [index, message] of toMessages(blocks).entries()) {
      const post = (drawn: readonly KnownBlock[]): Promise<void> =>
        outlet.post({ text: index === 0 ? text : textOfBlocks(drawn), blocks: drawn }, reply, index);
      if (hasPicture(message)) await this.#postPictures(message, post, () => asTextBars(message, pictures));
      else await post(message);
    }
    await this.sendFiles(reply, user);
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
          .postMessage({ channel: channel ?? user, text: words.plain("file.not-sent", { name: file.name }) })
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
  async #postPictures(
    message: readonly KnownBlock[],
    post: (blocks: readonly KnownBlock[]) => Promise<void>,
    withoutPictures: () => readonly KnownBlock[],
  ): Promise<void> {
    for (const waitMs of [0, pictureRetryMs]) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      try {
        await post(message);
        return;
      } catch (error) {
        if (!isPictureRefused(error)) throw error;
        this.#warn("slack.picture-refused", error);
      }
    }
    await post(withoutPictures());
  }

  #warn(event: string, error: unknown): void {
    this.#parts.log.warn(event, { ...errorFields(error), slack: slackCode(error) });
  }
}

const filesOf = (reply: Reply): readonly FileBlock[] => reply.blocks.filter((block) => block.kind === "file");

const smallPrint = (text: string): KnownBlock => ({ type: "context", elements: [plainText(text, textInContext)] });
