import type { Destination, Message } from "../core/delivery/delivery-entries.js";
import type { TeamId } from "../core/ids.js";

/** One way to the consultant, or to the asker. `deliver` resolves when the message has arrived; it may be called again with the same one. */
export interface DestinationPort {
  readonly kind: Destination;
  /**
   * @param team whose request the message is about
   * Rejects with a `DeliveryRefused` when it did not arrive (or may not have), with `DeliveryPointless` when no try will help.
   */
  deliver(message: Message, team: TeamId): Promise<void>;
}

/** Why a try failed, for the operator; without content, addresses or secrets. */
export class DeliveryRefused extends Error {
  override readonly name = "DeliveryRefused";
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** Nobody to deliver to, or news that is old by now: the message is dropped. */
export class DeliveryPointless extends Error {
  override readonly name = "DeliveryPointless";
}
