import type { Clock } from "../../core/ports/clock.js";
import { homeFollowedMs, homesFollowed } from "./limits.js";

/** Who opened their Home tab lately, by workspace. In memory: opening it draws it anew anyway. */
export class HomeVisitors {
  readonly #clock: Clock;
  readonly #seen = new Map<string, Map<string, number>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  saw(workspace: string, user: string): void {
    const seen = this.#seen.get(workspace) ?? new Map<string, number>();
    this.#seen.set(workspace, seen);
    seen.delete(user);
    seen.set(user, this.#clock().getTime() + homeFollowedMs);
    const oldest = seen.keys().next();
    if (seen.size > homesFollowed && !oldest.done) seen.delete(oldest.value);
  }

  /** Their user ids. */
  of(workspace: string): readonly string[] {
    const now = this.#clock().getTime();
    const recent = [...(this.#seen.get(workspace) ?? [])].filter(([, until]) => until > now).map(([user]) => user);
    if (recent.length === 0) this.#seen.delete(workspace);
    return recent;
  }
}
