import { open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { auditRowSchema } from "../../core/audit/audit-row.js";
import type { AuditEvent, AuditRow } from "../../core/audit/audit-row.js";
import { withoutOld } from "../../core/audit/keep-rows.js";
import { AdvisorError } from "../../core/errors.js";
import type { AuditLog } from "../../core/ports/audit-log.js";
import type { Clock } from "../../core/ports/clock.js";
import { codeOf } from "../../error-code.js";
import { syncFolder, unwritable, writeDurably } from "./durable-file.js";

export const auditName = "audit.jsonl";

interface AuditParts {
  readonly path: string;
  readonly clock: Clock;
  readonly unique: () => string;
  readonly readOnly: boolean;
}

/** The journal as one line of JSON a row, each flushed before it counts. */
export class FileAuditLog implements AuditLog {
  readonly #parts: AuditParts;
  /** One change after the other. */
  #last: Promise<unknown> = Promise.resolve();
  /** A line may be cut off: the file is written anew before anything is added. */
  #isTorn = false;

  private constructor(parts: AuditParts) {
    this.#parts = parts;
  }

  /** Drops what is past its time and a line that a crash cut off. Errors: `store-unwritable`, `store-unreadable`. */
  static async open(parts: AuditParts): Promise<FileAuditLog> {
    const journal = new FileAuditLog(parts);
    if (parts.readOnly) return journal;
    const text = await readText(parts.path);
    const rows = rowsIn(text);
    const kept = withoutOld(rows, parts.clock());
    if (kept.length < rows.length || (text !== "" && !text.endsWith("\n"))) await writeRows(parts.path, kept);
    return journal;
  }

  async rows(): Promise<readonly AuditRow[]> {
    return rowsIn(await readText(this.#parts.path));
  }

  record(event: AuditEvent): Promise<void> {
    const { clock, unique, path } = this.#parts;
    return this.#inTurn(async () => {
      if (this.#isTorn) await writeRows(path, await this.rows());
      this.#isTorn = true;
      await addLine(path, lineOf({ id: unique(), at: clock().toISOString(), ...event }));
      this.#isTorn = false;
    });
  }

  rewrite(change: (rows: readonly AuditRow[]) => readonly AuditRow[]): Promise<void> {
    return this.#inTurn(async () => {
      const rows = await this.rows();
      const changed = change(rows);
      const isSame = changed.length === rows.length && changed.every((row, index) => row === rows[index]);
      if (!isSame) await writeRows(this.#parts.path, changed);
    });
  }

  /** Resolves when every change under way is done. */
  async settle(): Promise<void> {
    await this.#last;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#parts.readOnly)
      return Promise.reject(
        new AdvisorError("store-unwritable", { happened: "The data folder was opened for reading only." }),
      );
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** What two journals say together, each row once, oldest first; for a backup that is put in the place of a newer one. */
export async function mergeJournals(from: string, into: string): Promise<void> {
  const rows = [...rowsIn(await readText(from)), ...rowsIn(await readText(into))];
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (byId.size > 0)
    await writeRows(
      into,
      [...byId.values()].toSorted((a, b) => a.at.localeCompare(b.at)),
    );
}

const lineOf = (row: AuditRow): string => `${JSON.stringify(row)}\n`;
const writeRows = (path: string, rows: readonly AuditRow[]): Promise<void> =>
  writeDurably(path, rows.map(lineOf).join(""));

async function addLine(path: string, line: string): Promise<void> {
  try {
    const file = await open(path, "a", 0o600);
    try {
      await file.writeFile(line);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  } catch (error) {
    throw unwritable(error);
  }
}

async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return "";
    throw new AdvisorError("store-unreadable", {
      happened: `The audit journal could not be read: the system says ${codeOf(error)}.`,
      next: "Mend the data folder's access.",
      cause: error,
    });
  });
}

/** A line that is none of ours is passed over. */
const rowsIn = (text: string): readonly AuditRow[] =>
  text.split("\n").flatMap((line) => {
    const row = line === "" ? undefined : auditRowSchema.safeParse(parsed(line)).data;
    return row === undefined ? [] : [row];
  });

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
