import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AdvisorError } from "../../core/errors.js";
import type {
  Installation,
  InstallationChange,
  InstallationStore,
  ListedInstallation,
} from "../../core/ports/installation-store.js";
import { codeOf } from "../../error-code.js";
import type { Log } from "../../log.js";
import { fingerprint } from "../../secrets/fingerprint.js";
import { sealedSchema } from "../../secrets/sealer.js";
import type { Sealer } from "../../secrets/sealer.js";
import { DurableJsonFile, removeDurably, temporaryEnding, unwritable } from "./durable-file.js";

/** The number of the file's layout. */
const format = 1;
const fileSchema = z.object({ format: z.literal(format), sealed: sealedSchema });
const recordSchema = z.object({
  workspace: z.string(),
  installation: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("installed"), installedAt: z.string(), details: z.unknown() }),
    z.object({ kind: z.literal("uninstalled"), installedAt: z.string().optional(), uninstalledAt: z.string() }),
  ]),
});

/** What the operator can do about an installation that no key opens. */
export const unreadableMend =
  "set the key it was stored with as SECRET_KEY_OLD, or have the app installed there again.";

type Read =
  | { readonly kind: "record"; readonly record: ListedInstallation; readonly isOld: boolean }
  | { readonly kind: "none" | "unreadable" };

interface StoreParts {
  /** `installations/` of the data folder. */
  readonly folder: string;
  readonly sealer: Sealer;
  readonly log: Log;
}

/**
 * One file an installation, named by its workspace's fingerprint; everything in it is sealed and bound to that name, so
 * that a file that was moved or changed is refused. What the key before the present one sealed is sealed anew.
 */
export class FileInstallationStore implements InstallationStore {
  readonly #parts: StoreParts;
  readonly #queues = new Map<string, Promise<unknown>>();

  private constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  /** Seals anew what is sealed with the old key, and says of each record that cannot be read. Errors: those of the store. */
  static async open(parts: StoreParts): Promise<FileInstallationStore> {
    await mkdir(parts.folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw unwritable(error);
    });
    for (const name of await readdir(parts.folder))
      if (name.endsWith(temporaryEnding)) await rm(join(parts.folder, name), { force: true });
    const store = new FileInstallationStore(parts);
    let renewed = 0;
    for (const name of await store.#names()) {
      const read = await store.#read(name);
      if (read.kind === "unreadable")
        parts.log.error("installation.unreadable", {
          workspace: name,
          sentence: `Neither SECRET_KEY nor SECRET_KEY_OLD opens this installation: ${unreadableMend}`,
        });
      if (read.kind !== "record" || !read.isOld) continue;
      await store.change(read.record.workspace, () => "keep");
      renewed += 1;
    }
    if (renewed > 0) parts.log.info("installation.sealed-anew", { count: renewed });
    return store;
  }

  /** The fingerprints of the workspaces whose record no key opens; writes nothing, so that it works beside a running process. */
  static async listUnreadable(parts: StoreParts): Promise<readonly string[]> {
    const store = new FileInstallationStore(parts);
    const unreadable = [];
    for (const name of await store.#names()) if ((await store.#read(name)).kind === "unreadable") unreadable.push(name);
    return unreadable;
  }

  async find(workspace: string): Promise<Installation | undefined> {
    return installationOf(await this.#read(fingerprint(workspace)));
  }

  async list(): Promise<readonly ListedInstallation[]> {
    const reads = [];
    for (const name of await this.#names()) reads.push(await this.#read(name));
    return reads.flatMap((read) => (read.kind === "record" ? [read.record] : []));
  }

  change(
    workspace: string,
    decide: (known: Installation | undefined) => InstallationChange | Promise<InstallationChange>,
  ): Promise<Installation | undefined> {
    const before = this.#queues.get(workspace) ?? Promise.resolve();
    const changing = before.then(() => this.#change(workspace, decide));
    const settled = changing
      .catch(() => undefined)
      .then(() => {
        if (this.#queues.get(workspace) === settled) this.#queues.delete(workspace);
      });
    this.#queues.set(workspace, settled);
    return changing;
  }

  async #change(
    workspace: string,
    decide: (known: Installation | undefined) => InstallationChange | Promise<InstallationChange>,
  ): Promise<Installation | undefined> {
    const name = fingerprint(workspace);
    const read = await this.#read(name);
    const known = installationOf(read);
    const change = await decide(known);
    if (change === "remove") {
      await removeDurably(this.#pathOf(name));
      return undefined;
    }
    if (change !== "keep") {
      await this.#write(name, { workspace, installation: change });
      return change;
    }
    if (read.kind === "record" && read.isOld) await this.#write(name, read.record);
    return known;
  }

  async #write(name: string, record: ListedInstallation): Promise<void> {
    const sealed = this.#parts.sealer.seal(JSON.stringify(record), boundTo(name));
    await new DurableJsonFile(this.#pathOf(name)).write({ format, sealed });
  }

  async #read(name: string): Promise<Read> {
    let content: unknown;
    try {
      content = await new DurableJsonFile<unknown>(this.#pathOf(name)).read();
    } catch (error) {
      if (error instanceof SyntaxError) return { kind: "unreadable" };
      throw new AdvisorError("store-unreadable", {
        happened: `An installation's file could not be read: the system says ${codeOf(error)}.`,
        next: "Mend the data folder's access.",
        cause: error,
      });
    }
    if (content === null) return { kind: "none" };
    const file = fileSchema.safeParse(content);
    if (!file.success) return { kind: "unreadable" };
    const opened = this.#parts.sealer.open(file.data.sealed, boundTo(name));
    if (opened.kind === "refused") return { kind: "unreadable" };
    const { workspace, installation } = recordSchema.parse(JSON.parse(opened.text));
    const known = installation.kind === "installed" ? installation : { installedAt: undefined, ...installation };
    return { kind: "record", record: { workspace, installation: known }, isOld: opened.isOld };
  }

  async #names(): Promise<readonly string[]> {
    const names = await readdir(this.#parts.folder).catch((error: unknown) => {
      throw unwritable(error);
    });
    return names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
  }

  #pathOf(name: string): string {
    return join(this.#parts.folder, `${name}.json`);
  }
}

const boundTo = (name: string): string => `iso42001 installation ${String(format)} ${name}`;

function installationOf(read: Read): Installation | undefined {
  if (read.kind === "none") return undefined;
  return read.kind === "record" ? read.record.installation : { kind: "unreadable" };
}
