import type { Place } from "../../core/conversation/request.js";
import type { ActionBody } from "./events.js";
import type { SlackPeople } from "./people.js";
import { shareableOf } from "./shareable.js";
import type { Shareable } from "./shareable.js";

/** Where a button was pressed. */
export function placeOf(body: ActionBody): Place {
  const channel = body.channel?.id ?? body.user.id;
  const thread = body.message?.thread_ts ?? body.container?.thread_ts;
  // Direct messages, unless between people: there nobody but the one who pressed sees what the bot says.
  const isPersonal = (channel.startsWith("D") || body.channel === undefined) && shareableOf(body) === undefined;
  return {
    kind: isPersonal ? "personal" : channel.startsWith("D") ? "group" : "channel",
    conversation: thread === undefined ? channel : `${channel}:${thread}`,
    ...(isPersonal && thread !== undefined ? { partOf: channel } : {}),
  };
}

interface Origin {
  readonly channel: string;
  /** As Slack gives it; private channels have a stand-in. */
  readonly name: string | undefined;
  readonly user: string;
  /** Where an answer is posted, when it is. */
  readonly thread: string | undefined;
}

interface Seen {
  readonly kind: Place["kind"];
  /** Undefined in the direct messages with the bot: nobody else is there. */
  readonly shareable: Shareable | undefined;
}

/** What kind of place a command or a shortcut was given in, and where its answer could be posted for the others there. */
export async function seenIn({ channel, name, user, thread }: Origin, people: SlackPeople): Promise<Seen> {
  const isBetweenPeople = channel.startsWith("D") || name === "directmessage" || name?.startsWith("mpdm-") === true;
  if (channel.startsWith("D")) {
    const own = await people.directChannel(user);
    if (own === undefined || own === channel) return { kind: "personal", shareable: undefined };
  }
  if (thread !== undefined)
    return { kind: isBetweenPeople ? "group" : "channel", shareable: { place: "thread", thread } };
  return isBetweenPeople
    ? { kind: "group", shareable: { place: "chat" } }
    : { kind: "channel", shareable: { place: "channel" } };
}
