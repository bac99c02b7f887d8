import type { Destination, Message } from "../core/delivery/delivery-entries.js";
import type { OpenNotice } from "../core/delivery/deliveries.js";
import type { TeamId } from "../core/ids.js";
import type { Told } from "../core/ports/messenger.js";
import type { Trail, TrailEntry } from "../core/team/trail.js";

/** One way to the consultant, or to the asker. `deliver` resolves when the message has arrived; it may be called again with the same one. */
export interface DestinationPort {
  readonly kind: Destination;
  /**
   * @param team whose request the message is about
   * Rejects with a `DeliveryRefused` when it did not arrive (or may not have), with `DeliveryPointless` when no try will help.
   */
  deliver(message: Message, team: TeamId): Promise<void>;
}

/** Tells people of the team what they are to be told, in their own chats. */
export interface NoticePort {
  /** May be called again with the same one. Never rejects for what a platform refuses. */
  tell(open: OpenNotice, trail: Trail): Promise<Told | "pointless">;
  /** What is recorded with its end: they were told, or can't be reached. Pure. */
  after(open: OpenNotice, isTold: boolean, trail: Trail): readonly TrailEntry[];
}

/** Why a try failed, for the operator; without content, addresses or secrets. */
export class DeliveryRefused extends Error {
  override readonly name = "DeliveryRefused";
  /** @param isOfTheMessage what else goes there may go by without it */
  constructor(
    readonly reason: string,
    readonly isOfTheMessage = false,
  ) {
    super(reason);
  }
}

/** Nobody to deliver to, or news that is old by now: the message is dropped. */
export class DeliveryPointless extends Error {
  override readonly name = "DeliveryPointless";
}
