import type { Reply } from "../core/conversation/reply.js";
import type { DeskDestination, Thread } from "../core/thread.js";

/** Where a message stands in a channel, as its platform names it. */
export type ChannelMessage = Pick<Thread, "channel" | "message">;

/** What goes with a message for machines: the same on every try, so that a repeat can be dropped. */
export interface Mark {
  readonly id: string;
  readonly type: string;
  readonly reference: string;
  /** Which part of the same message it is; 0 for the first. */
  readonly part: number;
}

export interface Note {
  readonly reply: Reply;
  readonly mark: Mark;
  /** Everybody in the channel is to notice it, not only those who follow the thread. */
  readonly isForAll?: boolean;
}

/**
 * One channel in which consultants work on requests, of one platform. All methods reject with a `DeliveryRefused` when the
 * platform did not take it, or may not have.
 */
export interface ConsultantsChannel {
  readonly kind: DeskDestination;
  /** A message of its own, under which consultants can write; undefined where the platform does not say which it is. */
  post(note: Note): Promise<ChannelMessage | undefined>;
  /** Under a message. */
  say(under: ChannelMessage, note: Note): Promise<void>;
  /** Puts it in the place of a message; does nothing when that was deleted. */
  update(at: ChannelMessage, reply: Reply): Promise<void>;
}
