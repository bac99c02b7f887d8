import { TeamsInfo } from "botbuilder";
import type { Activity, TurnContext } from "botbuilder";
import type { Conversation } from "../conversation.js";
import { readMember } from "../members.js";
import { toOutgoingActivity } from "../outgoing-activity.js";

/** The conversation of one botbuilder turn. */
export function conversationOf(context: TurnContext): Conversation {
  return {
    async showTyping() {
      await context.sendActivity({ type: "typing" });
    },
    async send(message) {
      const activity: Partial<Activity> = toOutgoingActivity(message);
      return (await context.sendActivity(activity))?.id;
    },
    async update(messageId, message) {
      const activity: Partial<Activity> = toOutgoingActivity(message);
      await context.updateActivity({ ...activity, id: messageId });
    },
    async findMember(userId) {
      return readMember(await TeamsInfo.getMember(context, userId));
    },
  };
}
