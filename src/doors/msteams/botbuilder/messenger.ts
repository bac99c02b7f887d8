import { z } from "zod";
import type { Messenger } from "../../../core/ports/messenger.js";
import type { Log } from "../../../log.js";
import { errorFields } from "../../../log.js";
import { statusOf } from "../conversation.js";
import type { MsteamsReplies } from "../replies.js";
import type { CheckedAdapter } from "./adapter.js";
import { conversationOf } from "./turn-conversation.js";

interface MessengerParts {
  readonly adapter: CheckedAdapter;
  /** Empty when tokens are not checked. */
  readonly appId: string;
  readonly replies: MsteamsReplies;
  readonly log: Log;
}

/** A personal conversation as `Conversation.reference` keeps it. */
const referenceSchema = z.object({
  channelId: z.string(),
  serviceUrl: z.url(),
  bot: z.object({ id: z.string(), name: z.string().default("") }),
  user: z.object({ id: z.string(), name: z.string().default("") }),
  conversation: z.object({
    id: z.string(),
    conversationType: z.string().default("personal"),
    tenantId: z.string().default(""),
    isGroup: z.boolean().default(false),
    name: z.string().default(""),
  }),
});

/** Writes to people in their personal chat, where the app is installed for them and they have been heard from. */
export function createMsteamsMessenger({ adapter, appId, replies, log }: MessengerParts): Messenger {
  return {
    tell: async ({ person, reference }, reply) => {
      const kept = referenceSchema.safeParse(reference).data;
      if (kept?.conversation.conversationType !== "personal") return "unreachable";
      const outcome = { isTold: false };
      try {
        await adapter.continueConversationAsync(appId, kept, async (context) => {
          outcome.isTold = await replies.send(
            reply,
            { person, place: "personal", user: kept.user.id },
            conversationOf(context),
          );
        });
      } catch (error) {
        log.warn("msteams.not-told", { status: statusOf(error), ...errorFields(error) });
      }
      return outcome.isTold ? "told" : "unreachable";
    },
  };
}
