import type { RespondFn } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Posting, Reply } from "../../core/conversation/reply.js";
import { conversationOutlet, pressOutlet } from "./outlets.js";
import type { Sending, SlackReplies } from "./replies.js";
import type { SlackWordKey } from "./words.js";

interface Sharing {
  /** Says that it was posted, over the pressed card. */
  readonly reply: Reply;
  readonly posting: Posting;
  readonly channel: string;
  readonly respond: RespondFn;
  /** How the one who pressed is answered. */
  readonly sending: Sending;
}

interface ShareParts {
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly replies: SlackReplies;
}

/**
 * Posts for all what one person saw alone, then tells them; when Slack does not take it they are told why, with the
 * button to press again. As a member of the place the bot posts by its own right, which threads surely and knows a
 * message again; elsewhere by the address that the press came with, which needs no membership.
 */
export async function sharePosting(
  { reply, posting, channel, respond, sending }: Sharing,
  { client, words, replies }: ShareParts,
): Promise<void> {
  const { shareable, user } = sending;
  const thread = shareable?.thread;
  const refusal = shareable
    ? await replies.share(posting.message, [
        conversationOutlet(client, { channel, thread, user, isPersonal: false }),
        pressOutlet(respond, { thread, isEphemeral: true, isPersonal: false }),
      ])
    : // The card was moved to where nobody else is, as when it could not be shown where it belonged.
      "not-shared.elsewhere";
  if (refusal === undefined) return replies.send(reply, sending);
  await replies.send(posting.again, { ...sending, hint: words.plain(refusal) });
}
