import { isMessage, undelivered } from "../core/delivery/deliveries.js";
import type { Delivery, OpenNotice } from "../core/delivery/deliveries.js";
import { entryId } from "../core/ids.js";
import type { TeamId } from "../core/ids.js";
import type { Clock } from "../core/ports/clock.js";
import type { DueItem, TeamDirectory, TeamStore } from "../core/ports/team-store.js";
import type { Trail, TrailEntry } from "../core/team/trail.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { DeliveryRefused, DeliveryPointless } from "./destination.js";
import type { DestinationPort, NoticePort } from "./destination.js";
import { giveUpAfterMs, waitAfter } from "./patience.js";
import { removeRemains } from "./remove-remains.js";

interface OutboxParts {
  readonly store: TeamStore;
  readonly directory: TeamDirectory;
  readonly destinations: readonly DestinationPort[];
  /** Tells people of the team what they are to be told. */
  readonly notices: NoticePort;
  readonly clock: Clock;
  readonly unique: () => string;
  readonly log: Log;
  /** 0 to 1; spreads retries so that a destination that comes back is not hit all at once. */
  readonly random: () => number;
}

/** How one try went. `unreachable`: the person can't be written to at all; `pointless`: nothing to say any more. */
type Outcome =
  | { readonly kind: "arrived" | "unreachable" | "pointless" }
  | { readonly kind: "failed"; readonly reason: string; readonly mayPass: boolean };

/** How many are looked at in one go. */
const atOnce = 100;
/** When the store gives no trail, or takes no word of a try, it is asked again after this. */
const faultPauseMs = 5_000;

/**
 * Works off the outbox: each lane in order, one at a time, again and again until it has arrived; what was tried for too long
 * is left to the operator.
 */
