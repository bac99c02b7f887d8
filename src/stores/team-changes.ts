import type { TeamId } from "../core/ids.js";
import type { Decision } from "../core/ports/team-store.js";
import type { Trail, TrailEntry } from "../core/team/trail.js";

export type ChangeMode = "append" | "rewrite";

interface Waiting {
  readonly mode: ChangeMode;
  readonly decide: (trail: Trail) => Decision<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What a group of changes makes of a trail. */
export interface Decided {
  /** The same list as before when there is nothing to write. */
  readonly entries: readonly TrailEntry[];
  /** Whether any of them rewrote the trail; else what is new stands at its end. */
  readonly isRewritten: boolean;
  /** Tells each who waits what came of it; called when all is durable. */
  readonly settle: () => void;
}

/**
 * Commits a group: reads the trail, decides on it (again, on a newer trail, if the store has to), makes the outcome durable,
 * settles. Rejects when it could not be made durable; then nothing of it was.
 */
export type CommitGroup = (team: TeamId, decideOn: (trail: Trail) => Decided) => Promise<void>;

/**
 * Changes of one team are queued; those that wait while a write is under way go into the next one together, each decided
 * on the result of the one before, so that many people answering at once cost few writes.
 */
export class TeamChanges {
  readonly #commitGroup: CommitGroup;
  readonly #queues = new Map<TeamId, Waiting[]>();
  readonly #working = new Set<Promise<void>>();

  constructor(commitGroup: CommitGroup) {
    this.#commitGroup = commitGroup;
  }

  add<T>(team: TeamId, mode: ChangeMode, decide: (trail: Trail) => Decision<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = {
        mode,
        decide,
        reject,
        resolve: (result) => {
          resolve(result as T);
        },
      };
      const queue = this.#queues.get(team);
      if (queue) {
        queue.push(waiting);
        return;
      }
      this.#queues.set(team, [waiting]);
      const work = this.#drain(team).finally(() => {
        this.#working.delete(work);
      });
      this.#working.add(work);
    });
  }

  /** Resolves when every change under way is done. */
  async settle(): Promise<void> {
    while (this.#working.size > 0) await Promise.allSettled(this.#working);
  }

  async #drain(team: TeamId): Promise<void> {
    for (;;) {
      const queue = this.#queues.get(team) ?? [];
      if (queue.length === 0) {
        this.#queues.delete(team);
        return;
      }
      this.#queues.set(team, []);
      try {
        await this.#commitGroup(team, (trail) => decideAll(trail, queue));
      } catch (error) {
        for (const waiting of queue) waiting.reject(error);
      }
    }
  }
}

/** Each on the result of the one before; one that fails to decide costs only itself. */
function decideAll(trail: Trail, group: readonly Waiting[]): Decided {
  let { entries } = trail;
  let isRewritten = false;
  const settled = group.map((waiting) => {
    try {
      const decision = waiting.decide({ team: trail.team, entries });
      if (waiting.mode === "rewrite") {
        if (decision.entries !== entries) isRewritten = true;
        entries = decision.entries;
      } else if (decision.entries.length > 0) {
        entries = [...entries, ...decision.entries];
      }
      return () => {
        waiting.resolve(decision.result);
      };
    } catch (error) {
      return () => {
        waiting.reject(error);
      };
    }
  });
  return {
    entries,
    isRewritten,
    settle: () => {
      for (const settle of settled) settle();
    },
  };
}
