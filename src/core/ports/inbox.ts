import type { Platform } from "../conversation/request.js";

/** Something a platform told us of, as it came. */
export interface ArrivedEvent {
  /** Whose it is: only the same door can read it again. */
  readonly door: Platform;
  /** Every name that it may come under again (event id; conversation and message id). */
  readonly names: readonly string[];
  /** Its conversation: what waits there is worked before what comes after it. */
  readonly lane: string;
  /** As the door got it, as JSON. It holds what people wrote. */
  readonly payload: unknown;
  /** It holds a form as it was filled in, with what was not ticked or sent on: gone from the store as soon as it is done. */
  readonly isForm?: boolean;
}

export interface KeptEvent extends Omit<ArrivedEvent, "names"> {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly keptAt: string;
  /** How often it was taken over from a process that had ended. */
  readonly takeovers: number;
}

/**
 * What was acknowledged to a platform and is not answered yet. Kept so that a process that ends right after its
 * acknowledgement loses nothing; what is done is gone from the store within seconds, but for its names, kept as `Claims`
 * keeps keys: a repeat is known for one as long as they last.
 */
export interface Inbox {
  /** Durable when it resolves, names and all. "repeated": it came before, under any of its names. Errors: `store-unwritable`. */
  keep(event: ArrivedEvent, namesKeptForMs: number): Promise<KeptEvent | "repeated">;
  /** It was answered, or never will be. Never rejects: at worst it is taken over once more. */
  done(id: string): Promise<void>;
  /** What a process that has ended left open for a door, oldest first; each is handed out once. Errors: `store-unwritable`. */
  takeOver(door: Platform): Promise<readonly KeptEvent[]>;
}
