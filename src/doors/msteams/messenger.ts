import type { Advisor } from "../../core/advisor.js";
import type { Messenger } from "../../core/ports/messenger.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import { attempt, statusOf } from "./conversation.js";
import type { Conversation } from "./conversation.js";
import type { MsteamsHost } from "./host.js";
import { readReference } from "./reference.js";
import { gotThrough } from "./replies.js";
import type { MsteamsReplies } from "./replies.js";
import { isBotIn } from "./roster.js";

interface MessengerParts {
  readonly host: MsteamsHost;
  readonly advisor: Pick<Advisor, "leaveConversation">;
  readonly replies: MsteamsReplies;
  readonly log: Log;
}

/** The app was removed there or the person blocked it, which the status does not tell apart; or the chat is gone. */
const gone: ReadonlySet<number | undefined> = new Set([403, 404]);

/**
 * Writes to people in their personal chat, where the app is installed for them and they have been heard from. Where
 * Teams says that it is not any more, that is noted, and nobody is tried again there until they write.
 */
export function createMsteamsMessenger({ host, advisor, replies, log }: MessengerParts): Messenger {
  return {
    tell: async ({ workspace, person, reference }, reply) => {
      const kept = readReference(reference);
      if (kept?.conversation.conversationType !== "personal") return "unreachable";
      const outcome: { isTold: boolean; failure?: number | undefined } = { isTold: false };
      try {
        await host.continueConversation(kept, async (conversation) => {
          const reader = { person, place: "personal", user: kept.user?.id ?? "" } as const;
          outcome.isTold = gotThrough(await replies.send(reply, reader, notingFailures(conversation, outcome)));
        });
      } catch (error) {
        outcome.failure = statusOf(error);
        log.warn("msteams.not-told", { status: statusOf(error), ...errorFields(error) });
      }
      if (outcome.isTold) return "told";
      if (!gone.has(outcome.failure)) return "not-now";
      const isRemoved = !(await isBotIn(host, log, kept));
      const left = { platform: "msteams", conversation: kept.conversation.id, isRemoved } as const;
      await attempt(log, "leave", () => advisor.leaveConversation(workspace, left));
      return "unreachable";
    },
  };
}

const notingFailures = (conversation: Conversation, outcome: { failure?: number | undefined }): Conversation => ({
  ...conversation,
  send: (message) =>
    conversation.send(message).catch((error: unknown) => {
      outcome.failure = statusOf(error);
      throw error;
    }),
});
