import type { Incoming } from "./activities.js";
import type { Conversation } from "./conversation.js";
import type { MsteamsDoor, PressAnswer } from "./door.js";
import type { InvokeAnswer } from "./host.js";

/**
 * Hands one activity to the door, and puts the door's answer into the form that Teams wants.
 *
 * @returns an answer for invokes only
 */
export async function dispatch(
  incoming: Incoming,
  door: MsteamsDoor,
  conversation: Conversation,
): Promise<InvokeAnswer | undefined> {
  switch (incoming.kind) {
    case "message":
    case "installed":
    case "removed":
      await door.onActivity(incoming, conversation);
      return undefined;
    case "press":
      return { status: 200, body: pressBody(await door.onPress(incoming.activity, conversation)) };
    case "consent":
      await door.onConsent(incoming.activity, conversation);
      return { status: 200 };
    case "extension":
      return { status: 200, body: await door.onExtension(incoming.activity, conversation) };
    case "ignored":
      // An invoke of a feature we do not have.
      return incoming.activity.type === "invoke" ? { status: 501 } : undefined;
  }
}

const pressBody = (answer: PressAnswer): unknown =>
  answer.kind === "card"
    ? { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: answer.card }
    : { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: answer.text };
