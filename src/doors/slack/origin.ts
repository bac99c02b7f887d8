import type { Place } from "../../core/conversation/request.js";
import type { ActionBody } from "./events.js";

/** What we know of an interaction's origin; presses and shortcuts alike. */
type Origin = Pick<ActionBody, "team" | "user" | "enterprise" | "is_enterprise_install">;

export const teamOf = (body: Origin): string => body.team?.id ?? body.user.team_id ?? body.enterprise?.id ?? "";

/** The whole Enterprise Grid organization where the app is installed for it. */
export const workspaceOf = (body: Origin): string =>
  body.is_enterprise_install === true && body.enterprise ? body.enterprise.id : teamOf(body);

/** Where a button was pressed. */
export function placeOf(body: ActionBody): Place {
  const channel = body.channel?.id ?? body.user.id;
  const thread = body.message?.thread_ts ?? body.container?.thread_ts;
  const isPersonal = channel.startsWith("D") || body.channel === undefined;
  return {
    kind: isPersonal ? "personal" : "channel",
    conversation: thread === undefined ? channel : `${channel}:${thread}`,
  };
}
