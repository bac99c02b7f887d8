import { join } from "node:path";
import type { WorkspaceRef } from "../../core/conversation/request.js";
import { AdvisorError } from "../../core/errors.js";
import { entryId } from "../../core/ids.js";
import type { TeamId } from "../../core/ids.js";
import type { Clock } from "../../core/ports/clock.js";
import type { Decision, TeamStore } from "../../core/ports/team-store.js";
import type { Trail, TrailEntry } from "../../core/team/trail.js";
import type { Log } from "../../log.js";
import { TeamChanges } from "../team-changes.js";
import type { ChangeMode, Decided } from "../team-changes.js";
import { readTeamFile, setAside, writeTeamFile } from "./team-file.js";

interface StoreParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly unique: () => string;
  readonly log: Log;
  /** The workspaces a team had, should its file be damaged. */
  readonly workspacesOf: (team: TeamId) => readonly WorkspaceRef[];
  /** Called after each durable change, in order. */
  readonly changed: (trail: Trail) => void;
  /** Read-only: every change is refused. */
  readonly readOnly: boolean;
}

/** How many trails are kept in memory. */
const cacheSize = 200;

/** Trails in one file a team. */
export class FileTeamStore implements TeamStore {
  readonly #parts: StoreParts;
  readonly #cache = new Map<TeamId, Trail>();
  readonly #loading = new Map<TeamId, Promise<Trail>>();
  readonly #changes = new TeamChanges((team, decideOn) => this.#commit(team, decideOn));

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  read(team: TeamId): Promise<Trail> {
    return this.#load(team);
  }

  append<T>(team: TeamId, decide: (trail: Trail) => Decision<T>): Promise<T> {
    return this.#change(team, "append", decide);
  }

  rewrite<T>(team: TeamId, decide: (trail: Trail) => Decision<T>): Promise<T> {
    return this.#change(team, "rewrite", decide);
  }

  /** Resolves when every change under way is done. */
  settle(): Promise<void> {
    return this.#changes.settle();
  }

  #change<T>(team: TeamId, mode: ChangeMode, decide: (trail: Trail) => Decision<T>): Promise<T> {
    return this.#parts.readOnly
      ? Promise.reject(
          new AdvisorError("store-unwritable", { happened: "The data folder was opened for reading only." }),
        )
      : this.#changes.add(team, mode, decide);
  }

  /** Writes once for all that wait; a failed write leaves memory and file as they were. */
  async #commit(team: TeamId, decideOn: (trail: Trail) => Decided): Promise<void> {
    const before = await this.#load(team);
    const { entries, settle } = decideOn(before);
    if (entries !== before.entries) {
      await writeTeamFile(this.#pathOf(team), team, entries);
      const after: Trail = { team, entries };
      this.#remember(after);
      this.#parts.changed(after);
    }
    settle();
  }

  async #load(team: TeamId): Promise<Trail> {
    const known = this.#cache.get(team);
    if (known) {
      this.#remember(known);
      return known;
    }
    const loading =
      this.#loading.get(team) ??
      this.#loadFile(team).finally(() => {
        this.#loading.delete(team);
      });
    this.#loading.set(team, loading);
    return loading;
  }

  async #loadFile(team: TeamId): Promise<Trail> {
    const path = this.#pathOf(team);
    const read = await readTeamFile(path);
    if (read.kind === "damaged") return this.#replaceDamaged(team, path);
    const trail: Trail = { team, entries: read.entries };
    // A read-only opening must see what the running process writes.
    if (!this.#parts.readOnly) this.#remember(trail);
    return trail;
  }

  /** Sets the damaged file aside, begins a fresh trail that says so, and reports it once. */
  async #replaceDamaged(team: TeamId, path: string): Promise<never> {
    const at = this.#parts.clock().toISOString();
    const file = `${team}.damaged-${at.replace(/[:.]/g, "-")}-${this.#parts.unique().slice(0, 8)}.json`;
    const report = (kept: string): AdvisorError =>
      new AdvisorError("team-file-damaged", {
        happened: `The file of ${team} is damaged.`,
        kept,
        next: "Mend it and put it back while the program is stopped, or delete it.",
      });
    if (this.#parts.readOnly) throw report("It was left untouched.");
    await setAside(path, join(this.#parts.folder, file));
    const base = (): { id: ReturnType<typeof entryId>; at: string; by: null } => ({
      id: entryId(this.#parts.unique()),
      at,
      by: null,
    });
    const entries: readonly TrailEntry[] = [
      ...this.#parts
        .workspacesOf(team)
        .map(
          (workspace) =>
            ({ kind: "workspace-linked", ...base(), platform: workspace.platform, workspace: workspace.id }) as const,
        ),
      { kind: "earlier-file-set-aside", ...base(), file },
    ];
    await writeTeamFile(path, team, entries);
    this.#remember({ team, entries });
    this.#parts.changed({ team, entries });
    this.#parts.log.error("store.file-damaged", { team, setAsideAs: file });
    throw report(`It was set aside untouched as teams/${file}, and a fresh one was begun.`);
  }

  #remember(trail: Trail): void {
    this.#cache.delete(trail.team);
    if (trail.entries.length > 0) this.#cache.set(trail.team, trail);
    const oldest = this.#cache.keys().next();
    if (this.#cache.size > cacheSize && !oldest.done) this.#cache.delete(oldest.value);
  }

  #pathOf(team: TeamId): string {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(team)) {
      throw new AdvisorError("operator-mistake", {
        happened: "That is not the id of a team.",
        next: 'List them with "npx iso42001 teams list".',
      });
    }
    return join(this.#parts.folder, `${team}.json`);
  }
}
