import type { Destination, Message } from "../core/delivery/delivery-entries.js";

/** One way to the consultant. `deliver` resolves when the message has arrived; it may be called again with the same one. */
export interface DestinationPort {
  readonly kind: Destination;
  /** Rejects with a `DeliveryRefused` when it did not arrive (or may not have). */
  deliver(message: Message): Promise<void>;
}

/** Why a try failed, for the operator; without content, addresses or secrets. */
export class DeliveryRefused extends Error {
  override readonly name = "DeliveryRefused";
  constructor(readonly reason: string) {
    super(reason);
  }
}
