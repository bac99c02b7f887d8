import type { Reply } from "../conversation/reply.js";
import type { WorkspaceRef } from "../conversation/request.js";
import type { PersonId } from "../ids.js";
import type { Thread } from "../thread.js";

/** Somebody the bot may have something to say to without having been asked. */
export interface Recipient {
  readonly workspace: WorkspaceRef;
  readonly person: PersonId;
  /** What the door kept of the person's own chat with the bot (`conversation-kept`), if anything. */
  readonly reference: Readonly<Record<string, unknown>> | undefined;
  /** The same on every try: where the platform can, it takes what comes under it twice for one. */
  readonly once?: string | undefined;
}

/**
 * `unreachable`: the platform refuses, the person has never opened the chat, or no door is open. `not-now`: the platform
 * could not be asked, or not in time; another try may work.
 */
export type Told = "told" | "unreachable" | "not-now";

/** A place in a person's own chat under which more can be said. */
export type ChatThread = Pick<Thread, "channel" | "message">;

/** What to say in a thread, and where. */
export interface Threaded {
  /** The same whenever the same is said again, so that the platform can drop a repeat. */
  readonly id: string;
  /** Undefined: a new one is begun. */
  readonly thread: ChatThread | undefined;
}

/** Writes to people in their own chat with the bot, where the platform lets it. */
export interface Messenger {
  /** Never rejects. */
  tell(to: Recipient, reply: Reply): Promise<Told>;
  /**
   * The same where personal chats have threads; `thread` is where it was said. Missing where they have none. Never rejects.
   */
  tellInThread?(
    to: Recipient,
    reply: Reply,
    threaded: Threaded,
  ): Promise<{ readonly told: Told; readonly thread?: ChatThread | undefined }>;
}
