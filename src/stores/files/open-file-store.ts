import { access, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../core/ports/clock.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import { askRunning } from "../control/control-socket.js";
import type { OpenStore, TeamChange } from "../open-store.js";
import { SealedInstallationStore } from "../sealed-installation-store.js";
import { refuseHalfRestored } from "./backup/interrupted.js";
import { lockDataDir } from "./data-dir-lock.js";
import { temporaryEnding, unwritable } from "./durable-file.js";
import { FileAuditLog, auditName } from "./file-audit-log.js";
import { FileClaims } from "./file-claims.js";
import type { Sealer } from "../../secrets/sealer.js";
import { FileInbox } from "./file-inbox.js";
import { FileRecords } from "./file-records.js";
import { openFileInstallations } from "./open-file-installations.js";
import { FileTeamDirectory, indexName } from "./file-team-directory.js";
import { FileTeamStore } from "./file-team-store.js";
import { WriteProbe } from "./write-probe.js";

interface OpenParts {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly unique: () => string;
  readonly log: Log;
  /** `read`: beside a running process; takes no lock and writes nothing at all. */
  readonly mode: "write" | "read";
}

const sweepEveryMs = 10 * 60 * 1000;

/** Opens the data folder. Errors: `store-in-use`, `store-unwritable`. */
export async function openFileStore(parts: OpenParts): Promise<OpenStore> {
  const { dataDir, clock, log, unique } = parts;
  const readOnly = parts.mode === "read";
  const folder = join(dataDir, "teams");
  if (!readOnly)
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw unwritable(error);
    });
  const lock = readOnly
    ? undefined
    : await lockDataDir(dataDir, async () => (await askRunning(dataDir, { kind: "ping" })).kind === "answered");
  try {
    await refuseHalfRestored(dataDir);
    if (!readOnly) await removeLeftovers(dataDir, folder);
    const directory = await FileTeamDirectory.open(dataDir, folder, log);
    const listeners: ((change: TeamChange) => void)[] = [];
    const teams = new FileTeamStore({
      folder,
      clock,
      unique,
      log,
      readOnly,
      workspacesOf: (team) => directory.workspacesOf(team),
      changed: async (trail, isOnlyMore) => {
        const before = directory.workspacesOf(trail.team);
        directory.update(trail);
        const after = directory.workspacesOf(trail.team);
        // What was deleted goes out of the index of the last run too; the next start makes it anew.
        if (!isOnlyMore)
          await rm(join(dataDir, indexName), { force: true }).catch((error: unknown) => {
            log.warn("store.index-not-removed", errorFields(error));
          });
        const workspaces = [...new Set([...before, ...after])];
        for (const listener of listeners) listener({ team: trail.team, workspaces });
      },
    });
    directory.connect(teams);
    const claims = await FileClaims.open(join(dataDir, "claims.txt"), clock, readOnly);
    const audit = await FileAuditLog.open({ path: join(dataDir, auditName), clock, unique, readOnly });
    const sweeping = setInterval(() => {
      claims.sweep();
    }, sweepEveryMs).unref();
    let inbox: FileInbox | undefined;
    const probe = new WriteProbe(dataDir, clock);
    return {
      teams,
      directory,
      claims,
      audit,
      openInbox: async (sealer) =>
        (inbox = await FileInbox.open({ folder: join(dataDir, "inbox"), claims, clock, unique, log, sealer })),
      openInstallations: (sealer) => openFileInstallations({ folder: join(dataDir, "installations"), sealer, log }),
      findWriteFault: () => probe.findFault(),
      onChange: (listener) => {
        listeners.push(listener);
      },
      close: async () => {
        clearInterval(sweeping);
        await teams.settle();
        await inbox?.close();
        await claims.close();
        await audit.settle();
        if (!readOnly)
          await directory.save(dataDir, folder).catch((error: unknown) => {
            log.warn("store.index-unsaved", errorFields(error));
          });
        await lock?.release();
      },
    };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** The damaged files that were set aside, for `doctor`. */
export async function listSetAside(dataDir: string): Promise<readonly string[]> {
  const names = await readdir(join(dataDir, "teams")).catch(() => []);
  return names.filter((name) => name.includes(".damaged-"));
}

/** The folders that a restore put aside, for `doctor`. */
export async function listBeforeRestore(dataDir: string): Promise<readonly string[]> {
  const names = await readdir(dataDir).catch(() => []);
  return names.filter((name) => name.startsWith("before-restore-"));
}

/** The fingerprints of the workspaces whose installation no key opens, for `doctor`; writes nothing. Errors: `store-unreadable`. */
export async function listUnreadableInstallations(
  dataDir: string,
  parts: { readonly sealer: Sealer; readonly log: Log },
): Promise<readonly string[]> {
  const folder = join(dataDir, "installations");
  const exists = await access(folder).then(
    () => true,
    () => false,
  );
  return exists ? SealedInstallationStore.listUnreadable({ records: new FileRecords(folder), ...parts }) : [];
}

async function removeLeftovers(...folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    for (const name of await readdir(folder))
      if (name.endsWith(temporaryEnding)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
