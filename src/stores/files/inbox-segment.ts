import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import { syncFolder } from "./durable-file.js";
import type { Claimed, FileClaims } from "./file-claims.js";
import { Journal } from "./journal.js";

interface SegmentParts {
  readonly claims: FileClaims;
  readonly log: Log;
}

/** What a journal holds that is read again. */
interface Found {
  readonly names: readonly Claimed[];
  readonly open: readonly string[];
  readonly hasDone?: boolean;
}

/** One journal of the inbox. Sealed, it takes no new events, and is deleted when all it has are done. */
export class InboxSegment {
  static readonly ending = ".jsonl";

  readonly #path: string;
  readonly #parts: SegmentParts;
  readonly #journal: Journal;
  readonly #names: Claimed[];
  readonly #open: Set<string>;
  #hasDone = false;
  #isSealed = false;
  #isClosed = false;
  #removal: Promise<void> | undefined;

  private constructor(path: string, parts: SegmentParts, found: Found & { readonly journal: Journal }) {
    this.#path = path;
    this.#parts = parts;
    this.#journal = found.journal;
    this.#names = [...found.names];
    this.#open = new Set(found.open);
    this.#hasDone = found.hasDone ?? false;
  }

  /** Rejects with the system's error, as all methods but `seal` and `close` do. */
  static async create(path: string, parts: SegmentParts): Promise<InboxSegment> {
    const journal = await Journal.open(path);
    await syncFolder(dirname(path));
    return new InboxSegment(path, parts, { journal, names: [], open: [] });
  }

  static async reopen(path: string, parts: SegmentParts, found: Found): Promise<InboxSegment> {
    return new InboxSegment(path, parts, { journal: await Journal.open(path), ...found });
  }

  get isSealed(): boolean {
    return this.#isSealed;
  }

  /** What is open of a sealed journal in which something is done, that stays on the disk as long as the other does. */
  get inTheWay(): readonly string[] {
    return this.#isSealed && !this.#isClosed && this.#hasDone ? [...this.#open] : [];
  }

  async keep(id: string, names: readonly Claimed[], line: string): Promise<void> {
    this.#open.add(id);
    await this.#journal.append(line);
    this.#names.push(...names);
  }

  note(line: string): Promise<void> {
    return this.#journal.append(line);
  }

  async end(id: string, line: string): Promise<void> {
    this.#hasDone = true;
    // Still open until it is written, so that the file is not deleted meanwhile.
    if (!this.#isClosed)
      await this.#journal.append(line).finally(() => {
        this.#open.delete(id);
      });
    await this.#removeIfDone();
  }

  async seal(): Promise<void> {
    this.#isSealed = true;
    await this.#removeIfDone();
  }

  /** Leaves a file in which something is open. */
  async close(): Promise<void> {
    await this.seal();
    if (this.#isClosed) return this.#removal;
    this.#isClosed = true;
    await this.#journal.close();
  }

  async #removeIfDone(): Promise<void> {
    if (!this.#isSealed || this.#isClosed || this.#open.size > 0) return;
    this.#isClosed = true;
    this.#removal = this.#remove();
    await this.#removal;
  }

  /** The names first: until they are among the claims, a repeat is known by this file alone. */
  async #remove(): Promise<void> {
    try {
      await this.#parts.claims.record(this.#names);
      await this.#journal.close();
      await rm(this.#path, { force: true });
    } catch (error) {
      // It stays, and is read and deleted at the next start.
      this.#parts.log.warn("inbox.not-deleted", errorFields(error));
    }
  }
}
