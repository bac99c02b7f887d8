import type { WebClient } from "@slack/web-api";
import type { Messenger } from "../../core/ports/messenger.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import { conversationOutlet } from "./outlets.js";
import type { SlackReplies } from "./replies.js";
import { slackCode } from "./slack-code.js";

interface MessengerParts {
  readonly client: WebClient;
  readonly replies: SlackReplies;
  readonly log: Log;
}

/** Writes to people in their direct messages with the bot; Slack opens those for anybody the bot can see. */
export function createSlackMessenger({ client, replies, log }: MessengerParts): Messenger {
  return {
    tell: async ({ person, once }, reply) => {
      const [platform, , user] = person.split(":");
      if (platform !== "slack" || user === undefined || user === "") return "unreachable";
      try {
        const channel = (await client.conversations.open({ users: user })).channel?.id;
        if (channel === undefined) return "unreachable";
        const outlet = conversationOutlet(client, { channel, thread: undefined, user, isPersonal: true, once });
        await replies.send(reply, { outlet, user, isPersonal: true, isUnasked: true });
        return "told";
      } catch (error) {
        log.warn("slack.not-told", { ...errorFields(error), slack: slackCode(error) });
        return isRefusal(error) ? "unreachable" : "not-now";
      }
    },
  };
}

/** Slack's word that it will not, as opposed to no word, or that it cannot just now. */
const isRefusal = (error: unknown): boolean => {
  const code = slackCode(error);
  return (
    code !== undefined && !/^(?:ratelimited|internal_error|fatal_error|service_unavailable|request_timeout)$/.test(code)
  );
};
