import { CardFactory, TeamsInfo, TurnContext } from "botbuilder";
import type { Activity } from "botbuilder";
import type { Conversation, OutgoingMessage } from "../conversation.js";
import { readMember } from "../members.js";

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
      return (await context.sendActivity(draw(message)))?.id;
    },
    async update(messageId, message) {
      await context.updateActivity({ ...draw(message), id: messageId });
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
    reference(place) {
      const { bot, channelId, serviceUrl, conversation, user } = TurnContext.getConversationReference(context.activity);
      // What changes with every message (its id, the locale) is left out, and who wrote it where it is not theirs.
      return plainJson({
        channelId,
        serviceUrl,
        bot: { id: bot?.id, name: bot?.name },
        conversation: {
          id: place.conversation,
          conversationType: conversation?.conversationType,
          tenantId: conversation?.tenantId,
          isGroup: conversation?.isGroup,
        },
        ...(place.kind === "personal" ? { user: { id: user?.id, aadObjectId: user?.aadObjectId } } : {}),
      });
    },
  };
}

function draw(message: OutgoingMessage): Partial<Activity> {
  if (message.kind === "card") {
    const attachments = [CardFactory.adaptiveCard(message.card), ...(message.beside ?? [])];
    return { type: "message", summary: message.preview, attachments };
  }
  if (message.kind === "attachments")
    return { type: "message", summary: message.preview, attachments: [...message.attachments] };
  const { text, mention } = message;
  return {
    type: "message",
    text,
    textFormat: "markdown",
    ...(mention === undefined
      ? {}
      : { entities: [{ type: "mention", mentioned: mention, text: `<at>${mention.name}</at>` }] }),
  };
}

/** Without the fields that are undefined, as it will be stored. */
const plainJson = (value: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
