import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Claims } from "../../core/ports/claims.js";
import type { Clock } from "../../core/ports/clock.js";
import { unwritable, writeDurably } from "./durable-file.js";
import { Journal } from "./journal.js";

/** A claimed key as it is kept, and the end of its time (ms since 1970). */
export interface Claimed {
  readonly hash: string;
  readonly until: number;
}

const lineOf = ({ hash, until }: Claimed): string => `${hash} ${String(until)}`;

/** Claims in a journal of hashed keys; a claim resolves when its line is flushed. */
export class FileClaims implements Claims {
  readonly #until: Map<string, number>;
  readonly #clock: Clock;
  readonly #journal: Journal | undefined;

  private constructor(until: Map<string, number>, clock: Clock, journal: Journal | undefined) {
    this.#until = until;
    this.#clock = clock;
    this.#journal = journal;
  }

  /** Loads what is still claimed and rewrites the journal without the rest. */
  static async open(path: string, clock: Clock, readOnly: boolean): Promise<FileClaims> {
    const text = await readFile(path, "utf8").catch(() => "");
    const until = new Map<string, number>();
    for (const line of text.split("\n")) {
      const [hash, time] = line.split(" ");
      if (hash?.length === 64 && time !== undefined && Number(time) > clock().getTime()) until.set(hash, Number(time));
    }
    if (readOnly) return new FileClaims(until, clock, undefined);
    await writeDurably(path, [...until].map(([hash, time]) => `${lineOf({ hash, until: time })}\n`).join(""));
    return new FileClaims(until, clock, await Journal.open(path));
  }

  async claim(key: string, keepForMs: number): Promise<boolean> {
    const claimed = this.reserve([key], keepForMs);
    if (!claimed) return false;
    try {
      await this.record(claimed);
    } catch (error) {
      this.release(claimed);
      throw unwritable(error);
    }
    return true;
  }

  isClaimed(key: string): Promise<boolean> {
    return Promise.resolve(this.#isHeld(hashOf(key)));
  }

  /** Claims all of the keys in memory alone, for what makes them durable itself; undefined when one of them is claimed. */
  reserve(keys: readonly string[], keepForMs: number): readonly Claimed[] | undefined {
    const until = this.#clock().getTime() + keepForMs;
    const claimed = keys.map((key) => ({ hash: hashOf(key), until }));
    if (claimed.some(({ hash }) => this.#isHeld(hash))) return undefined;
    this.restore(claimed);
    return claimed;
  }

  release(claimed: readonly Claimed[]): void {
    for (const { hash } of claimed) this.#until.delete(hash);
  }

  /** Claims in memory what is durable elsewhere. */
  restore(claimed: readonly Claimed[]): void {
    for (const { hash, until } of claimed) this.#until.set(hash, until);
  }

  /** Makes durable what is claimed in memory. Rejects with the system's error. */
  async record(claimed: readonly Claimed[]): Promise<void> {
    if (claimed.length > 0) await this.#journal?.append(claimed.map(lineOf).join("\n"));
  }

  /** Forgets what has run out, so that memory stays bounded. */
  sweep(): void {
    const now = this.#clock().getTime();
    for (const [hash, until] of this.#until) if (until <= now) this.#until.delete(hash);
  }

  async close(): Promise<void> {
    await this.#journal?.close();
  }

  #isHeld(hash: string): boolean {
    return (this.#until.get(hash) ?? 0) > this.#clock().getTime();
  }
}

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");
