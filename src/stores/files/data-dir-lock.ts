import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { AdvisorError } from "../../core/errors.js";
import { codeOf } from "../../error-code.js";
import { unwritable } from "./durable-file.js";

const holderSchema = z.object({ pid: z.number().int(), startedAt: z.string(), host: z.string(), token: z.string() });
type Holder = z.infer<typeof holderSchema>;

export interface DataDirLock {
  release(): Promise<void>;
}

/**
 * One process writes a data folder. The lock names its holder by pid and start time, so that after a crash (or `kill -9`)
 * the next start takes over at once, even when another process has got the same pid.
 * @param answers whether a running process answers in that folder (it may run in another container)
 * @throws AdvisorError `store-in-use`, naming the pid
 */
export async function lockDataDir(dataDir: string, answers: () => Promise<boolean>): Promise<DataDirLock> {
  const path = join(dataDir, "lock");
  const mine: Holder = {
    pid: process.pid,
    startedAt: startOf(process.pid) ?? "unknown",
    host: hostname(),
    token: randomUUID(),
  };
  for (;;) {
    if (await create(path, mine)) return { release: () => release(path, mine) };
    const holder = await readHolder(path);
    if (holder === "gone") continue;
    if ((holder !== "unreadable" && isAlive(holder)) || (await answers()))
      throw inUse(holder === "unreadable" ? undefined : holder.pid);
    await takeAway(path, holder);
  }
}

/** Makes the lock file with its content in one step (a link either succeeds whole or finds the name taken). */
async function create(path: string, holder: Holder): Promise<boolean> {
  const temporary = `${path}.${holder.token}.tmp`;
  try {
    await writeFile(temporary, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
    await link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw unwritable(error);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function readHolder(path: string): Promise<Holder | "gone" | "unreadable"> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    return codeOf(error) === "ENOENT" ? "gone" : "unreadable";
  }
}

/** Moves a dead holder's lock out of the way; if it turns out to be somebody else's by now, puts it back. */
async function takeAway(path: string, dead: Holder | "unreadable"): Promise<void> {
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw unwritable(error);
  }
  const taken = await readHolder(aside);
  const isDead =
    dead === "unreadable"
      ? taken === "unreadable"
      : taken !== "gone" && taken !== "unreadable" && taken.token === dead.token;
  if (!isDead) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function release(path: string, mine: Holder): Promise<void> {
  const holder = await readHolder(path);
  if (holder !== "gone" && holder !== "unreadable" && holder.token === mine.token) await rm(path, { force: true });
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return false;
  if (holder.pid === process.pid) return holder.startedAt === startOf(process.pid);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
  const started = startOf(holder.pid);
  return started === undefined || holder.startedAt === "unknown" || started === holder.startedAt;
}

/** When a process started, in the kernel's ticks since boot together with the boot's id; undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${ticks ?? ""}`;
  } catch {
    return undefined;
  }
}

const inUse = (pid: number | undefined): AdvisorError =>
  new AdvisorError("store-in-use", {
    happened: `Another process${pid === undefined ? "" : ` (pid ${String(pid)})`} already writes this data folder.`,
    next: "Stop it first, or give this one a DATA_DIR of its own.",
  });
