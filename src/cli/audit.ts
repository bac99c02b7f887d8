import { byProgram } from "../core/audit/audit-row.js";
import type { AuditRow } from "../core/audit/audit-row.js";
import { rowsOfTrail } from "../core/audit/trail-rows.js";
import { AdvisorError } from "../core/errors.js";
import { fingerprint } from "../secrets/fingerprint.js";
import type { OpenStore } from "../stores/open-store.js";
import { withStore } from "./operate.js";
import { requireSettings } from "./settings.js";

interface AuditOptions {
  readonly team?: string;
  /** A day or a time (ISO 8601). */
  readonly since?: string;
  readonly kind?: string;
  readonly json?: true;
}

/** `audit`: who did what and when, oldest first, from the journal and the teams' trails; reads beside a running program. */
export async function audit({ team, since, kind, json }: AuditOptions): Promise<void> {
  const from = sinceOf(since);
  const rows = await withStore(requireSettings(), "read", allRows);
  const shown = rows
    .filter((row) => team === undefined || row.team === team)
    .filter((row) => kind === undefined || row.kind === kind)
    .filter(({ at }) => from === undefined || at >= from)
    .toSorted((a, b) => a.at.localeCompare(b.at));
  for (const row of shown) process.stdout.write(`${json ? JSON.stringify(publicOf(row)) : lineOf(row)}\n`);
  if (shown.length === 0 && !json) process.stdout.write("Nothing is recorded that fits.\n");
}

function sinceOf(since: string | undefined): string | undefined {
  if (since === undefined) return undefined;
  const time = Date.parse(since);
  if (Number.isNaN(time))
    throw new AdvisorError("operator-mistake", {
      happened: `"--since ${since}" is no day.`,
      next: "Give a day such as 2026-11-25, or a time such as 2026-11-25T09:00Z.",
    });
  return new Date(time).toISOString();
}

async function allRows({ audit: journal, directory, teams }: OpenStore): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  const workspaces = new Map<string, string>();
  for (const { team, workspaces: linked } of await directory.summaries()) {
    for (const { id } of linked) workspaces.set(fingerprint(id), id);
    try {
      rows.push(...rowsOfTrail(await teams.read(team)));
    } catch (error) {
      if (!(error instanceof AdvisorError)) throw error;
      process.stderr.write(`What ${team} did is missing here. ${error.sentence}\n`);
    }
  }
  // A workspace is named by its id where a team of it is known.
  const named = (await journal.rows()).map((row) => {
    const workspace = workspaces.get(row.about ?? "");
    return workspace === undefined ? row : { ...row, about: workspace };
  });
  return [...rows, ...named];
}

const publicOf = ({ at, kind, by, team, person, about }: AuditRow): Partial<AuditRow> => ({
  at,
  kind,
  by,
  team,
  person,
  about,
});

const lineOf = ({ at, kind, by, team, person, about }: AuditRow): string =>
  [
    `${at.slice(0, 19).replace("T", " ")} UTC`,
    kind,
    `by ${by === byProgram ? "the program" : by}`,
    team,
    person && `about ${person}`,
    about,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join("  ");
