/** Times as people type them in their own zone, and as others read them in theirs. */

const typedPattern = /^(\d{4})-(\d{1,2})-(\d{1,2})[\sT,]+(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?$/iu;

export const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return name !== "";
  } catch {
    return false;
  }
};

/**
 * Reads `2026-12-01 15:00` or `2026-12-01 3 pm`.
 *
 * @param timeZone IANA name
 * @returns the moment (ISO 8601, UTC); undefined when it is no time, or one that the zone's clocks skip
 */
export function readLocalTime(typed: string, timeZone: string): string | undefined {
  const match = typedPattern.exec(typed.trim());
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0] = match
    .slice(1, 6)
    .map((part: string | undefined) => Number(part ?? 0));
  const half = match[6]?.toLowerCase();
  if (minutes > 59 || hours > 23 || (half !== undefined && (hours < 1 || hours > 12))) return undefined;
  const hour = half === undefined ? hours : (hours % 12) + (half === "pm" ? 12 : 0);
  const wanted = Date.UTC(year, month - 1, day, hour, minutes);
  const isCalendarDay = new Date(wanted).getUTCMonth() === month - 1 && new Date(wanted).getUTCDate() === day;
  if (!isCalendarDay) return undefined;
  const moment = momentAt(wanted, timeZone);
  return moment === undefined ? undefined : new Date(moment).toISOString();
}

/**
 * The moment (ms) at which a zone's clocks show this; the earlier of two where they are set back.
 *
 * @param shown what the clocks show, as if it were UTC (ms)
 * @param timeZone IANA name
 * @returns undefined in the hour that summer time skips
 */
export function momentAt(shown: number, timeZone: string): number | undefined {
  const dayMs = 24 * 60 * 60_000;
  const clock = clockIn(timeZone);
  const offsets = [shown - dayMs, shown + dayMs].map((near) => shownAt(near, clock) - near);
  return offsets
    .map((offset) => shown - offset)
    .filter((moment) => shownAt(moment, clock) === shown)
    .sort((a, b) => a - b)[0];
}

const clockIn = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  });

function shownAt(moment: number, clock: Intl.DateTimeFormat): number {
  const parts = new Map(clock.formatToParts(new Date(moment)).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/** A moment as people of a zone read it, e.g. "Tue, Dec 1, 2026, 3:00 PM GMT+1". */
export const showLocalTime = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    ...{ weekday: "short", year: "numeric", month: "short", day: "numeric" },
    ...{ hour: "numeric", minute: "2-digit", timeZoneName: "short" },
  }).format(new Date(iso));
