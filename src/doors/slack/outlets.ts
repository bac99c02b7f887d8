import type { RespondArguments, RespondFn } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Reply } from "../../core/conversation/reply.js";
import { messageId } from "./message-id.js";
import { SlackRefused } from "./slack-code.js";

/** One message of a reply, as Slack takes it. */
export interface Drawn {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** One way for messages to reach somebody. Its methods reject with Slack's error. */
export interface Outlet {
  /** A reply's messages, in order. */
  post(message: Drawn, reply: Reply, index: number): Promise<void>;
  /** The newest takes the place of the one before it, where Slack lets a message be changed; else only the first shows. */
  showProgress(message: Drawn, reply: Reply): Promise<void>;
}

interface Where {
  readonly channel: string;
  readonly thread: string | undefined;
  /** Who sees it alone when the reply is for the asker and the place is not personal. */
  readonly user: string;
  readonly isPersonal: boolean;
  /** Nobody but `user` sees it, whatever the place and the reply: it takes the place of something only they saw. */
  readonly isAlone?: boolean;
  /** What is said for the same thing twice is one message to Slack; undefined: for nothing that can come twice. */
  readonly once?: string | undefined;
}

const postedSchema = z.looseObject({ ts: z.string().optional() });

/** A conversation that the bot is in. */
export function conversationOutlet(
  client: WebClient,
  { channel, thread, user, isPersonal, isAlone = false, once }: Where,
): Outlet {
  const address = { channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
  const isHidden = (reply: Reply): boolean => isAlone || (reply.audience === "asker" && !isPersonal);
  const post = async ({ text, blocks }: Drawn, reply: Reply, part: string): Promise<string | undefined> => {
    const posted = { ...address, text, blocks: [...blocks] };
    if (isHidden(reply)) {
      await client.chat.postEphemeral({ ...posted, user });
      return undefined;
    }
    const message = { ...posted, unfurl_links: false, unfurl_media: false };
    if (once === undefined) return (await client.chat.postMessage(message)).ts;
    // Not among the arguments that the SDK's types know.
    const id = messageId(once, channel, thread ?? "", part);
    const { ts } = postedSchema.parse(await client.apiCall("chat.postMessage", { ...message, client_msg_id: id }));
    return ts;
  };
  let shown: { readonly ts: string | undefined; readonly channel: string } | undefined;
  return {
    post: async (message, reply, index) => {
      await post(message, reply, String(index));
    },
    showProgress: async (message, reply) => {
      if (!shown) shown = { ts: await post(message, reply, "progress"), channel };
      else if (shown.ts !== undefined)
        await client.chat.update({ channel, ts: shown.ts, text: message.text, blocks: [...message.blocks] });
    },
  };
}

/** A response address takes five messages in all; so many of them may say how far the work is. */
const progressByResponse = 2;

/** The address a command or a shortcut came with: only the one who gave it sees what is said, in the thread if there is one. */
export function commandOutlet(respond: RespondFn | undefined, thread?: string): Outlet {
  const address = {
    response_type: "ephemeral" as const,
    ...(thread === undefined ? {} : { replace_original: false, thread_ts: thread }),
  };
  let shown = 0;
  return {
    post: ({ text, blocks }, _reply, index) =>
      say(respond, {
        ...address,
        ...(shown > 0 && index === 0 ? { replace_original: true } : {}),
        text,
        blocks: [...blocks],
      }),
    showProgress: async ({ text, blocks }) => {
      if (shown >= progressByResponse) return;
      shown += 1;
      await say(respond, {
        ...address,
        ...(shown > 1 ? { replace_original: true } : {}),
        text,
        blocks: [...blocks],
      });
    },
  };
}

interface Pressed {
  readonly thread: string | undefined;
  /** Only the one who pressed sees the message with the button. */
  readonly isEphemeral: boolean;
  readonly isPersonal: boolean;
}

/** The address a press came with: over the pressed message, or a message of its own beside it. */
export function pressOutlet(respond: RespondFn | undefined, { thread, isEphemeral, isPersonal }: Pressed): Outlet {
  const beside = (reply: Reply) => ({
    response_type:
      reply.audience === "asker" && (isEphemeral || !isPersonal) ? ("ephemeral" as const) : ("in_channel" as const),
    ...(thread === undefined ? {} : { thread_ts: thread }),
  });
  let isShown = false;
  return {
    post: ({ text, blocks }, reply, index) => {
      const replaces = reply.replaces && index === 0;
      return say(respond, {
        text,
        blocks: [...blocks],
        replace_original: replaces,
        ...(replaces ? {} : beside(reply)),
      });
    },
    showProgress: async ({ text, blocks }, reply) => {
      // A second one could only be put over the pressed message.
      if (isShown) return;
      isShown = true;
      await say(respond, { text, blocks: [...blocks], replace_original: false, ...beside(reply) });
    },
  };
}

/** Response addresses may refuse with 200 and say so in the body. */
async function say(respond: RespondFn | undefined, message: RespondArguments): Promise<void> {
  // Bolt makes none where the payload has no response address.
  if (!respond) throw new SlackRefused("no_response_url");
  const response = await respond({ ...message, unfurl_links: false, unfurl_media: false });
  const code = /"ok":\s*false.*"error":\s*"(\w+)"/s.exec(await response.text())?.[1];
  if (code !== undefined) throw new SlackRefused(code);
}
