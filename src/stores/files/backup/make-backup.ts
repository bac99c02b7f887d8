import { randomUUID } from "node:crypto";
import { constants, createWriteStream } from "node:fs";
import { copyFile, link, mkdir, open, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { create } from "tar";
import { AdvisorError } from "../../../core/errors.js";
import { codeOf } from "../../../error-code.js";
import { syncFolder, temporaryEnding, unwritable } from "../durable-file.js";
import { backedUp, backedUpFiles, filesIn, listContents, listName } from "./contents.js";

interface BackupParts {
  readonly dataDir: string;
  /** The archive to write; never over another file. */
  readonly out: string;
  readonly at: Date;
  readonly version: string;
}

/**
 * Writes a gzipped tar archive of a data folder, also while a program writes to it: a team's file is replaced whole at
 * each change and never written in place, so a hard link to it stays as it was at that moment.
 *
 * @returns how many teams are in it
 * Errors: `operator-mistake` when `out` exists, `store-unwritable`, `store-unreadable`.
 */
export async function makeBackup({ dataDir, out, at, version }: BackupParts): Promise<number> {
  const staged = join(dataDir, `backup-${randomUUID()}${temporaryEnding}`);
  try {
    await stage(dataDir, staged);
    const contents = await listContents(staged, { version, madeAt: at.toISOString() });
    await writeFile(join(staged, listName), JSON.stringify(contents));
    const there = backedUp.filter((name) => !isFile(name) || contents.files.some(({ path }) => path === name));
    await writeArchive(staged, out, [listName, ...there]);
    return contents.files.filter(({ path }) => path.startsWith("teams/")).length;
  } catch (error) {
    throw unwritable(error);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

async function stage(dataDir: string, staged: string): Promise<void> {
  for (const folder of ["teams", "installations"]) {
    await mkdir(join(staged, folder), { recursive: true, mode: 0o700 });
    for (const path of await filesIn(dataDir, folder))
      if (!path.endsWith(temporaryEnding)) await unlessGone(link(join(dataDir, path), join(staged, path)));
  }
  // A torn last line is passed over when it is read.
  for (const name of backedUpFiles) await unlessGone(copyFile(join(dataDir, name), join(staged, name)));
}

const isFile = (name: string): boolean => backedUpFiles.some((file) => file === name);

/** A team may be deleted while its file is looked for. */
async function unlessGone(done: Promise<void>): Promise<void> {
  await done.catch((error: unknown) => {
    if (codeOf(error) !== "ENOENT") throw error;
  });
}

/** Under a temporary name until it is whole and flushed. */
async function writeArchive(folder: string, out: string, names: readonly string[]): Promise<void> {
  const partial = `${out}.${randomUUID()}${temporaryEnding}`;
  try {
    const archive = create({ cwd: folder, gzip: true, portable: true }, [...names]);
    // Once writing has failed it still reads, of files that are removed by then.
    archive.on("error", () => undefined);
    await pipeline(archive, createWriteStream(partial, { flags: "wx", mode: 0o600 }));
    const file = await open(partial, constants.O_RDONLY);
    await file.sync().finally(() => file.close());
    // A link, unlike a rename, never takes the place of another file.
    await link(partial, out);
    await syncFolder(dirname(out));
  } catch (error) {
    throw codeOf(error) === "EEXIST" ? alreadyThere(out) : error;
  } finally {
    await rm(partial, { force: true });
  }
}

const alreadyThere = (out: string): AdvisorError =>
  new AdvisorError("operator-mistake", {
    happened: `There is already a file ${out}.`,
    kept: "It was left as it is.",
    next: "Name another one.",
  });
