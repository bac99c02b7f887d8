import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import type { SlackDesks } from "./desks.js";
import type { HomeVisitors } from "./home-visitors.js";
import { homeRefreshAfterMs } from "./limits.js";

interface RefreshParts {
  readonly desks: SlackDesks;
  readonly visitors: HomeVisitors;
  readonly log: Log;
}

/** Draws Home tabs anew after changes: many changes in a moment are one. */
export class HomeRefresh {
  readonly #parts: RefreshParts;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: RefreshParts) {
    this.#parts = parts;
  }

  changed(workspaces: readonly string[]): void {
    for (const workspace of workspaces) if (this.#parts.visitors.of(workspace).length > 0) this.#changed.add(workspace);
    if (this.#changed.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#refresh();
    }, homeRefreshAfterMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #refresh(): void {
    const { desks, visitors, log } = this.#parts;
    for (const workspace of this.#changed) {
      desks
        .ofWorkspace(workspace)
        .then((desk) => desk?.turns.work(() => desk.home.showAll(visitors.of(workspace))))
        .catch((error: unknown) => {
          log.warn("slack.home-not-shown", errorFields(error));
        });
    }
    this.#changed.clear();
  }
}
