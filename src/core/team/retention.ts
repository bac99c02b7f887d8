import type { TrailEntry } from "./trail.js";

/** Between the warning and the deletion. */
const warnedForDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** When somebody last did something that is stored, or the team was made (ISO 8601); undefined for an empty trail. */
export function lastActivity(entries: readonly TrailEntry[]): string | undefined {
  return entries.findLast(isActivity)?.at ?? entries.at(-1)?.at;
}

const isActivity = (entry: TrailEntry): boolean => entry.by !== null || entry.kind === "workspace-linked";

export type RetentionStep =
  | { readonly kind: "keep" }
  /** @property on the day from which the team is deleted (YYYY-MM-DD) */
  | { readonly kind: "warn"; readonly on: string }
  | { readonly kind: "delete" };

/**
 * What is to be done about a team that may have fallen asleep: nobody is deleted who was not warned after they last did
 * something, a month before.
 *
 * @param months how long a team without activity is kept
 */
export function retentionStep(
  entries: readonly TrailEntry[],
  { months, now }: { readonly months: number; readonly now: Date },
): RetentionStep {
  const last = lastActivity(entries);
  if (last === undefined) return { kind: "keep" };
  const over = addMonths(new Date(last), months);
  const sinceThen = entries.slice(entries.findLastIndex(isActivity) + 1);
  const warned = sinceThen.findLast((entry) => entry.kind === "retention-warned")?.at;
  if (warned === undefined) {
    if (now.getTime() < over.getTime() - warnedForDays * dayMs) return { kind: "keep" };
    const on = Math.max(over.getTime(), now.getTime() + warnedForDays * dayMs);
    return { kind: "warn", on: new Date(on).toISOString().slice(0, 10) };
  }
  const isOver = now >= over && now.getTime() - Date.parse(warned) >= warnedForDays * dayMs;
  return { kind: isOver ? "delete" : "keep" };
}

/** The same day of a later month; its last day where there is no such day. */
function addMonths(from: Date, months: number): Date {
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + months);
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0);
  return to;
}
