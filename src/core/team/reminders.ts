import type { PersonId } from "../ids.js";
import type { TrailEntry } from "./trail.js";

/** Weekly reminders, as the team and its people set them. */
export interface Reminders {
  readonly isOn: boolean;
  readonly muted: ReadonlySet<PersonId>;
  /** When each person was last reminded, or tried to be (ISO 8601). */
  readonly last: ReadonlyMap<PersonId, string>;
  /** When they were last switched on (ISO 8601). */
  readonly since: string | undefined;
}

export function remindersOf(entries: readonly TrailEntry[]): Reminders {
  let isOn = false;
  let since: string | undefined;
  const muted = new Set<PersonId>();
  const last = new Map<PersonId, string>();
  for (const entry of entries) {
    if (entry.kind === "reminders-set") {
      ({ isOn } = entry);
      since = entry.isOn ? entry.at : undefined;
    } else if (entry.kind === "reminders-muted") {
      if (entry.isMuted) muted.add(entry.person);
      else muted.delete(entry.person);
    } else if (entry.kind === "reminded") last.set(entry.person, entry.at);
  }
  return { isOn, muted, last, since };
}