export class OutboxWorker {
  readonly #parts: OutboxParts;
  readonly #underWay = new Map<string, Promise<void>>();
  /** What became of tries that are not recorded: they are not made again, only recorded. */
  readonly #unrecorded = new Map<string, Outcome>();
  /** What the store failed at, and when (ms since 1970): it is left alone for a moment. */
  readonly #faultAt = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isWanted = false;
  #isStopped = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Looks once a second, and at once when `wake` is called. */
  start(): void {
    this.#timer = setInterval(() => {
      this.wake();
    }, 1_000).unref();
    this.#looking = this.#removeAllRemains().finally(() => {
      this.#looking = undefined;
      this.wake();
    });
  }

  wake(): void {
    this.#isWanted = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#isWanted) this.wake();
    });
  }

  /** Begins nothing new; resolves when what is under way is recorded. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#isStopped = true;
    await this.settle();
  }

  /** Resolves when nothing is due any more, nor under way. */
  async settle(): Promise<void> {
    while (this.#looking || this.#underWay.size > 0) {
      await this.#looking;
      await Promise.all(this.#underWay.values());
    }
  }

  async #look(): Promise<void> {
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false;
      try {
        const due = await this.#parts.directory.due(this.#now(), atOnce + this.#underWay.size);
        for (const item of due) this.#begin(item);
      } catch (error) {
        this.#parts.log.error("outbox.failed", errorFields(error));
      }
    }
    this.#isWanted = false;
  }

  #begin(item: DueItem): void {
    const { delivery } = item;
    if (this.#underWay.has(delivery) || this.#isPaused(delivery)) return;
    const trying = this.#try(item)
      .then(
        () => this.#faultAt.delete(delivery),
        (error: unknown) => {
          this.#faultAt.set(delivery, this.#parts.clock().getTime());
          this.#parts.log.error("outbox.not-recorded", errorFields(error));
        },
      )
      .finally(() => {
        this.#underWay.delete(delivery);
        this.wake();
      });
    this.#underWay.set(
      delivery,
      trying.then(() => undefined),
    );
  }

  #isPaused(delivery: string): boolean {
    const faultAt = this.#faultAt.get(delivery);
    // Measured both ways: a clock that was set back holds nothing up.
    return faultAt !== undefined && Math.abs(this.#parts.clock().getTime() - faultAt) < faultPauseMs;
  }

  async #try({ team, delivery }: DueItem): Promise<void> {
    const trail = await this.#parts.store.read(team);
    const open = find(trail, delivery);
    if (open) {
      const outcome = this.#unrecorded.get(delivery) ?? (await this.#deliver(open, trail));
      this.#unrecorded.set(delivery, outcome);
      await this.#record(team, open, outcome);
      if (outcome.kind !== "failed") await removeRemains(this.#parts.store, team);
    }
    this.#unrecorded.delete(delivery);
  }

  async #deliver(open: Delivery | OpenNotice, trail: Trail): Promise<Outcome> {
    try {
      if (!isMessage(open)) return await this.#tell(open, trail);
      const destination = this.#parts.destinations.find(({ kind }) => kind === open.destination);
      if (!destination) return { kind: "failed", reason: "it is no longer set", mayPass: false };
      await destination.deliver(open.message, trail.team);
      return { kind: "arrived" };
    } catch (error) {
      if (error instanceof DeliveryPointless) return { kind: "pointless" };
      if (error instanceof DeliveryRefused)
        return { kind: "failed", reason: error.reason, mayPass: error.isOfTheMessage };
      this.#parts.log.error("outbox.failed", errorFields(error));
      return { kind: "failed", reason: "a fault of the program", mayPass: true };
    }
  }

  async #tell(open: OpenNotice, trail: Trail): Promise<Outcome> {
    const told = await this.#parts.notices.tell(open, trail);
    if (told === "not-now") return { kind: "failed", reason: "the platform did not take it", mayPass: false };
    return { kind: told === "told" ? "arrived" : told };
  }

  async #record(team: TeamId, open: Delivery | OpenNotice, outcome: Outcome): Promise<void> {
    const written = await this.#parts.store.append(team, (trail) => {
      // Dropped or erased in the meantime: nothing to record.
      const entries = find(trail, open.id) ? this.#entriesOf(open, outcome, trail) : [];
      return { entries, result: entries[0] };
    });
    const about = isMessage(open)
      ? { destination: open.destination, type: open.message.type }
      : { destination: "person", type: open.notice.type };
    const { log } = this.#parts;
    if (outcome.kind === "failed") {
      const fields = { ...about, attempt: open.attempts + 1, reason: outcome.reason };
      if (written?.kind === "delivery-dead") log.error("outbox.given-up", fields);
      else log.warn("outbox.not-delivered", fields);
    } else log.info(`outbox.${outcome.kind}`, { ...about, attempt: open.attempts + 1 });
  }

  #entriesOf(open: Delivery | OpenNotice, outcome: Outcome, trail: Trail): readonly TrailEntry[] {
    const { clock, random, unique, notices } = this.#parts;
    const base = { id: entryId(unique()), at: this.#now(), by: null, delivery: open.id };
    if (outcome.kind === "failed") {
      const attempt = open.attempts + 1;
      const { reason, mayPass } = outcome;
      const now = clock().getTime();
      if (now - Date.parse(open.since) >= giveUpAfterMs(open))
        return [{ kind: "delivery-dead", ...base, attempt, reason }];
      const nextAt = new Date(now + waitAfter(attempt, random())).toISOString();
      return [{ kind: "delivery-failed", ...base, attempt, nextAt, reason, ...(mayPass ? { mayPass } : {}) }];
    }
    const kind = outcome.kind === "arrived" ? "delivery-succeeded" : "delivery-dropped";
    return [
      { kind, ...base },
      ...(isMessage(open) || outcome.kind === "pointless"
        ? []
        : notices.after(open, outcome.kind === "arrived", trail)),
    ];
  }

  /** What an end between two writes left of teams that were deleted. */
  async #removeAllRemains(): Promise<void> {
    const { store, directory, log } = this.#parts;
    try {
      for (const { team, workspaces, outbox } of await directory.summaries())
        if (workspaces.length === 0 && outbox.length === 0) await removeRemains(store, team);
    } catch (error) {
      log.error("outbox.failed", errorFields(error));
    }
  }

  #now(): string {
    return this.#parts.clock().toISOString();
  }
}

const find = ({ entries }: Trail, delivery: string): Delivery | OpenNotice | undefined =>
  undelivered(entries).find(({ id, isDead }) => id === delivery && !isDead);
