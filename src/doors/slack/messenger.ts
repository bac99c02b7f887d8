import type { WebClient } from "@slack/web-api";
import type { PersonId } from "../../core/ids.js";
import type { Messenger, Told } from "../../core/ports/messenger.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import { conversationOutlet } from "./outlets.js";
import { postInThread } from "./post-once.js";
import type { SlackReplies } from "./replies.js";
import { slackCode } from "./slack-code.js";

interface MessengerParts {
  readonly client: WebClient;
  /** Never retries by itself. */
  readonly outgoing: WebClient;
  readonly replies: SlackReplies;
  readonly log: Log;
}

/** Writes to people in their direct messages with the bot; Slack opens those for anybody the bot can see. */
export function createSlackMessenger({ client, outgoing, replies, log }: MessengerParts): Required<Messenger> {
  const failed = (error: unknown): Told => {
    log.warn("slack.not-told", { ...errorFields(error), slack: slackCode(error) });
    return isRefusal(error) ? "unreachable" : "not-now";
  };
  const chatWith = async (user: string): Promise<string | undefined> =>
    (await client.conversations.open({ users: user })).channel?.id;
  return {
    tell: async ({ person, once }, reply) => {
      const user = userOf(person);
      if (user === undefined) return "unreachable";
      try {
        const channel = await chatWith(user);
        if (channel === undefined) return "unreachable";
        const outlet = conversationOutlet(client, { channel, thread: undefined, user, isPersonal: true, once });
        await replies.send(reply, { outlet, user, isPersonal: true, isUnasked: true });
        return "told";
      } catch (error) {
        return failed(error);
      }
    },
    tellInThread: async ({ person }, reply, { id, thread }) => {
      const user = userOf(person);
      if (user === undefined) return { told: "unreachable" };
      try {
        const channel = thread?.channel ?? (await chatWith(user));
        if (channel === undefined) return { told: "unreachable" };
        const post = (under: string | undefined) => postInThread(outgoing, reply, { channel, id, under });
        // The person may have deleted the message the thread hangs under.
        const message = await post(thread?.message).catch((error: unknown) => {
          if (thread === undefined || !isRefusal(error)) throw error;
          return post(undefined);
        });
        return { told: "told", ...(message === undefined ? {} : { thread: { channel, message } }) };
      } catch (error) {
        return { told: failed(error) };
      }
    },
  };
}

const userOf = (person: PersonId): string | undefined => {
  const [platform, , user] = person.split(":");
  return platform === "slack" && user !== "" ? user : undefined;
};

/** Slack's word that it will not, as opposed to no word, or that it cannot just now. */
const isRefusal = (error: unknown): boolean => {
  const code = slackCode(error);
  return (
    code !== undefined && !/^(?:ratelimited|internal_error|fatal_error|service_unavailable|request_timeout)$/.test(code)
  );
};
