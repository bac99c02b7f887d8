import type { PersonId } from "../ids.js";
import { isConsultants } from "./delivery-entries.js";
import type { DeliveryEntry, Destination, Message, Notice } from "./delivery-entries.js";

interface Undelivered {
  readonly id: string;
  /** ISO 8601, as all times here. */
  readonly queuedAt: string;
  /** Since when it is tried without end: when it was queued, or the operator had it tried again. */
  readonly since: string;
  readonly attempts: number;
  /** When it was queued, last tried or revived. */
  readonly notedAt: string;
  /** When the next try is due. */
  readonly nextAt: string;
  readonly lastReason: string | undefined;
  /** What comes after it in its lane need not wait for it. */
  readonly mayPass: boolean;
  /** Given up, and left to the operator. */
  readonly isDead: boolean;
}

/** One message on its way to one destination. */
export interface Delivery extends Undelivered {
  readonly destination: Destination;
  readonly message: Message;
}

/** Something that one person is to be told. */
export interface OpenNotice extends Undelivered {
  readonly person: PersonId;
  readonly notice: Notice;
  /** Whose doing it is told of; null: nobody's. */
  readonly by: PersonId | null;
}

type Happened = { readonly kind: string };
const isDeliveryEntry = (entry: Happened): entry is DeliveryEntry =>
  entry.kind.startsWith("delivery-") || entry.kind === "notice-queued";

/** All that has not arrived yet, oldest first, with what was given up. */
export function undelivered(entries: readonly Happened[]): readonly (Delivery | OpenNotice)[] {
  const open = new Map<string, Delivery | OpenNotice>();
  for (const entry of entries) {
    if (!isDeliveryEntry(entry)) continue;
    const known = open.get(entry.delivery);
    switch (entry.kind) {
      case "delivery-queued": {
        const { destination, message } = entry;
        open.set(entry.delivery, { ...asQueued(entry.delivery, entry.at), destination, message });
        break;
      }
      case "notice-queued": {
        const { person, notice, by, notBefore = entry.at } = entry;
        open.set(entry.delivery, { ...asQueued(entry.delivery, entry.at), nextAt: notBefore, person, notice, by });
        break;
      }
      case "delivery-failed":
        if (known) {
          const { attempt: attempts, nextAt, reason: lastReason, mayPass = false } = entry;
          open.set(known.id, { ...known, attempts, notedAt: entry.at, nextAt, lastReason, mayPass });
        }
        break;
      case "delivery-dead":
        if (known) open.set(known.id, { ...known, attempts: entry.attempt, lastReason: entry.reason, isDead: true });
        break;
      case "delivery-revived":
        if (known)
          open.set(known.id, {
            ...known,
            attempts: 0,
            since: entry.at,
            notedAt: entry.at,
            nextAt: entry.at,
            mayPass: false,
            isDead: false,
          });
        break;
      default:
        open.delete(entry.delivery);
    }
  }
  return [...open.values()];
}

const asQueued = (id: string, at: string): Undelivered => ({
  ...{ id, queuedAt: at, since: at, attempts: 0, notedAt: at, nextAt: at },
  ...{ lastReason: undefined, mayPass: false, isDead: false },
});

export const isMessage = (open: Delivery | OpenNotice): open is Delivery => "message" in open;

/** What has not arrived yet of what is told of requests, oldest first, with what was given up. */
export const dueDeliveries = (entries: readonly Happened[]): readonly Delivery[] =>
  undelivered(entries).filter(isMessage);

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
