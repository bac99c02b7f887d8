import type { EntryId } from "../../ids.js";
import type { Trail, TrailEntry } from "../../team/trail.js";

/** A moment of a team's assessment: its last entry then, and the time. */
export interface AsOf {
  readonly entry: EntryId;
  readonly at: string;
}

/** The assessment as it stands; undefined before there is one. */
export function asOfNow(entries: readonly TrailEntry[], at: string): AsOf | undefined {
  const last = entries.findLast((entry) => "assessment" in entry);
  return last && { entry: last.id, at };
}

/** The trail as it was; undefined when that part of it is gone. Nobody's `forget me` takes an assessment's entries away. */
export function trailAsOf({ team, entries }: Trail, { entry: last, at }: AsOf): Trail | undefined {
  const end = entries.findIndex(({ id }) => id === last);
  if (end < 0) return undefined;
  return {
    team,
    entries: entries.filter((entry, index) => ("assessment" in entry ? index <= end : entry.at <= at)),
  };
}
