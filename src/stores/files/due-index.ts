import { byAge, dueInLane } from "../../core/delivery/lanes.js";
import type { OutboxItem } from "../../core/delivery/lanes.js";
import type { TeamId } from "../../core/ids.js";
import type { DueItem, Undelivered } from "../../core/ports/team-store.js";

/** What is undelivered, by the way it goes: teams that have nothing are not in it, so that they cost nothing. */
export class DueIndex {
  readonly #teams = new Map<TeamId, readonly DueItem[]>();
  /** Each in order; without what is dead. */
  readonly #lanes = new Map<string, DueItem[]>();
  #dead = 0;
  #waiting = 0;

  /** Takes in all that is undelivered of a team. */
  update(team: TeamId, outbox: readonly OutboxItem[]): void {
    const before = this.#teams.get(team) ?? [];
    if (before.length === 0 && outbox.length === 0) return;
    const items = outbox.map((item) => ({ ...item, team }));
    for (const item of before) this.#take(item);
    if (items.length === 0) this.#teams.delete(team);
    else this.#teams.set(team, items);
    for (const item of items) this.#put(item);
  }

  due(now: string, limit: number): readonly DueItem[] {
    const due: DueItem[] = [];
    for (const lane of this.#lanes.values()) {
      if (due.length >= limit) break;
      due.push(...dueInLane(lane, now));
    }
    return due.slice(0, limit);
  }

  counts(): Undelivered {
    // The first of each lane is its oldest.
    const oldest = [...this.#lanes.values()].map(([first]) => first?.queuedAt ?? "");
    return { waiting: this.#waiting, dead: this.#dead, oldest: oldest.toSorted()[0] };
  }

  #put(item: DueItem): void {
    if (item.isDead) {
      this.#dead += 1;
      return;
    }
    this.#waiting += 1;
    const lane = this.#lanes.get(item.lane) ?? [];
    this.#lanes.set(item.lane, lane);
    // Nearly always the newest, at the end.
    lane.splice(lane.findLastIndex((other) => byAge(other, item) <= 0) + 1, 0, item);
  }

  #take(item: DueItem): void {
    if (item.isDead) {
      this.#dead -= 1;
      return;
    }
    this.#waiting -= 1;
    const lane = this.#lanes.get(item.lane) ?? [];
    lane.splice(lane.indexOf(item), 1);
    if (lane.length === 0) this.#lanes.delete(item.lane);
  }
}
