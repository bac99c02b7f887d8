import { isMessage } from "../core/delivery/deliveries.js";
import type { Delivery, OpenNotice } from "../core/delivery/deliveries.js";
import { isConsultants } from "../core/delivery/delivery-entries.js";

const waits = [5, 30, 120, 600, 1_800, 3_600].map((seconds) => seconds * 1000);

/**
 * How long to wait after the nth failed try: 5 s, 30 s, 2 min, … at most an hour, and a tenth more or less.
 *
 * @param random 0 to 1
 */
export function waitAfter(attempt: number, random: number): number {
  const wait = waits[Math.min(attempt, waits.length) - 1] ?? 0;
  return Math.round(wait * (0.9 + 0.2 * random));
}

const dayMs = 24 * 60 * 60 * 1000;

/** How long it is tried before it is left to the operator: what only a person of the team would read is old news sooner. */
export function giveUpAfterMs(open: Delivery | OpenNotice): number {
  if (!isMessage(open)) return dayMs;
  return isConsultants(open.destination) ? 7 * dayMs : 2 * dayMs;
}
