import type { WorkspaceRef } from "../conversation/request.js";
import type { PersonId, TopicId } from "../ids.js";

/** One person in one conversation. */
export interface Listener {
  readonly workspace: WorkspaceRef;
  readonly conversation: string;
  readonly person: PersonId;
}

/**
 * The topic of the last answer a person got in a conversation, for a short while, so that "and how long?" can lean on it.
 * A convenience: an implementation may forget at any time.
 */
export interface RecentTopics {
  recall(listener: Listener): Promise<TopicId | undefined>;
  remember(listener: Listener, topic: TopicId): Promise<void>;
}
