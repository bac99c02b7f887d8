import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { WorkspaceRef } from "../../core/conversation/request.js";
import { threadKey } from "../../core/delivery/threads.js";
import { teamId } from "../../core/ids.js";
import type { ConsultationId, TeamId } from "../../core/ids.js";
import type { DueItem, TeamDirectory, TeamStore, ThreadOwner, Undelivered } from "../../core/ports/team-store.js";
import { summarize } from "../../core/team/summary.js";
import type { TeamSummary } from "../../core/team/summary.js";
import type { Trail, TrailEntry } from "../../core/team/trail.js";
import type { Thread } from "../../core/thread.js";
import type { Log } from "../../log.js";
import { DueIndex } from "./due-index.js";
import { DurableJsonFile } from "./durable-file.js";
import { readTeamFile } from "./team-file.js";

interface Row {
  readonly summary: TeamSummary;
  /** The file's size and time of change when it was summed up; undefined: changed since the start. */
  readonly stamp: string | undefined;
}
/** Another layout is left unread, and made anew from the team files. */
const indexFormat = 4;
interface IndexFile {
  readonly format: typeof indexFormat;
  readonly rows: readonly Row[];
}

export const indexName = "index.json";

const keyOf = (workspace: WorkspaceRef): string => `${workspace.platform}:${workspace.id}`;

/** What is looked up across teams: in memory, kept in `index.json` for a quick start, and always rebuilt from the team files. */
export class FileTeamDirectory implements TeamDirectory {
  readonly #rows: Map<TeamId, Row>;
  readonly #teams = new Map<string, TeamId>();
  readonly #consultations = new Map<ConsultationId, TeamId>();
  readonly #threads = new Map<string, ThreadOwner>();
  readonly #outbox = new DueIndex();
  readonly #creating = new Map<string, Promise<TeamId>>();
  #store: Pick<TeamStore, "append"> | undefined;

  private constructor(rows: Map<TeamId, Row>) {
    this.#rows = rows;
    for (const { summary } of rows.values()) {
      this.#link(summary);
      this.#outbox.update(summary.team, summary.outbox);
    }
  }

  /** Trusts the rows of files that have not changed since, reads the others anew. */
  static async open(dataDir: string, teamsFolder: string, log: Log): Promise<FileTeamDirectory> {
    const index = await new DurableJsonFile<IndexFile>(join(dataDir, indexName)).read().catch(() => null);
    const known = new Map((index?.format === indexFormat ? index.rows : []).map((row) => [row.summary.team, row]));
    const rows = new Map<TeamId, Row>();
    for (const team of await teamsIn(teamsFolder)) {
      const path = join(teamsFolder, `${team}.json`);
      const stamp = await stampOf(path);
      const row = known.get(team);
      if (row && row.stamp !== undefined && row.stamp === stamp) {
        rows.set(team, row);
        continue;
      }
      const read = await readTeamFile(path).catch(() => ({ kind: "damaged" }) as const);
      if (read.kind === "entries") rows.set(team, { summary: summarize({ team, entries: read.entries }), stamp });
      else {
        log.warn("store.file-unreadable", { team });
        // What the index knew of its workspaces lets its people be told.
        if (row) rows.set(team, { summary: row.summary, stamp: undefined });
      }
    }
    return new FileTeamDirectory(rows);
  }

  /** The store that makes new teams; set once, as the two know each other. */
  connect(store: Pick<TeamStore, "append">): void {
    this.#store = store;
  }

  find(workspace: WorkspaceRef): Promise<TeamId | undefined> {
    return Promise.resolve(this.#teams.get(keyOf(workspace)));
  }

  async findOrCreate(
    workspace: WorkspaceRef,
    create: () => { team: TeamId; entries: readonly TrailEntry[] },
  ): Promise<TeamId> {
    const key = keyOf(workspace);
    const known = this.#teams.get(key) ?? this.#creating.get(key);
    if (known !== undefined) return known;
    const creating = this.#create(create).finally(() => {
      this.#creating.delete(key);
    });
    this.#creating.set(key, creating);
    return creating;
  }

  findConsultation(consultation: ConsultationId): Promise<TeamId | undefined> {
    return Promise.resolve(this.#consultations.get(consultation));
  }

  findThread(thread: Thread): Promise<ThreadOwner | undefined> {
    return Promise.resolve(this.#threads.get(threadKey(thread)));
  }

  summaries(): Promise<readonly TeamSummary[]> {
    return Promise.resolve([...this.#rows.values()].map((row) => row.summary));
  }

  due(now: string, limit: number): Promise<readonly DueItem[]> {
    return Promise.resolve(this.#outbox.due(now, limit));
  }

  undelivered(): Promise<Undelivered> {
    return Promise.resolve(this.#outbox.counts());
  }

  workspacesOf(team: TeamId): readonly WorkspaceRef[] {
    return this.#rows.get(team)?.summary.workspaces ?? [];
  }

  /** Takes in a changed trail. */
  update(trail: Trail): void {
    const before = this.#rows.get(trail.team);
    if (before) this.#unlink(before.summary);
    if (trail.entries.length === 0) {
      this.#rows.delete(trail.team);
      this.#outbox.update(trail.team, []);
      return;
    }
    const summary = summarize(trail);
    this.#rows.set(trail.team, { summary, stamp: undefined });
    this.#outbox.update(trail.team, summary.outbox);
    this.#link(summary);
  }

  /** Writes the index for the next start; losing it costs a slower start, nothing else. */
  async save(dataDir: string, teamsFolder: string): Promise<void> {
    const rows = await Promise.all(
      [...this.#rows].map(async ([team, row]): Promise<Row> => ({
        summary: row.summary,
        stamp: row.stamp ?? (await stampOf(join(teamsFolder, `${team}.json`))),
      })),
    );
    await new DurableJsonFile<IndexFile>(join(dataDir, indexName)).write({ format: indexFormat, rows });
  }

  async #create(create: () => { team: TeamId; entries: readonly TrailEntry[] }): Promise<TeamId> {
    const { team, entries } = create();
    await this.#store?.append(team, () => ({ entries, result: undefined }));
    return team;
  }

  #link(summary: TeamSummary): void {
    const { team } = summary;
    for (const workspace of summary.workspaces) this.#teams.set(keyOf(workspace), team);
    for (const { consultation, threads } of summary.requests) {
      this.#consultations.set(consultation, team);
      for (const thread of threads) this.#threads.set(thread, { team, consultation });
    }
  }

  #unlink(summary: TeamSummary): void {
    for (const workspace of summary.workspaces) this.#teams.delete(keyOf(workspace));
    for (const { consultation, threads } of summary.requests) {
      this.#consultations.delete(consultation);
      for (const thread of threads) this.#threads.delete(thread);
    }
  }
}

const teamFilePattern = /^([A-Za-z0-9_-]+)\.json$/;

async function teamsIn(folder: string): Promise<readonly TeamId[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => {
    const id = teamFilePattern.exec(name)?.[1];
    return id === undefined ? [] : [teamId(id)];
  });
}

async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && `${String(found.size)}:${String(found.mtimeMs)}`;
}
