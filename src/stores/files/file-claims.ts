import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { Claims } from "../../core/ports/claims.js";
import type { Clock } from "../../core/ports/clock.js";
import { unwritable, writeDurably } from "./durable-file.js";

interface Pending {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Claims in a journal of hashed keys; a claim resolves when its line is flushed. Lines that wait are flushed together. */
export class FileClaims implements Claims {
  readonly #until: Map<string, number>;
  readonly #clock: Clock;
  readonly #journal: FileHandle | undefined;
  #pending: Pending[] = [];
  #flushing: Promise<void> | undefined;

  private constructor(until: Map<string, number>, clock: Clock, journal: FileHandle | undefined) {
    this.#until = until;
    this.#clock = clock;
    this.#journal = journal;
  }

  /** Loads what is still claimed and rewrites the journal without the rest. A torn last line (a crash) is passed over. */
  static async open(path: string, clock: Clock, readOnly: boolean): Promise<FileClaims> {
    const text = await readFile(path, "utf8").catch(() => "");
    const until = new Map<string, number>();
    for (const line of text.split("\n")) {
      const [hash, time] = line.split(" ");
      if (hash?.length === 64 && time !== undefined && Number(time) > clock().getTime()) until.set(hash, Number(time));
    }
    if (readOnly) return new FileClaims(until, clock, undefined);
    await writeDurably(path, [...until].map(([hash, time]) => `${hash} ${String(time)}\n`).join(""));
    return new FileClaims(until, clock, await open(path, "a", 0o600));
  }

  async claim(key: string, keepForMs: number): Promise<boolean> {
    const hash = hashOf(key);
    const now = this.#clock().getTime();
    if ((this.#until.get(hash) ?? 0) > now) return false;
    this.#until.set(hash, now + keepForMs);
    try {
      await this.#append(`${hash} ${String(now + keepForMs)}\n`);
    } catch (error) {
      this.#until.delete(hash);
      throw unwritable(error);
    }
    return true;
  }

  isClaimed(key: string): Promise<boolean> {
    return Promise.resolve((this.#until.get(hashOf(key)) ?? 0) > this.#clock().getTime());
  }

  /** Forgets what has run out, so that memory stays bounded. */
  sweep(): void {
    const now = this.#clock().getTime();
    for (const [hash, until] of this.#until) if (until <= now) this.#until.delete(hash);
  }

  async close(): Promise<void> {
    await this.#flushing;
    await this.#journal?.close();
  }

  #append(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ line, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  async #flush(): Promise<void> {
    // What is claimed at the same moment goes into the first group too.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const group = this.#pending;
      this.#pending = [];
      try {
        await this.#journal?.write(group.map(({ line }) => line).join(""));
        await this.#journal?.datasync();
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    // In the same step as the look at what waits: a claim made right after it begins anew.
    this.#flushing = undefined;
  }
}

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");
