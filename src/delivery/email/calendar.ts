import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { ProposedTime } from "../../core/consultation/proposed-times.js";

interface Proposal {
  /** The same for each version of one request, so that a calendar replaces what it has of it. */
  readonly uid: string;
  readonly title: string;
  /** When it was proposed (ISO 8601). */
  readonly at: string;
  readonly times: readonly ProposedTime[];
}

/** A calendar file (iCalendar, RFC 5545) with a tentative event for each time; it invites nobody. */
export function writeCalendar({ uid, title, at, times }: Proposal): string {
  const calendar = ical({
    prodId: { company: "iso42001-advisor", product: "consultation", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const [index, { start, end }] of times.entries())
    calendar.createEvent({
      id: `${String(index + 1)}.${uid}`,
      start: new Date(start),
      end: new Date(end),
      stamp: new Date(at),
      summary: title,
      status: ICalEventStatus.TENTATIVE,
    });
  return calendar.toString();
}
