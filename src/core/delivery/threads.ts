import type { ConsultationId } from "../ids.js";
import type { DeliveryEntry, Destination, Message, ThreadEntry } from "./delivery-entries.js";
import type { Thread } from "../thread.js";

type Happened = { readonly kind: string };
const isThreadEntry = (entry: Happened): entry is ThreadEntry => entry.kind === "message-posted";

type Queued = Extract<DeliveryEntry, { kind: "delivery-queued" }>;
const isQueued = (entry: Happened): entry is Queued => entry.kind === "delivery-queued";

/** The same for the same thread, in every trail. */
export const threadKey = ({ destination, channel, message }: Thread): string =>
  JSON.stringify([destination, channel, message]);

/** Where a request can be written about, the first place of each destination first. */
export const threadsOf = (entries: readonly Happened[], consultation: ConsultationId): readonly Thread[] =>
  entries.flatMap((entry) =>
    isThreadEntry(entry) && entry.consultation === consultation
      ? [{ destination: entry.destination, channel: entry.channel, message: entry.message }]
      : [],
  );

/** The thread of a request at one destination. A message that outlived its request brings it along. */
export const threadAt = (
  destination: Destination,
  message: Pick<Message, "consultation" | "threads">,
  entries: readonly Happened[],
): Thread | undefined =>
  [...threadsOf(entries, message.consultation), ...(message.threads ?? [])].find(
    (thread) => thread.destination === destination,
  );

/** What the consultants were last told of a request, as its asker agreed to it. */
export const latestDetails = (entries: readonly Happened[], consultation: ConsultationId): Message["details"] =>
  entries.findLast(
    (entry): entry is Queued =>
      isQueued(entry) && entry.message.consultation === consultation && entry.message.details !== undefined,
  )?.message.details;
