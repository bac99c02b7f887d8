import type { AnyActivity } from "./activities.js";
import type { Conversation } from "./conversation.js";
import type { Reference } from "./reference.js";

/** What an invoke is answered with. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** One turn's work; an answer for invokes only. */
export type TurnLogic = (conversation: Conversation) => Promise<InvokeAnswer | undefined>;

export interface Call {
  /** The header as it came; empty when there is none. */
  readonly authorization: string;
  /** The payload, for the SDK; `activity` is what we read of it. */
  readonly body: unknown;
  readonly activity: AnyActivity;
}

export type Admission =
  | {
      readonly kind: "admitted";
      /** Never rejects: a fault is logged, and the answer undefined. */
      takeTurn(logic: TurnLogic): Promise<InvokeAnswer | undefined>;
    }
  /** `reason` is ours and says nothing of the token's content. */
  | { readonly kind: "refused"; readonly status: 401 | 403; readonly reason: string }
  /** The signing keys could not be fetched: nobody's fault who calls, worth another try. */
  | { readonly kind: "unavailable" };

/** The SDK a door stands on: it checks who calls, and carries what we send. Each has a folder of its own. */
export interface MsteamsHost {
  /** Checks the token of one call. Never rejects. */
  admit(call: Call): Promise<Admission>;
  /** Writes to a kept conversation without having been asked. Rejects with the SDK's error. */
  continueConversation(reference: Reference, logic: (conversation: Conversation) => Promise<void>): Promise<void>;
}

/** Gives the bearer token of our own calls to the Bot Connector; in place of Microsoft Entra ID, for tests. */
export type OutboundToken = () => Promise<string>;
