import type { Messenger } from "../../core/ports/messenger.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import { statusOf } from "./conversation.js";
import type { MsteamsHost } from "./host.js";
import { readReference } from "./reference.js";
import type { MsteamsReplies } from "./replies.js";

interface MessengerParts {
  readonly host: MsteamsHost;
  readonly replies: MsteamsReplies;
  readonly log: Log;
}

/** Writes to people in their personal chat, where the app is installed for them and they have been heard from. */
export function createMsteamsMessenger({ host, replies, log }: MessengerParts): Messenger {
  return {
    tell: async ({ person, reference }, reply) => {
      const kept = readReference(reference);
      if (kept?.conversation.conversationType !== "personal") return "unreachable";
      const outcome = { isTold: false };
      try {
        await host.continueConversation(kept, async (conversation) => {
          outcome.isTold = await replies.send(reply, { person, place: "personal" }, conversation);
        });
      } catch (error) {
        log.warn("msteams.not-told", { status: statusOf(error), ...errorFields(error) });
      }
      return outcome.isTold ? "told" : "unreachable";
    },
  };
}
