import type { WebClient } from "@slack/web-api";
import type { ConsultantsChannel, Mark } from "../../delivery/consultants-channel.js";
import { DeliveryRefused } from "../../delivery/destination.js";
import { drawBlocks, toMessages } from "./blocks.js";
import { postOnce, textBeside } from "./post-once.js";
import { slackCode } from "./slack-code.js";

/** Where consultants work; `team` only where several workspaces are served. */
export interface ConsultantsPlace {
  readonly team: string | undefined;
  readonly channel: string;
}

/** The consultants' channel in Slack. Each message carries its id as metadata and as Slack's `client_msg_id`. */
export function createConsultantsChannel(client: Pick<WebClient, "apiCall">, channel: string): ConsultantsChannel {
  return {
    kind: "slack-channel",
    post: ({ reply, mark }) =>
      refusing(async () => {
        const { id, part } = mark;
        const message = await postOnce(client, reply, {
          channel,
          id,
          part,
          under: undefined,
          metadata: forMachines(mark),
        });
        return message === undefined ? undefined : { channel, message };
      }),
    say: (under, { reply, mark, isForAll = false }) =>
      refusing(async () => {
        const { id, part } = mark;
        await postOnce(client, reply, {
          ...{ channel: under.channel, under: under.message, id, part },
          metadata: forMachines(mark),
          isShownInChannel: isForAll,
        });
      }),
    update: (at, reply) =>
      refusing(async () => {
        const [blocks = []] = toMessages(drawBlocks(reply, "message"));
        const text = textBeside(reply, blocks, 0);
        await client
          .apiCall("chat.update", { channel: at.channel, ts: at.message, text, blocks: [...blocks] })
          .catch((error: unknown) => {
            if (!isDeleted.has(slackCode(error) ?? "")) throw error;
          });
      }),
  };
}

/** Somebody deleted our message: what happens is still said under it. */
const isDeleted: ReadonlySet<string> = new Set(["message_not_found", "cant_update_message"]);

const forMachines = ({ id, type, reference }: Mark) => ({
  event_type: type.replace(".", "_"),
  event_payload: { id, reference },
});

/** What the operator can do about it. */
const mends: Readonly<Record<string, string>> = {
  not_in_channel: "the bot is not in CONSULT_SLACK_CHANNEL: invite it there",
  channel_not_found: "the bot does not see CONSULT_SLACK_CHANNEL: check the id, and invite the bot there",
  is_archived: "CONSULT_SLACK_CHANNEL is archived: unarchive it, or set another one",
  not_installed: "the app is not installed in the workspace of CONSULT_SLACK_CHANNEL",
};

async function refusing<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const code = slackCode(error) ?? "nothing";
    throw new DeliveryRefused(
      mends[code] ?? `Slack said ${code}`,
      /^(?:msg_|invalid_blocks|invalid_arguments)/.test(code),
    );
  }
}
