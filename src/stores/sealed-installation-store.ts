import { z } from "zod";
import type {
  Installation,
  InstallationChange,
  InstallationStore,
  ListedInstallation,
} from "../core/ports/installation-store.js";
import type { Log } from "../log.js";
import { fingerprint } from "../secrets/fingerprint.js";
import { sealedSchema } from "../secrets/sealer.js";
import type { Sealer } from "../secrets/sealer.js";

/** One record, while no other of its name is changed. */
export interface LockedRecord {
  /** Null: there is none. */
  read(): Promise<unknown>;
  write(record: object): Promise<void>;
  remove(): Promise<void>;
}

/** Where sealed records are kept, each under a name. Methods reject with an `AdvisorError` (`store-unwritable`, `store-unreadable`). */
export interface SealedRecords {
  /** Null: there is none; undefined: what there is can't be read as JSON. */
  read(name: string): Promise<unknown>;
  names(): Promise<readonly string[]>;
  /** Changes of one name follow one another: no other begins before `work` is done, also when it takes its time. */
  change<T>(name: string, work: (record: LockedRecord) => Promise<T>): Promise<T>;
}

/** The number of the record's layout. */
const format = 1;
const sealedRecordSchema = z.object({ format: z.literal(format), sealed: sealedSchema });
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
  readonly records: SealedRecords;
  readonly sealer: Sealer;
  readonly log: Log;
}

/**
 * One record an installation, named by its workspace's fingerprint; everything in it is sealed and bound to that name, so
 * that a record that was moved or changed is refused. What the key before the present one sealed is sealed anew.
 */
export class SealedInstallationStore implements InstallationStore {
  readonly #parts: StoreParts;

  private constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  /** Seals anew what is sealed with the old key, and says of each record that cannot be read. Errors: those of the store. */
  static async open(parts: StoreParts): Promise<SealedInstallationStore> {
    const store = new SealedInstallationStore(parts);
    let renewed = 0;
    for (const name of await parts.records.names()) {
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
    const store = new SealedInstallationStore(parts);
    const unreadable = [];
    for (const name of await parts.records.names())
      if ((await store.#read(name)).kind === "unreadable") unreadable.push(name);
    return unreadable;
  }

  async find(workspace: string): Promise<Installation | undefined> {
    return installationOf(await this.#read(fingerprint(workspace)));
  }

  async list(): Promise<readonly ListedInstallation[]> {
    const reads = [];
    for (const name of await this.#parts.records.names()) reads.push(await this.#read(name));
    return reads.flatMap((read) => (read.kind === "record" ? [read.record] : []));
  }

  change(
    workspace: string,
    decide: (known: Installation | undefined) => InstallationChange | Promise<InstallationChange>,
  ): Promise<Installation | undefined> {
    const name = fingerprint(workspace);
    return this.#parts.records.change(name, async (record) => {
      const read = this.#open(name, await record.read());
      const known = installationOf(read);
      const change = await decide(known);
      if (change === "remove") {
        await record.remove();
        return undefined;
      }
      if (change !== "keep") {
        await record.write(this.#seal(name, { workspace, installation: change }));
        return change;
      }
      if (read.kind === "record" && read.isOld) await record.write(this.#seal(name, read.record));
      return known;
    });
  }

  #seal(name: string, record: ListedInstallation): object {
    return { format, sealed: this.#parts.sealer.seal(JSON.stringify(record), boundTo(name)) };
  }

  async #read(name: string): Promise<Read> {
    return this.#open(name, await this.#parts.records.read(name));
  }

  #open(name: string, content: unknown): Read {
    if (content === null) return { kind: "none" };
    const read = sealedRecordSchema.safeParse(content);
    if (!read.success) return { kind: "unreadable" };
    const opened = this.#parts.sealer.open(read.data.sealed, boundTo(name));
    if (opened.kind === "refused") return { kind: "unreadable" };
    const { workspace, installation } = recordSchema.parse(JSON.parse(opened.text));
    const known = installation.kind === "installed" ? installation : { installedAt: undefined, ...installation };
    return { kind: "record", record: { workspace, installation: known }, isOld: opened.isOld };
  }
}

const boundTo = (name: string): string => `iso42001 installation ${String(format)} ${name}`;

function installationOf(read: Read): Installation | undefined {
  if (read.kind === "none") return undefined;
  return read.kind === "record" ? read.record.installation : { kind: "unreadable" };
}
