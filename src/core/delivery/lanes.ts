import type { TeamId } from "../ids.js";
import { isMessage } from "./deliveries.js";
import type { Delivery, OpenNotice } from "./deliveries.js";
import { isConsultants } from "./delivery-entries.js";

/** An undelivered message as the outbox sees it across teams. */
export interface OutboxItem {
  readonly delivery: string;
  /** Where it goes. What goes the same way goes in the order in which it was queued, one at a time. */
  readonly lane: string;
  /** What it is about: nothing on the same thing may pass it. */
  readonly subject: string;
  /** ISO 8601, as all times here. */
  readonly queuedAt: string;
  /** When that, its last try or its revival was noted. */
  readonly notedAt: string;
  /** When its next try is due. */
  readonly at: string;
  readonly mayPass: boolean;
  readonly isDead: boolean;
}

/** Consultants get the requests of all teams in one order; everybody else gets what is theirs. */
export function outboxItem(team: TeamId, open: Delivery | OpenNotice): OutboxItem {
  const { id: delivery, queuedAt, notedAt, nextAt: at, mayPass, isDead } = open;
  const item = { delivery, queuedAt, notedAt, at, mayPass, isDead };
  if (!isMessage(open)) return { ...item, lane: `person:${open.person}`, subject: delivery };
  const { destination, message } = open;
  return isConsultants(destination)
    ? { ...item, lane: destination, subject: message.consultation }
    : { ...item, lane: `${destination}:${team}:${message.consultation}`, subject: message.consultation };
}

/** What was noted further ahead than this was noted by a clock that was set back since: its time says nothing. */
const aheadAtMostMs = 60 * 1000;

/**
 * Which of a lane may be tried now.
 *
 * @param items those of one lane that are not dead, oldest first
 */
export function dueInLane<T extends OutboxItem>(items: readonly T[], now: string): readonly T[] {
  const ahead = new Date(Date.parse(now) + aheadAtMostMs).toISOString();
  const due: T[] = [];
  const waiting = new Set<string>();
  for (const item of items) {
    if (waiting.has(item.subject)) continue;
    waiting.add(item.subject);
    if (item.at <= now || item.notedAt > ahead) due.push(item);
    if (!item.mayPass) break;
  }
  return due;
}

/** The order of a lane: by age, and of the same moment the same each time. One team's keep the order they have in its trail. */
export function byAge(one: OutboxItem & { readonly team: TeamId }, other: typeof one): number {
  if (one.queuedAt !== other.queuedAt) return one.queuedAt < other.queuedAt ? -1 : 1;
  if (one.team !== other.team) return one.team < other.team ? -1 : 1;
  return 0;
}
