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
  // The zone's offset depends on the moment, which depends on the offset: the second guess is right wherever one is.
  const first = wanted - offsetMs(wanted, timeZone);
  const moment = wanted - offsetMs(first, timeZone);
  return moment + offsetMs(moment, timeZone) === wanted ? new Date(moment).toISOString() : undefined;
}

/** How far a zone's clocks are ahead of UTC at a moment. */
function offsetMs(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  }).formatToParts(moment);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return shown - Math.floor(moment / 1000) * 1000;
}

/** A moment as people of a zone read it, e.g. "Tue, Dec 1, 2026, 3:00 PM GMT+1". */
export const showLocalTime = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    ...{ weekday: "short", year: "numeric", month: "short", day: "numeric" },
    ...{ hour: "numeric", minute: "2-digit", timeZoneName: "short" },
  }).format(new Date(iso));
