import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { extract } from "tar";
import { AdvisorError } from "../../../core/errors.js";
import { codeOf } from "../../../error-code.js";
import { askRunning } from "../../control/control-socket.js";
import { lockDataDir } from "../data-dir-lock.js";
import { removeDurably, syncFolder, unwritable, writeDurably } from "../durable-file.js";
import { auditName, mergeJournals } from "../file-audit-log.js";
import { readTeamFile } from "../team-file.js";
import { backedUp, contentsSchema, filesIn, listContents, listName } from "./contents.js";
import type { Contents } from "./contents.js";
import { markerOf } from "./interrupted.js";

/** Each 20 ms later than the one before. */
const removalAttempts = 10;

interface RestoreParts {
  readonly dataDir: string;
  readonly file: string;
  readonly at: Date;
}

export interface Restored {
  readonly teams: number;
  /** When the backup was made (ISO 8601). */
  readonly madeAt: string;
  /** Where what stood before was put, if anything did. */
  readonly aside: string | undefined;
}

/**
 * Puts a backup in the place of what a data folder holds. It is unpacked beside it and checked whole first (every file's
 * checksum, every team's trail); what stood before is kept in a folder of its own.
 *
 * Errors: `operator-mistake` for a file that is no whole backup, with nothing changed; `store-in-use`; `store-unwritable`.
 */
export async function restoreBackup({ dataDir, file, at }: RestoreParts): Promise<Restored> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw unwritable(error);
  });
  const lock = await lockDataDir(
    dataDir,
    async () => (await askRunning(dataDir, { kind: "ping" })).kind === "answered",
  );
  const unpacked = join(dataDir, `restore-${randomUUID()}.tmp`);
  try {
    const contents = await unpack(file, unpacked);
    const aside = await swap(dataDir, unpacked, at);
    const teams = contents.files.filter(({ path }) => path.startsWith("teams/")).length;
    return { teams, madeAt: contents.madeAt, aside };
  } catch (error) {
    throw unwritable(error);
  } finally {
    // tar may still be writing what it had begun when it found the archive damaged.
    await rm(unpacked, { recursive: true, force: true, maxRetries: removalAttempts, retryDelay: 20 });
    await lock.release();
  }
}

/** Errors: `operator-mistake` when anything in it is not as its list says. */
async function unpack(file: string, into: string): Promise<Contents> {
  await stat(file).catch((error: unknown) => {
    throw noBackup(`it can't be read (${codeOf(error)})`);
  });
  await mkdir(into, { mode: 0o700 });
  await extract({ file, cwd: into, strict: true, preserveOwner: false, filter: isExpected }).catch((error: unknown) => {
    if (isOfDisk(error)) throw error;
    throw noBackup("it is not a whole archive");
  });
  const text = await readFile(join(into, listName), "utf8").catch(() => "");
  const contents = contentsSchema.safeParse(jsonOf(text)).data;
  if (!contents) throw noBackup("its list of files is missing, or of a newer version of this program");
  const { version, madeAt, files } = contents;
  const found = await listContents(into, { version, madeAt });
  const byPath = new Map(found.files.map((known) => [known.path, known.sha256]));
  const wrong = files.filter(({ path, sha256 }) => byPath.get(path) !== sha256);
  if (wrong.length > 0) throw noBackup(`${String(wrong.length)} of its files are missing or changed`);
  if (found.files.length !== files.length) throw noBackup("it holds files that its list does not name");
  for (const path of await filesIn(into, "teams")) await checkTeam(into, path);
  return contents;
}

/** A file that had been set aside as damaged is kept as it is. */
async function checkTeam(folder: string, path: string): Promise<void> {
  if (basename(path).includes(".damaged-")) return;
  const read = await readTeamFile(join(folder, path));
  if (read.kind === "damaged") throw noBackup("a team's file in it is damaged");
}

const isExpected = (path: string): boolean =>
  path === listName || backedUp.some((name) => path === name || path === `${name}/` || path.startsWith(`${name}/`));

/** Faults of this machine's disk, as opposed to those of the file. */
const isOfDisk = (error: unknown): boolean => /^(?:ENOSPC|EROFS|EACCES|EDQUOT|EIO)$/.test(codeOf(error));

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Moves the old out of the way and the new in. Between the two the folder is not whole: a marker keeps every start from
 * taking it for an empty one, until a restore has gone through.
 */
async function swap(dataDir: string, unpacked: string, at: Date): Promise<string | undefined> {
  const aside = join(dataDir, `before-restore-${at.toISOString().replace(/[:.]/g, "-")}`);
  await writeDurably(markerOf(dataDir), JSON.stringify({ aside: basename(aside) }));
  await mkdir(aside, { mode: 0o700 });
  const moved = [];
  for (const name of [...backedUp, "index.json"]) moved.push(await move(join(dataDir, name), join(aside, name)));
  for (const name of backedUp) await move(join(unpacked, name), join(dataDir, name));
  // What happened since the backup did happen.
  await mergeJournals(join(aside, auditName), join(dataDir, auditName));
  await syncFolder(dataDir);
  await removeDurably(markerOf(dataDir));
  if (moved.includes(true)) return aside;
  await rm(aside, { recursive: true });
  return undefined;
}

/** False when there is nothing to move. */
async function move(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    },
  );
}

const noBackup = (why: string): AdvisorError =>
  new AdvisorError("operator-mistake", {
    happened: `This is not a backup that can be restored: ${why}.`,
    kept: "Nothing was changed.",
    next: "Take another one.",
  });
