import { Activity } from "@microsoft/agents-activity";
import type { ConnectorClient, TurnContext } from "@microsoft/agents-hosting";
import { isInRoster } from "../conversation.js";
import type { Conversation, OutgoingMessage } from "../conversation.js";
import { readMember } from "../members.js";
import { toOutgoingActivity } from "../outgoing-activity.js";

/** The SDK's own type of it wants a first message, which Teams does not, and has no `bot`, which Teams wants. */
interface SilentConversations {
  createConversation(parameters: Readonly<Record<string, unknown>>): Promise<{ readonly id: string }>;
}

/**
 * The conversation of one turn of the Agents SDK.
 *
 * @param roster whose members are asked for: the team in a channel, else the conversation
 */
export function conversationOf(context: TurnContext, client: ConnectorClient, roster: string): Conversation {
  return {
    async showTyping() {
      await context.sendActivity(Activity.fromObject({ type: "typing" }));
    },
    async send(message) {
      return (await context.sendActivity(draw(message)))?.id;
    },
    async update(messageId, message) {
      await context.updateActivity(draw(message, messageId));
    },
    async findMember(userId) {
      // The SDK puts both into an address as they are.
      const [user, conversation] = [encodeURIComponent(userId), encodeURIComponent(roster)];
      return readMember(await client.getConversationMember(user, conversation));
    },
    async findMemberAlone(userId) {
      const { recipient, conversation } = context.activity;
      const tenantId = conversation?.tenantId ?? "";
      const personal = await (client as unknown as SilentConversations).createConversation({
        isGroup: false,
        bot: { id: recipient?.id, name: recipient?.name },
        members: [{ id: userId, name: "" }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      });
      const [user, alone] = [encodeURIComponent(userId), encodeURIComponent(personal.id)];
      return readMember(await client.getConversationMember(user, alone));
    },
    // The SDK has no method for it.
    isBotIn: () =>
      isInRoster(() =>
        client.httpClient.get(`v3/conversations/${encodeURIComponent(roster)}/pagedmembers`, {
          params: { pageSize: "1" },
        }),
      ),
  };
}

/** The SDK takes no empty texts. */
function draw(message: OutgoingMessage, id?: string): Activity {
  const { summary, ...activity } = toOutgoingActivity(message);
  return Activity.fromObject({
    ...activity,
    ...(summary === undefined || summary === "" ? {} : { summary }),
    ...(id === undefined ? {} : { id }),
  });
}
