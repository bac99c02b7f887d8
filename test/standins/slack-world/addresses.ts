import type { Message } from "./messages.js";

/** Where a response address leads, and on what somebody acted. */
export interface Origin {
  readonly user: string;
  readonly channel: string;
  readonly thread: string | undefined;
  /** The pressed message, which may be written over. */
  readonly message?: Message;
}

interface Trigger {
  readonly user: string;
  readonly at: number;
  isUsed: boolean;
}
interface Address {
  readonly origin: Origin;
  readonly at: number;
  uses: number;
  /** What it wrote first, which it may write over. */
  written: Message | undefined;
}

const triggerMs = 3_000;
const addressMs = 30 * 60 * 1000;
const addressUses = 5;

/** Triggers, good for one dialog within 3 s, and response addresses, good for five messages within 30 minutes. */
export class Addresses {
  readonly #clock: () => number;
  readonly #triggers = new Map<string, Trigger>();
  readonly #addresses = new Map<string, Address>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  addTrigger(id: string, user: string): void {
    this.#triggers.set(id, { user, at: this.#clock(), isUsed: false });
  }

  addAddress(id: string, origin: Origin): void {
    this.#addresses.set(id, { origin, at: this.#clock(), uses: 0, written: undefined });
  }

  /** Who may be shown a dialog by it, once. */
  useTrigger(id: string): { readonly user: string } | { readonly error: string } {
    const trigger = this.#triggers.get(id);
    if (!trigger) return { error: "invalid_trigger_id" };
    if (trigger.isUsed) return { error: "exchanged_trigger_id" };
    if (this.#clock() - trigger.at > triggerMs) return { error: "expired_trigger_id" };
    trigger.isUsed = true;
    return trigger;
  }

  has(id: string): boolean {
    return this.#addresses.has(id);
  }

  useAddress(id: string): Address | { readonly error: string } {
    const address = this.#addresses.get(id);
    if (!address) return { error: "invalid_url" };
    if (this.#clock() - address.at > addressMs) return { error: "expired_url" };
    if (address.uses >= addressUses) return { error: "used_url" };
    address.uses += 1;
    return address;
  }
}
