import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Adapter } from "lowdb";
import { AdvisorError } from "../../core/errors.js";
import { codeOf } from "../../error-code.js";

/**
 * A lowdb adapter whose write is all or nothing and survives a crash at any moment: a flushed temporary file in the same
 * folder takes the old one's place, and the folder is flushed too. (lowdb's own writer never flushes.)
 */
export class DurableJsonFile<T> implements Adapter<T> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** The parsed JSON; null when there is no file. Rejects with a SyntaxError for a damaged one. */
  async read(): Promise<T | null> {
    const text = await readFile(this.#path, "utf8").catch((error: unknown) => {
      if (codeOf(error) === "ENOENT") return null;
      throw error;
    });
    return text === null ? null : (JSON.parse(text) as T);
  }

  async write(data: T): Promise<void> {
    await writeDurably(this.#path, JSON.stringify(data));
  }
}

/** The ending of files that a crash may leave half written; removed at the next start. */
export const temporaryEnding = ".tmp";

export async function writeDurably(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}${temporaryEnding}`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unwritable(error);
  }
}

export async function removeDurably(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  } catch (error) {
    throw unwritable(error);
  }
}

/** Makes renames and removals in a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A failed write, said so that the operator can mend it. */
export function unwritable(error: unknown): AdvisorError {
  if (error instanceof AdvisorError) return error;
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: "the disk is full",
    EROFS: "the disk is read-only",
    EACCES: "access is denied",
    EDQUOT: "the disk quota is used up",
  };
  const code = codeOf(error);
  return new AdvisorError("store-unwritable", {
    happened: `The data folder could not be written: ${reasons[code] ?? `the system says ${code}`}.`,
    kept: "Everything acknowledged before is kept.",
    next: "Make room or mend the folder's access; writing goes on by itself.",
    cause: error,
  });
}
