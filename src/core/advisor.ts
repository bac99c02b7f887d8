import type { Reply } from "./conversation/reply.js";
import type { Place, Request, WorkspaceRef, Platform } from "./conversation/request.js";
import type { PersonId } from "./ids.js";

/** How a door can write to a conversation again; `reference` is the door's own, opaque here. */
export interface KeptConversation {
  readonly platform: Extract<Platform, "slack" | "msteams">;
  readonly place: Place;
  readonly person: PersonId | null;
  readonly reference: Readonly<Record<string, unknown>>;
}

/** The way in, for every door. */
export interface Advisor {
  /** Answers one request. Rejects with an `AdvisorError` when something could not be read or stored; nothing is half done then. */
  respond(request: Request): Promise<Reply>;
  /** What a person reads for a fault: what happened, what was kept, what to do next. */
  apologize(fault: unknown): Reply;
  /** The first message after the app was installed. */
  welcome(): Reply;
  /** Remembers where the team can be written to; stores only what is new. */
  keepConversation(workspace: WorkspaceRef, conversation: KeptConversation): Promise<void>;
}
