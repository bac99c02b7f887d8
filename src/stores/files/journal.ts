import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

interface Pending {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A file that only grows, line by line; readers pass over empty ones and over one that a crash tore. Lines that wait while others are flushed go out together, in one flush. */
export class Journal {
  readonly #file: FileHandle;
  #pending: Pending[] = [];
  #flushing: Promise<void> | undefined;
  /** The file may end within a line: by a crash, or by a write that failed half way. */
  #isTorn = true;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Goes on at the end of the file; makes it, for its owner alone, where there is none. */
  static async open(path: string): Promise<Journal> {
    return new Journal(await open(path, "a", 0o600));
  }

  /** Resolves when the line survives a power cut. Rejects with the system's error; it may stand there all the same. */
  append(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ line, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  /** Resolves when all that was appended so far is flushed, or has failed. */
  async settle(): Promise<void> {
    await this.#flushing;
  }

  async close(): Promise<void> {
    await this.#flushing;
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    // What is appended at the same moment goes into the first group too.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const group = this.#pending;
      this.#pending = [];
      try {
        const begin = this.#isTorn ? "\n" : "";
        await this.#file.appendFile(begin + group.map(({ line }) => `${line}\n`).join(""));
        await this.#file.datasync();
        this.#isTorn = false;
        for (const { resolve } of group) resolve();
      } catch (error) {
        this.#isTorn = true;
        for (const { reject } of group) reject(error);
      }
    }
    // In the same step as the look at what waits: a line appended right after it begins anew.
    this.#flushing = undefined;
  }
}
