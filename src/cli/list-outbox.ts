import { isMessage, undelivered } from "../core/delivery/deliveries.js";
import type { Delivery, OpenNotice } from "../core/delivery/deliveries.js";
import { systemClock } from "../system.js";
import type { OpenStore } from "../stores/open-store.js";

/** An undelivered message as the operator sees it: whose and what about, never what it says. */
export interface OutboxRow {
  readonly id: string;
  readonly team: string;
  /** `unset`: it waits for a destination that is not in the settings any more. */
  readonly state: "waiting" | "unset" | "dead";
  /** A destination, or whose chat it goes to. */
  readonly to: string;
  readonly what: string;
  readonly queuedAt: string;
  readonly tries: number;
  readonly lastReason: string | null;
  /** Null when it was given up. */
  readonly nextAt: string | null;
}

/**
 * All that has not arrived, oldest first.
 *
 * @param set the destinations in the settings
 */
export async function listOutbox(
  store: Pick<OpenStore, "directory" | "teams">,
  set: readonly string[],
): Promise<readonly OutboxRow[]> {
  const rows: OutboxRow[] = [];
  for (const { team, outbox } of await store.directory.summaries()) {
    if (outbox.length === 0) continue;
    for (const open of undelivered((await store.teams.read(team)).entries)) rows.push(toRow(team, open, set));
  }
  return rows.sort((one, other) => one.queuedAt.localeCompare(other.queuedAt));
}

function toRow(team: string, open: Delivery | OpenNotice, set: readonly string[]): OutboxRow {
  const isUnset = isMessage(open) && open.destination !== "asker" && !set.includes(open.destination);
  return {
    id: open.id,
    team,
    state: open.isDead ? "dead" : isUnset ? "unset" : "waiting",
    to: isMessage(open) ? open.destination : open.person,
    what: isMessage(open) ? `${open.message.type} of ${open.message.reference}` : noticeNames[open.notice.type],
    queuedAt: open.queuedAt,
    tries: open.attempts,
    lastReason: open.lastReason ?? null,
    nextAt: open.isDead ? null : open.nextAt,
  };
}

const noticeNames: Readonly<Record<OpenNotice["notice"]["type"], string>> = {
  reminder: "a reminder of open items",
  area: "an area to look after",
  difference: "a difference to settle",
  retention: "the warning before deletion",
};

/** An ISO 8601 time as it is read in a list. */
export const inMinutes = (time: string): string => time.slice(0, 16).replace("T", " ");

/** One row in words. */
export function describe({ state, what, to, tries, lastReason, nextAt }: OutboxRow): string {
  const tried =
    tries === 0 ? "not tried yet" : `${String(tries)} ${tries === 1 ? "try" : "tries"} (${lastReason ?? ""})`;
  const next =
    nextAt === null ? "" : nextAt <= systemClock().toISOString() ? ", due now" : `, next ${inMinutes(nextAt)} UTC`;
  return `${what} to ${to}${state === "unset" ? ", which is no longer set" : ""}: ${tried}${next}`;
}
