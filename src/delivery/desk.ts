import { deskCard } from "../core/commands/desk/desk-card.js";
import { deskNews, isAnswered } from "../core/commands/desk/desk-news.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import type { Block, Reply } from "../core/conversation/reply.js";
import type { Message } from "../core/delivery/delivery-entries.js";
import { threadAt } from "../core/delivery/threads.js";
import { nonce } from "../core/ids.js";
import type { TeamId } from "../core/ids.js";
import type { TrailEntry } from "../core/team/trail.js";
import type { ChannelMessage, ConsultantsChannel, Note } from "./consultants-channel.js";
import { DeliveryPointless } from "./destination.js";
import type { DestinationPort } from "./destination.js";
import { rememberThread } from "./remember-thread.js";

type DeskParts = Pick<AdvisorParts, "store" | "words" | "ids" | "clock">;

/**
 * The consultants' channel: a request is a card there, which always shows how the request stands; what happens to it is
 * said under the card.
 */
export function createDeskDestination(parts: DeskParts, channel: ConsultantsChannel): DestinationPort {
  return {
    kind: channel.kind,
    deliver: async (message, team) => {
      const { entries } = await parts.store.read(team);
      if (message.type === "consultation.unanswered" && isAnswered(entries, message.consultation))
        throw new DeliveryPointless();
      const thread = threadAt(channel.kind, message, entries);
      if (thread) await tellUnder(thread, { parts, channel, message, entries });
      else await post({ parts, channel, message, entries }, team);
    },
  };
}

interface Delivering {
  readonly parts: DeskParts;
  readonly channel: ConsultantsChannel;
  readonly message: Message;
  readonly entries: readonly TrailEntry[];
}

/** The card anew, then what happened, where it does not stand already. Both may be done again. */
async function tellUnder(thread: ChannelMessage, delivering: Delivering): Promise<void> {
  const { parts, channel, message } = delivering;
  const card = cardOf(delivering);
  if (card) await channel.update(thread, replyOf(parts, card));
  const news = message.said?.standsAt === channel.kind ? [] : deskNews(parts, delivering.entries, message);
  const part = message.type === "consultation.requested" ? 1 : 0;
  if (news.length > 0) await channel.say(thread, noteOf(delivering, news, part));
}

/** A request's own message. What comes later stands alone where it has none, as with requests of earlier versions. */
async function post(delivering: Delivering, team: TeamId): Promise<void> {
  const { parts, channel, message } = delivering;
  const card = message.type === "consultation.requested" ? cardOf(delivering) : undefined;
  const news = deskNews(parts, delivering.entries, message);
  if (!card) {
    if (news.length > 0) await channel.post(noteOf(delivering, news));
    return;
  }
  const posted = await channel.post(noteOf(delivering, card));
  if (!posted) return;
  // What is long stands under the card, so that the card itself can be changed as a whole.
  if (news.length > 0) await channel.say(posted, noteOf(delivering, news, 1));
  await rememberThread(parts, team, {
    consultation: message.consultation,
    thread: { destination: channel.kind, ...posted },
  });
}

const cardOf = ({ parts, channel, message, entries }: Delivering): readonly Block[] | undefined =>
  deskCard(parts, entries, { consultation: message.consultation, desk: channel.kind });

const replyOf = ({ ids }: DeskParts, blocks: readonly Block[]): Reply => ({
  nonce: nonce(ids.unique()),
  blocks,
  audience: "everyone",
  replaces: false,
});

const noteOf = ({ parts, message }: Delivering, blocks: readonly Block[], part = 0): Note => ({
  reply: replyOf(parts, blocks),
  mark: { id: message.id, type: message.type, reference: message.reference, part },
  isForAll: message.type === "consultation.unanswered",
});
