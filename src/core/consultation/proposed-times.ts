import { isTimeZone, momentAt } from "./local-time.js";

/** A time that suits the asker, as instants (ISO 8601, UTC). */
export interface ProposedTime {
  readonly start: string;
  readonly end: string;
}

/** How long the conversation takes that is offered. */
const minutes = 30;
const atMost = 5;

/** "2026-12-01 14:00", "2026-12-01T14:00", "2026-12-01 at 2 pm"; other ways to write a date mean different days to different people. */
const dateAndTime =
  /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:T|,?\s+(?:at\s+)?)(\d{1,2})(?::(\d{2}))?(?:\s*([ap])\.?m\b\.?)?(?![\d:])/giu;

/**
 * The times in what was typed that can be read without guessing, in the order typed; none without a time zone by its IANA
 * name (or UTC), or where only words stand ("Tuesday afternoon").
 */
export function readTimes({
  times,
  timeZone,
}: {
  readonly times: string;
  readonly timeZone: string;
}): readonly ProposedTime[] {
  if (!isNamedZone(timeZone)) return [];
  const read = [...times.matchAll(dateAndTime)].flatMap((match): ProposedTime[] => {
    const wall = wallClockOf(match);
    const start = wall === undefined ? undefined : momentAt(wall, timeZone);
    if (start === undefined) return [];
    return [{ start: new Date(start).toISOString(), end: new Date(start + minutes * 60_000).toISOString() }];
  });
  const first = new Map(read.map((time) => [time.start, time]));
  return [...first.values()].slice(0, atMost);
}

/** What a clock on the wall shows, as if it were UTC (ms); undefined for a day or an hour that does not exist. */
function wallClockOf([, year, month, day, hour, minute = "0", half]: RegExpMatchArray): number | undefined {
  const typed = Number(hour);
  if (half !== undefined && (typed < 1 || typed > 12)) return undefined;
  const hours = half === undefined ? typed : (typed % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hours > 23 || Number(minute) > 59) return undefined;
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute));
  const shown = new Date(wall).toISOString();
  return shown.startsWith(`${year ?? ""}-${month ?? ""}-${day ?? ""}`) ? wall : undefined;
}

/** By these names only: "EST" and "BST" mean different hours to different people. */
const isNamedZone = (name: string): boolean =>
  /^(?:UTC|GMT|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/u.test(name) && isTimeZone(name);
