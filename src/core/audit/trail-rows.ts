import type { Trail, TrailEntry } from "../team/trail.js";
import { byProgram } from "./audit-row.js";
import type { AuditRow } from "./audit-row.js";

/**
 * The rows that a team's trail holds already: what changed who may do what, what left the team, how its requests went. An
 * operator's own doings have a row in the journal, by their name.
 */
export function rowsOfTrail({ team, entries }: Trail): readonly AuditRow[] {
  const references = new Map<string, string>();
  return entries.flatMap((entry): readonly AuditRow[] => {
    if (entry.kind === "consultation-requested") references.set(entry.consultation, entry.reference);
    const said = sayOf(entry, references);
    if (said === undefined) return [];
    const { id, at, by } = entry;
    return [{ id, at, by: by ?? byProgram, team, ...said }];
  });
}

type Said = Pick<AuditRow, "kind" | "person" | "about"> | undefined;

function sayOf(entry: TrailEntry, references: ReadonlyMap<string, string>): Said {
  switch (entry.kind) {
    case "workspace-linked":
      return { kind: "team-made", about: entry.platform };
    case "exported":
      return { kind: entry.kind, about: [entry.what, entry.format].join(" ") };
    case "lead-set":
    case "assessment-archived":
    case "consultation-moved":
      return entry.by === null ? undefined : sayOfChange(entry, references);
    case "invited":
    case "uninvited":
      return { kind: entry.kind, person: entry.person };
    case "consultation-requested":
    case "consultation-changed":
      return { kind: entry.kind, about: references.get(entry.consultation) };
    case "reminders-set":
      return { kind: entry.kind, about: entry.isOn ? "on" : "off" };
    case "app-removed":
      return { kind: entry.kind, about: entry.platform };
    case "retention-warned":
    case "data-kept":
      return { kind: entry.kind };
    default:
      return undefined;
  }
}

function sayOfChange(
  entry: Extract<TrailEntry, { kind: "lead-set" | "assessment-archived" | "consultation-moved" }>,
  references: ReadonlyMap<string, string>,
): Said {
  switch (entry.kind) {
    case "lead-set":
      return { kind: entry.kind, person: entry.person ?? undefined };
    case "assessment-archived":
      return { kind: entry.kind };
    case "consultation-moved":
      return { kind: entry.kind, about: `${references.get(entry.consultation) ?? ""} ${entry.state}`.trim() };
  }
}
