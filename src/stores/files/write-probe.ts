import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { AdvisorError } from "../../core/errors.js";
import type { Clock } from "../../core/ports/clock.js";
import { temporaryEnding, unwritable } from "./durable-file.js";

/** A new file of a whole block: a full disk still takes what fits into a block that a file has. */
const block = Buffer.alloc(4096, "probe\n");
const atMostEveryMs = 3_000;

/** Why nothing can be written into a folder, tried with a small file that is flushed and removed; undefined when it can. */
export async function findWriteFault(folder: string): Promise<AdvisorError | undefined> {
  const path = join(folder, `probe.${randomUUID()}${temporaryEnding}`);
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(block);
      await file.sync();
    } finally {
      await file.close();
    }
    return undefined;
  } catch (error) {
    return unwritable(error);
  } finally {
    // What stays is removed at the next start.
    await rm(path, { force: true }).catch(() => undefined);
  }
}

/** The same for whoever asks often: tried at most every few seconds. */
export class WriteProbe {
  readonly #folder: string;
  readonly #clock: Clock;
  #last: { readonly at: number; readonly fault: Promise<AdvisorError | undefined> } | undefined;

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  findFault(): Promise<AdvisorError | undefined> {
    const now = this.#clock().getTime();
    if (!this.#last || Math.abs(now - this.#last.at) >= atMostEveryMs)
      this.#last = { at: now, fault: findWriteFault(this.#folder) };
    return this.#last.fault;
  }
}
