import { formerMember } from "../former-member.js";
import type { PersonId, TeamId } from "../ids.js";
import type { AuditRow } from "./audit-row.js";

type Rows = readonly AuditRow[];

/** How long rows are kept: an audit looks at one year, with another to be late. */
export const auditKeptMonths = 24;

/** What is said of a team once it is gone: that it was deleted, and when. */
export const withTeamDeleted = (rows: Rows, deleted: AuditRow): Rows => [
  ...rows.filter(({ team }) => team !== deleted.team),
  deleted,
];

/** Nobody's id is left of a person who wants to be forgotten, as in the team's trail. */
export const withoutPerson = (rows: Rows, person: PersonId): Rows =>
  rows.map((row) => ({
    ...row,
    ...(row.by === person ? { by: formerMember } : {}),
    ...(row.person === person ? { person: formerMember } : {}),
  }));

/** Teams that rows speak of though they are gone: a crash came between their deletion and the word of it. */
export function teamsToSettle(rows: Rows, living: ReadonlySet<TeamId>): readonly string[] {
  const said = new Set(rows.filter(({ kind }) => kind === "team-deleted").map(({ team }) => team));
  return [...new Set(rows.flatMap(({ team }) => team ?? []))].filter(
    (team) => !said.has(team) && ![...living].some((known) => known === team),
  );
}

/** Without rows past their time; the last look at the settings stays, for the next one to be compared with. */
export function withoutOld(rows: Rows, now: Date): Rows {
  const from = new Date(now);
  from.setUTCMonth(from.getUTCMonth() - auditKeptMonths);
  const lastLook = rows.findLast(({ seen }) => seen !== undefined);
  return rows.filter((row) => row === lastLook || row.at >= from.toISOString());
}
