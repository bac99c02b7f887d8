import type { Reply } from "../../core/conversation/reply.js";
import type { ChannelMessage, ConsultantsChannel } from "../../delivery/consultants-channel.js";
import { DeliveryRefused } from "../../delivery/destination.js";
import { statusOf } from "./conversation.js";
import type { Conversation } from "./conversation.js";
import type { MsteamsHost } from "./host.js";
import { readReference } from "./reference.js";
import type { Reference } from "./reference.js";
import { toMessage } from "./replies.js";
import type { MsteamsReplies } from "./replies.js";

/** The channel where consultants work, and its tenant in lower case. */
export interface ConsultantsPlace {
  readonly channel: string;
  readonly tenant: string;
}

interface ChannelParts {
  readonly host: MsteamsHost;
  readonly replies: MsteamsReplies;
  readonly place: ConsultantsPlace;
  /** How to write into that tenant, as an installation there left it; undefined: there is none. */
  readonly keptReference: () => Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** The consultants' channel in Teams. The Bot Connector takes no ids of ours: a repeat after a cut connection shows twice. */
export function createConsultantsChannel({ host, replies, place, keptReference }: ChannelParts): ConsultantsChannel {
  const messages = (reply: Reply) => replies.cards(reply, "channel").map((card) => toMessage(card, reply));
  /** @param under the message whose thread it goes into; undefined: the channel itself, where each message begins a thread */
  const inChannel = async <T>(
    { channel, under }: { readonly channel: string; readonly under?: string },
    work: (conversation: Conversation) => Promise<T>,
  ): Promise<T> => {
    const kept = readReference(await keptReference());
    if (!kept) throw new DeliveryRefused(notInTeam);
    const conversation = under === undefined ? channel : `${channel};messageid=${under}`;
    try {
      return await continuing(host, channelReference(kept, conversation, place.tenant), work);
    } catch (error) {
      const status = statusOf(error);
      throw new DeliveryRefused(mendOf(status), status === 400 || status === 413);
    }
  };
  const say = (at: ChannelMessage, sent: ReturnType<typeof messages>): Promise<void> =>
    inChannel({ channel: at.channel, under: at.message }, async (conversation) => {
      for (const message of sent) await conversation.send(message);
    });
  return {
    kind: "msteams-channel",
    post: async ({ reply }) => {
      const [first, ...rest] = messages(reply);
      if (!first) return undefined;
      const message = await inChannel(place, (conversation) => conversation.send(first));
      if (message === undefined) return undefined;
      const posted = { channel: place.channel, message };
      if (rest.length > 0) await say(posted, rest);
      return posted;
    },
    say: (under, { reply }) => say(under, messages(reply)),
    update: async (at, reply) => {
      const [first] = messages(reply);
      if (!first) return;
      await inChannel({ channel: at.channel, under: at.message }, (conversation) =>
        conversation.update(at.message, first).catch((error: unknown) => {
          // Somebody deleted it: what happens is still said under it.
          if (statusOf(error) !== 404) throw error;
        }),
      );
    },
  };
}

const notInTeam = "the bot is not in the team of CONSULT_TEAMS_CHANNEL yet: add the app to that team";

const mendOf = (status: number | undefined): string => {
  if (status === 403) return notInTeam;
  if (status === 404)
    return "Teams does not find CONSULT_TEAMS_CHANNEL: copy the link again, and add the app to its team";
  return status === undefined ? "Teams did not answer" : `Teams answered ${String(status)}`;
};

/** Only where the tenant is served from, and who the bot is there, is taken from what was kept. */
const channelReference = ({ channelId, serviceUrl, bot }: Reference, id: string, tenantId: string): Reference => ({
  channelId,
  serviceUrl,
  bot,
  conversation: { id, conversationType: "channel", tenantId, isGroup: true, name: "" },
});

/** The hosts log what goes wrong in a turn and go on; here it must be known. */
async function continuing<T>(
  host: MsteamsHost,
  reference: Reference,
  work: (conversation: Conversation) => Promise<T>,
): Promise<T> {
  const outcome: { result?: { readonly value: T } | { readonly error: unknown } } = {};
  await host.continueConversation(reference, async (conversation) => {
    outcome.result = await work(conversation).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
  });
  if (outcome.result && "value" in outcome.result) return outcome.result.value;
  throw outcome.result?.error instanceof Error ? outcome.result.error : new DeliveryRefused("Teams did not answer");
}
