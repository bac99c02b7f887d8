import { isConsultants } from "./delivery-entries.js";
import type { DeliveryEntry, Destination, Message } from "./delivery-entries.js";

/** One message on its way to one destination. */
export interface Delivery {
  readonly id: string;
  readonly destination: Destination;
  readonly message: Message;
  readonly attempts: number;
  /** When the next try is due (ISO 8601). */
  readonly nextAt: string;
  readonly lastReason: string | undefined;
}

type Happened = { readonly kind: string };
const isDeliveryEntry = (entry: Happened): entry is DeliveryEntry => entry.kind.startsWith("delivery-");

/** What has not arrived yet, oldest first. */
export function dueDeliveries(entries: readonly Happened[]): readonly Delivery[] {
  const open = new Map<string, Delivery>();
  for (const entry of entries) {
    if (!isDeliveryEntry(entry)) continue;
    const known = open.get(entry.delivery);
    if (entry.kind === "delivery-queued") {
      const { delivery: id, destination, message, at: nextAt } = entry;
      open.set(id, { id, destination, message, attempts: 0, nextAt, lastReason: undefined });
    } else if (entry.kind === "delivery-failed") {
      if (known)
        open.set(known.id, { ...known, attempts: entry.attempt, nextAt: entry.nextAt, lastReason: entry.reason });
    } else {
      open.delete(entry.delivery);
    }
  }
  return [...open.values()];
}

/** Whether the consultant has received any message on this consultation. */
export function hasArrived(entries: readonly Happened[], consultation: string): boolean {
  const queued = new Set<string>();
  return entries.some((entry) => {
    if (!isDeliveryEntry(entry)) return false;
    if (
      entry.kind === "delivery-queued" &&
      entry.message.consultation === consultation &&
      isConsultants(entry.destination)
    )
      queued.add(entry.delivery);
    return entry.kind === "delivery-succeeded" && queued.has(entry.delivery);
  });
}
