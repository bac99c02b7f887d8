import { createHash } from "node:crypto";
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Reply } from "../../core/conversation/reply.js";
import { drawBlocks, toMessages } from "./blocks.js";
import { plainOf, textOfBlocks } from "./replies.js";

interface Posting {
  readonly channel: string;
  /** The same on every try: it becomes Slack's `client_msg_id`, so that a repeat after a cut connection can be dropped. */
  readonly id: string;
  readonly under: string | undefined;
  /** Which part of what has the id it is; 0 for the first. */
  readonly part?: number;
  /** For machines that read along. */
  readonly metadata?: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, string | number>>;
  };
  /** Also shown in the channel itself, beside the thread. */
  readonly isShownInChannel?: boolean;
}

const answerSchema = z.looseObject({ ts: z.string().optional() });

/**
 * Posts a reply that may have to be posted again. What is longer than a message goes on in the thread of its first one; each
 * part keeps its own id when all is repeated. Rejects with Slack's error.
 *
 * @returns the first message's timestamp, where Slack gives one
 */
export async function postOnce(
  client: Pick<WebClient, "apiCall">,
  reply: Reply,
  posting: Posting,
): Promise<string | undefined> {
  const { channel, id, under, part = 0, metadata, isShownInChannel = false } = posting;
  let first: string | undefined;
  for (const [index, blocks] of toMessages(drawBlocks(reply, "message")).entries()) {
    const thread = under ?? first;
    const nth = part * partsAtMost + index;
    const posted = await client.apiCall("chat.postMessage", {
      channel,
      text: textBeside(reply, blocks, index),
      blocks: [...blocks],
      client_msg_id: nth === 0 ? id : partId(id, nth),
      ...(thread === undefined ? {} : { thread_ts: thread }),
      ...(under !== undefined && isShownInChannel ? { reply_broadcast: true } : {}),
      ...(metadata
        ? {
            metadata: {
              ...metadata,
              event_payload: { ...metadata.event_payload, ...(nth === 0 ? {} : { part: nth }) },
            },
          }
        : {}),
      unfurl_links: false,
      unfurl_media: false,
    });
    first ??= answerSchema.parse(posted).ts;
  }
  return first;
}

/** In a person's chat the thread is shown in the chat too: nobody looks for what is new in a thread. */
export const postInThread = (
  client: Pick<WebClient, "apiCall">,
  reply: Reply,
  posting: Pick<Posting, "channel" | "id" | "under">,
): Promise<string | undefined> => postOnce(client, reply, { ...posting, isShownInChannel: true });

/** What notifications say; nothing in it can ping or link. */
export const textBeside = (reply: Reply, blocks: readonly KnownBlock[], index: number): string =>
  index === 0 ? plainOf(reply) : textOfBlocks(blocks);

/** More than one thing to say can ever be cut into. */
const partsAtMost = 100;

/** The same for the same part of the same message; shaped as Slack's own ids are. */
function partId(message: string, part: number): string {
  const hash = createHash("sha256")
    .update(`${message}:${String(part)}`)
    .digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
