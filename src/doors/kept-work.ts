import { setTimeout as pause } from "node:timers/promises";
import type { Platform } from "../core/conversation/request.js";
import type { Clock } from "../core/ports/clock.js";
import type { ArrivedEvent, Inbox, KeptEvent } from "../core/ports/inbox.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { deliveryKeptMs } from "./turn.js";

interface KeptWorkParts {
  readonly door: Platform;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * How long somebody has waited who asked before the program ended: `soon` is not worth a word, `late` is worth an apology
 * with the answer, `gone` comes too late for an answer (they have moved on, addresses to answer at have run out).
 */
export type Wait = "soon" | "late" | "gone";
const lateAfterMs = 60 * 1000;
const goneAfterMs = 60 * 60 * 1000;
/** An event that was under way each time the program ended may be why it did. */
const takeoversAtMost = 3;
/** How many conversations are caught up with at a time. */
const atOnce = 8;

/** What a platform did not take of an answer just now, and surely did nothing with. */
export interface Rest {
  /** Sends it; resolves to what the platform still does not take. */
  send(): Promise<Rest | undefined>;
}
const restAfterMs = [3, 15, 30, 60].map((seconds) => seconds * 1000);

/** A door's events from their acknowledgement to their answer: kept before the one, ended after the other. */
export class KeptWork {
  readonly #parts: KeptWorkParts;
  /** What an earlier process left, by conversation, until it is worked. */
  readonly #catchingUp = new Map<string, Promise<void>>();
  readonly #left = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  /** Answers whose rest is still to be sent, and the events they are of. */
  readonly #owing = new Set<Promise<void>>();
  readonly #owed = new Set<string>();
  readonly #stopping = new AbortController();

  constructor(parts: KeptWorkParts) {
    this.#parts = parts;
  }

  /** Undefined when it cannot be kept, which is logged: it is worked all the same. */
  async keep(event: Omit<ArrivedEvent, "door">): Promise<KeptEvent | "repeated" | undefined> {
    const { inbox, door, log } = this.#parts;
    try {
      const kept = await inbox.keep({ door, ...event }, deliveryKeptMs);
      if (kept === "repeated") log.debug("turn.repeated", { platform: door });
      return kept;
    } catch (error) {
      log.error("inbox.not-kept", errorFields(error));
      return undefined;
    }
  }

  /**
   * Works on an event after what waits in its conversation; then it is done, well or not. Rejects as `task` does.
   *
   * @param task resolves to what the platform did not take: that is sent later, for as long as an answer is of use, and the
   *   event stays open until then
   */
  async work(kept: KeptEvent | undefined, task: () => Promise<Rest | undefined>): Promise<void> {
    if (!kept) {
      const rest = await task();
      if (rest) this.#owe(undefined, rest);
      return;
    }
    const running = this.#work(kept, task).finally(() => {
      this.#running.delete(kept.id);
    });
    this.#running.set(kept.id, running);
    await running;
  }

  /**
   * Takes over what an earlier process left and works on it, oldest first in each conversation; resolves when it is known
   * what that is.
   *
   * @param again works on one as if it came now, by `work`; when it rejects, the event waits for the next start
   */
  async catchUp(again: (event: KeptEvent, wait: Wait) => Promise<void>): Promise<void> {
    const left = await this.#parts.inbox.takeOver(this.#parts.door);
    if (left.length > 0) this.#parts.log.info("inbox.taken-over", { events: left.length });
    const lanes = new Map<string, KeptEvent[]>();
    for (const event of left) {
      this.#left.add(event.id);
      lanes.set(event.lane, [...(lanes.get(event.lane) ?? []), event]);
    }
    const rows = Array.from({ length: atOnce }, () => Promise.resolve());
    for (const [index, [lane, events]] of [...lanes].entries()) {
      const row = index % atOnce;
      const done = (rows[row] ?? Promise.resolve()).then(() => this.#catchUpLane(lane, events, again));
      rows[row] = done;
      this.#catchingUp.set(lane, done);
    }
  }

  /**
   * Takes up nothing more of what an earlier process left, and sends no rest any more: both wait for the next start. Resolves
   * when what is under way is worked. What is new goes on.
   */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#catchingUp.values());
    await Promise.allSettled(this.#running.values());
    await Promise.all(this.#owing);
  }

  async #catchUpLane(
    lane: string,
    events: readonly KeptEvent[],
    again: (event: KeptEvent, wait: Wait) => Promise<void>,
  ): Promise<void> {
    for (const event of events) {
      if (this.#stopping.signal.aborted) break;
      await this.#again(event, again).catch((error: unknown) => {
        this.#parts.log.error("inbox.not-worked", { takeovers: event.takeovers, ...errorFields(error) });
      });
    }
    this.#catchingUp.delete(lane);
  }

  async #again(event: KeptEvent, again: (event: KeptEvent, wait: Wait) => Promise<void>): Promise<void> {
    const { inbox, log } = this.#parts;
    if (event.takeovers >= takeoversAtMost) log.error("inbox.given-up", { takeovers: event.takeovers });
    else {
      await again(event, this.#waitOf(event));
      await this.#running.get(event.id);
    }
    if (!this.#owed.has(event.id)) await inbox.done(event.id);
  }

  #waitOf({ keptAt }: KeptEvent): Wait {
    const waitedMs = this.#parts.clock().getTime() - Date.parse(keptAt);
    if (waitedMs > goneAfterMs) return "gone";
    return waitedMs > lateAfterMs ? "late" : "soon";
  }

  async #work(kept: KeptEvent, task: () => Promise<Rest | undefined>): Promise<void> {
    if (!this.#left.has(kept.id)) await this.#catchingUp.get(kept.lane);
    let rest: Rest | undefined;
    try {
      rest = await task();
    } finally {
      if (rest) this.#owe(kept, rest);
      else await this.#parts.inbox.done(kept.id);
    }
  }

  #owe(kept: KeptEvent | undefined, rest: Rest): void {
    if (kept) this.#owed.add(kept.id);
    const owing: Promise<void> = this.#sendLater(kept, rest).finally(() => {
      this.#owing.delete(owing);
    });
    this.#owing.add(owing);
  }

  /** Never rejects. */
  async #sendLater(kept: KeptEvent | undefined, first: Rest): Promise<void> {
    const { inbox, clock, log, door } = this.#parts;
    const { signal } = this.#stopping;
    const since = kept ? Date.parse(kept.keptAt) : clock().getTime();
    let rest: Rest | undefined = first;
    for (let tried = 0; rest; tried += 1) {
      const waitMs = restAfterMs[Math.min(tried, restAfterMs.length - 1)] ?? 0;
      // Many answers wait for the same platform: they do not come to it all at once.
      await pause(waitMs * (0.75 + Math.random() / 2), undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      if (clock().getTime() - since > goneAfterMs) {
        log.error("inbox.answer-given-up", { platform: door, tries: tried });
        break;
      }
      rest = await rest.send().catch((error: unknown) => {
        log.error("inbox.answer-lost", { platform: door, ...errorFields(error) });
        return undefined;
      });
      if (!rest) log.info("inbox.answered-late", { platform: door, tries: tried + 1 });
    }
    if (!kept) return;
    this.#owed.delete(kept.id);
    await inbox.done(kept.id);
  }
}
