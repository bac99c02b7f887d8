import type { Place } from "../../core/conversation/request.js";
import type { ActionBody } from "./events.js";

/** Where a button was pressed. */
export function placeOf(body: ActionBody): Place {
  const channel = body.channel?.id ?? body.user.id;
  const thread = body.message?.thread_ts ?? body.container?.thread_ts;
  const isPersonal = channel.startsWith("D") || body.channel === undefined;
  return {
    kind: isPersonal ? "personal" : "channel",
    conversation: thread === undefined ? channel : `${channel}:${thread}`,
    ...(isPersonal && thread !== undefined ? { partOf: channel } : {}),
  };
}
