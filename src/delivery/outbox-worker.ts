import { dueDeliveries } from "../core/delivery/deliveries.js";
import type { Delivery } from "../core/delivery/deliveries.js";
import type { DeliveryEntry } from "../core/delivery/delivery-entries.js";
import { entryId } from "../core/ids.js";
import type { TeamId } from "../core/ids.js";
import type { Clock } from "../core/ports/clock.js";
import type { TeamDirectory, TeamStore } from "../core/ports/team-store.js";
import type { Log } from "../log.js";
import { errorFields } from "../log.js";
import { DeliveryRefused, DeliveryPointless } from "./destination.js";
import type { DestinationPort } from "./destination.js";

interface OutboxParts {
  readonly store: TeamStore;
  readonly directory: TeamDirectory;
  readonly destinations: readonly DestinationPort[];
  readonly clock: Clock;
  readonly unique: () => string;
  readonly log: Log;
  /** 0 to 1; spreads retries so that a destination that comes back is not hit all at once. */
  readonly random: () => number;
}

const waits = [5, 30, 120, 600, 1_800, 3_600, 7_200, 21_600].map((seconds) => seconds * 1000);

/** How long to wait after the nth failed try: 5 s, 30 s, 2 min, … at most 6 hours, and a tenth more or less. */
export function waitAfter(attempt: number, random: number): number {
  const wait = waits[Math.min(attempt, waits.length) - 1] ?? 0;
  return Math.round(wait * (0.9 + 0.2 * random));
}

/**
 * Works off the outbox: tries every due message, in order for each destination and request, again and again until it has
 * arrived. A message whose destination is no longer set waits, and `doctor` says so.
 */
export class OutboxWorker {
  readonly #parts: OutboxParts;
  readonly #underWay = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;
  #isWanted = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Looks once a second, and at once when `wake` is called. */
  start(): void {
    this.#timer = setInterval(() => {
      this.wake();
    }, 1_000).unref();
    this.wake();
  }

  wake(): void {
    this.#isWanted = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#work().finally(() => {
      this.#isRunning = false;
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#isWanted = false;
    while (this.#underWay.size > 0 || this.#isRunning) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  async #work(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false;
      try {
        for (const summary of await this.#parts.directory.summaries()) {
          if (summary.due.some((due) => due.at <= this.#now())) await this.#workOff(summary.team);
          else if (summary.due.length === 0 && summary.workspaces.length === 0 && summary.lastActivity !== null)
            await this.#removeRemains(summary.team);
        }
      } catch (error) {
        this.#parts.log.error("outbox.failed", errorFields(error));
      }
    }
  }

  async #workOff(team: TeamId): Promise<void> {
    const deliveries = dueDeliveries((await this.#parts.store.read(team)).entries);
    const blocked = new Set<string>();
    for (const delivery of deliveries) {
      // A later word on the same request must not overtake an earlier one.
      const lane = `${delivery.destination}:${delivery.message.consultation}`;
      if (blocked.has(lane)) continue;
      blocked.add(lane);
      if (delivery.nextAt > this.#now() || this.#underWay.has(delivery.id)) continue;
      const destination = this.#parts.destinations.find((candidate) => candidate.kind === delivery.destination);
      if (!destination) continue;
      this.#underWay.add(delivery.id);
      void this.#try(team, delivery, destination).finally(() => {
        this.#underWay.delete(delivery.id);
        this.wake();
      });
    }
  }

  async #try(team: TeamId, delivery: Delivery, destination: DestinationPort): Promise<void> {
    const { log, clock } = this.#parts;
    const attempt = delivery.attempts + 1;
    try {
      await destination.deliver(delivery.message, team);
      await this.#record(team, delivery, { kind: "delivery-succeeded" });
      log.info("outbox.delivered", { destination: delivery.destination, type: delivery.message.type, attempt });
    } catch (error) {
      if (error instanceof DeliveryPointless) return this.#drop(team, delivery);
      const reason = error instanceof DeliveryRefused ? error.reason : "a fault of the program";
      const nextAt = new Date(clock().getTime() + waitAfter(attempt, this.#parts.random())).toISOString();
      log.warn("outbox.not-delivered", { destination: delivery.destination, attempt, reason, nextAt });
      await this.#record(team, delivery, { kind: "delivery-failed", attempt, nextAt, reason }).catch(
        (fault: unknown) => {
          log.error("outbox.not-recorded", errorFields(fault));
        },
      );
    }
  }

  async #drop(team: TeamId, delivery: Delivery): Promise<void> {
    this.#parts.log.info("outbox.pointless", { destination: delivery.destination, type: delivery.message.type });
    await this.#record(team, delivery, { kind: "delivery-dropped" }).catch((fault: unknown) => {
      this.#parts.log.error("outbox.not-recorded", errorFields(fault));
    });
  }

  async #record(
    team: TeamId,
    delivery: Delivery,
    what:
      | { kind: "delivery-succeeded" | "delivery-dropped" }
      | { kind: "delivery-failed"; attempt: number; nextAt: string; reason: string },
  ): Promise<void> {
    const entry: DeliveryEntry = {
      id: entryId(this.#parts.unique()),
      at: this.#now(),
      by: null,
      delivery: delivery.id,
      ...what,
    };
    await this.#parts.store.append(team, (trail) => ({
      // Dropped or erased in the meantime: nothing to record.
      entries: dueDeliveries(trail.entries).some((due) => due.id === delivery.id) ? [entry] : [],
      result: undefined,
    }));
  }

  /** After `forget`, when the last word to the consultant has arrived, nothing of the team stays. */
  async #removeRemains(team: TeamId): Promise<void> {
    await this.#parts.store.rewrite(team, (trail) => ({
      entries:
        trail.entries.every((entry) => "delivery" in entry) && dueDeliveries(trail.entries).length === 0
          ? []
          : trail.entries,
      result: undefined,
    }));
  }

  #now(): string {
    return this.#parts.clock().toISOString();
  }
}
