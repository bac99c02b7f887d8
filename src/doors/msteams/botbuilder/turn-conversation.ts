import { TeamsInfo } from "botbuilder";
import type { Activity, TurnContext } from "botbuilder";
import { isInRoster } from "../conversation.js";
import type { Conversation } from "../conversation.js";
import { readMember } from "../members.js";
import { toOutgoingActivity } from "../outgoing-activity.js";

/** What we use of botbuilder's connector, whose own type is in a package that is not ours to depend on. */
interface Connector {
  readonly conversations: {
    createConversation(parameters: Readonly<Record<string, unknown>>): Promise<{ readonly id: string }>;
    getConversationMember(conversation: string, member: string): Promise<unknown>;
  };
}

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
    async findMemberAlone(userId) {
      const { recipient, conversation } = context.activity;
      const { conversations } = context.turnState.get<Connector>(context.adapter.ConnectorClientKey);
      const tenantId = conversation.tenantId ?? "";
      const { id } = await conversations.createConversation({
        isGroup: false,
        bot: { id: recipient.id, name: recipient.name },
        members: [{ id: userId, name: "" }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      });
      return readMember(await conversations.getConversationMember(id, userId));
    },
    isBotIn: () => isInRoster(() => TeamsInfo.getPagedMembers(context, 1)),
  };
}
