import { rename } from "node:fs/promises";
import { dirname } from "node:path";
import { Low } from "lowdb";
import { z } from "zod";
import { AdvisorError } from "../../core/errors.js";
import type { TeamId } from "../../core/ids.js";
import { trailEntrySchema } from "../../core/team/trail.js";
import type { TrailEntry } from "../../core/team/trail.js";
import { codeOf } from "../../error-code.js";
import { DurableJsonFile, removeDurably, syncFolder, unwritable } from "./durable-file.js";

/** The number of the file's layout; a newer program may write a higher one. */
const format = 1;
const fileSchema = z.object({ format: z.literal(format), team: z.string(), entries: z.array(trailEntrySchema) });
interface TeamFileShape {
  readonly format: number;
  readonly team: string;
  readonly entries: readonly TrailEntry[];
}

export type ReadTeamFile =
  | { readonly kind: "entries"; readonly entries: readonly TrailEntry[] }
  /** Not valid JSON, or not a trail. */
  | { readonly kind: "damaged" };

/** Reads one team's file; a missing one has no entries. Errors: `store-unreadable` (access, or written by a newer program). */
export async function readTeamFile(path: string): Promise<ReadTeamFile> {
  const low = new Low<unknown>(new DurableJsonFile<unknown>(path), null);
  try {
    await low.read();
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: "damaged" };
    throw new AdvisorError("store-unreadable", {
      happened: `A team's file could not be read: the system says ${codeOf(error)}.`,
      next: "Mend the data folder's access.",
      cause: error,
    });
  }
  if (low.data === null) return { kind: "entries", entries: [] };
  const newer = z.object({ format: z.number().min(format + 1) }).safeParse(low.data);
  if (newer.success) {
    throw new AdvisorError("store-unreadable", {
      happened: "A team's file was written by a newer version of this program.",
      kept: "It was left untouched.",
      next: "Run that version, or a later one.",
    });
  }
  const parsed = fileSchema.safeParse(low.data);
  return parsed.success ? { kind: "entries", entries: parsed.data.entries } : { kind: "damaged" };
}

/** Writes the whole trail durably; with no entries, removes the file. Errors: `store-unwritable`. */
export async function writeTeamFile(path: string, team: TeamId, entries: readonly TrailEntry[]): Promise<void> {
  if (entries.length === 0) {
    await removeDurably(path);
    return;
  }
  const low = new Low<TeamFileShape>(new DurableJsonFile<TeamFileShape>(path), { format, team, entries });
  await low.write();
}

/** Puts a damaged file aside under a new name that nothing ever writes to. */
export async function setAside(path: string, asidePath: string): Promise<void> {
  try {
    await rename(path, asidePath);
    await syncFolder(dirname(path));
  } catch (error) {
    throw unwritable(error);
  }
}
