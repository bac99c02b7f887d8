import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AdvisorError } from "../../core/errors.js";
import { codeOf } from "../../error-code.js";
import { InOrder } from "../../in-order.js";
import type { LockedRecord, SealedRecords } from "../sealed-installation-store.js";
import { DurableJsonFile, removeDurably, temporaryEnding, unwritable } from "./durable-file.js";

/** One file a record, in a folder of the data folder. */
export class FileRecords implements SealedRecords {
  readonly #folder: string;
  readonly #changing = new InOrder();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes the folder, and removes what a crash left half written. Errors: `store-unwritable`. */
  async prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw unwritable(error);
    });
    for (const name of await readdir(this.#folder))
      if (name.endsWith(temporaryEnding)) await rm(join(this.#folder, name), { force: true });
  }

  async read(name: string): Promise<unknown> {
    try {
      return await new DurableJsonFile<unknown>(this.#pathOf(name)).read();
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw new AdvisorError("store-unreadable", {
        happened: `An installation's file could not be read: the system says ${codeOf(error)}.`,
        next: "Mend the data folder's access.",
        cause: error,
      });
    }
  }

  async names(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      throw unwritable(error);
    });
    return names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
  }

  change<T>(name: string, work: (record: LockedRecord) => Promise<T>): Promise<T> {
    return this.#changing.run(name, () =>
      work({
        read: () => this.read(name),
        write: (record) => new DurableJsonFile(this.#pathOf(name)).write(record),
        remove: () => removeDurably(this.#pathOf(name)),
      }),
    );
  }

  #pathOf(name: string): string {
    return join(this.#folder, `${name}.json`);
  }
}
