import { TeamsActivityHandler } from "botbuilder";
import type {
  AdaptiveCardInvokeResponse,
  MessagingExtensionActionResponse,
  MessagingExtensionResponse,
  TurnContext,
} from "botbuilder";
import { readActivity } from "../activities.js";
import type { MsteamsDoor } from "../door.js";
import { conversationOf } from "./turn-conversation.js";

/** Hands each activity of a turn to the door. */
export class AdvisorBot extends TeamsActivityHandler {
  readonly #door: MsteamsDoor;

  constructor(door: MsteamsDoor) {
    super();
    this.#door = door;
    const handOver = async (context: TurnContext, next: () => Promise<void>): Promise<void> => {
      const incoming = readActivity(context.activity);
      if (incoming) await this.#door.onActivity(incoming, conversationOf(context));
      await next();
    };
    this.onMessage(handOver);
    this.onConversationUpdate(handOver);
    this.onInstallationUpdate(handOver);
  }

  protected override async onAdaptiveCardInvoke(context: TurnContext): Promise<AdaptiveCardInvokeResponse> {
    const incoming = readActivity(context.activity);
    if (incoming?.kind !== "press")
      return { statusCode: 400, type: "application/vnd.microsoft.error", value: { code: "BadRequest" } };
    const answer = await this.#door.onPress(incoming.activity, conversationOf(context));
    if (answer.kind === "card")
      return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: { ...answer.card } };
    // botbuilder types the value as an object, the protocol has a string here.
    return {
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: answer.text as unknown as Record<string, unknown>,
    };
  }

  protected override async handleTeamsFileConsent(context: TurnContext): Promise<void> {
    const incoming = readActivity(context.activity);
    if (incoming?.kind === "consent") await this.#door.onConsent(incoming.activity, conversationOf(context));
  }

  protected override handleTeamsMessagingExtensionQuery(context: TurnContext): Promise<MessagingExtensionResponse> {
    return this.#onExtension(context);
  }
  protected override handleTeamsMessagingExtensionFetchTask(
    context: TurnContext,
  ): Promise<MessagingExtensionActionResponse> {
    return this.#onExtension(context);
  }
  protected override handleTeamsMessagingExtensionSubmitAction(
    context: TurnContext,
  ): Promise<MessagingExtensionActionResponse> {
    return this.#onExtension(context);
  }

  async #onExtension(context: TurnContext): Promise<MessagingExtensionActionResponse & MessagingExtensionResponse> {
    const incoming = readActivity(context.activity);
    return incoming?.kind === "extension" ? this.#door.onExtension(incoming.activity, conversationOf(context)) : {};
  }
}
