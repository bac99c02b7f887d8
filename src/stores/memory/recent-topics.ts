import type { Clock } from "../../core/ports/clock.js";
import type { Listener, RecentTopics } from "../../core/ports/recent-topics.js";
import type { TopicId } from "../../core/ids.js";

const keepForMs = 30 * 60 * 1000;
const mostConversations = 10_000;

/** Kept in this process only: topics, no words; half an hour, ten thousand conversations, the oldest go first. */
export function createRecentTopics(clock: Clock): RecentTopics {
  const topics = new Map<string, { readonly topic: TopicId; readonly at: number }>();
  return {
    recall: (listener) => {
      const known = topics.get(keyOf(listener));
      return Promise.resolve(known && clock().getTime() - known.at <= keepForMs ? known.topic : undefined);
    },
    remember: (listener, topic) => {
      const key = keyOf(listener);
      topics.delete(key);
      topics.set(key, { topic, at: clock().getTime() });
      const oldest = topics.size > mostConversations ? topics.keys().next() : undefined;
      if (oldest && !oldest.done) topics.delete(oldest.value);
      return Promise.resolve();
    },
  };
}

const keyOf = ({ workspace, conversation, person }: Listener): string =>
  JSON.stringify([workspace.platform, workspace.id, conversation, person]);
