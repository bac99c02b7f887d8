import type { Reply } from "../conversation/reply.js";
import type { WorkspaceRef } from "../conversation/request.js";
import type { PersonId } from "../ids.js";

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

/** Writes to people in their own chat with the bot, where the platform lets it. */
export interface Messenger {
  /** Never rejects. */
  tell(to: Recipient, reply: Reply): Promise<Told>;
}
