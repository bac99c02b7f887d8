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

/** A door's events from their acknowledgement to their answer: kept before the one, ended after the other. */
export class KeptWork {
  readonly #parts: KeptWorkParts;
  /** What an earlier process left, by conversation, until it is worked. */
  readonly #catchingUp = new Map<string, Promise<void>>();
  readonly #left = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  #isStopping = false;

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

  /** Works on an event after what waits in its conversation; then it is done, well or not. Rejects as `task` does. */
  work(kept: KeptEvent | undefined, task: () => Promise<void>): Promise<void> {
    if (!kept) return task();
    const running = this.#work(kept, task).finally(() => {
      this.#running.delete(kept.id);
    });
    this.#running.set(kept.id, running);
    return running;
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

  /** Takes up nothing more of what an earlier process left; resolves when the rest is worked. What is new goes on. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#catchingUp.values());
    await Promise.allSettled(this.#running.values());
  }

  async #catchUpLane(
    lane: string,
    events: readonly KeptEvent[],
    again: (event: KeptEvent, wait: Wait) => Promise<void>,
  ): Promise<void> {
    for (const event of events) {
      if (this.#isStopping) break;
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
    await inbox.done(event.id);
  }

  #waitOf({ keptAt }: KeptEvent): Wait {
    const waitedMs = this.#parts.clock().getTime() - Date.parse(keptAt);
    if (waitedMs > goneAfterMs) return "gone";
    return waitedMs > lateAfterMs ? "late" : "soon";
  }

  async #work(kept: KeptEvent, task: () => Promise<void>): Promise<void> {
    if (!this.#left.has(kept.id)) await this.#catchingUp.get(kept.lane);
    try {
      await task();
    } finally {
      await this.#parts.inbox.done(kept.id);
    }
  }
}
