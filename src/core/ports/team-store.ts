import type { WorkspaceRef } from "../conversation/request.js";
import type { OutboxItem } from "../delivery/lanes.js";
import type { ConsultationId, TeamId } from "../ids.js";
import type { Thread } from "../thread.js";
import type { TeamSummary } from "../team/summary.js";
import type { Trail, TrailEntry } from "../team/trail.js";

export interface Decision<T> {
  readonly entries: readonly TrailEntry[];
  readonly result: T;
}

/** One team's trail: what happened, in order. All methods reject with an `AdvisorError` (`store-unwritable`, `store-unreadable`, `team-file-damaged`). */
export interface TeamStore {
  /** An unknown team has an empty trail. */
  read(team: TeamId): Promise<Trail>;
  /**
   * Adds what `decide` returns, all or nothing; resolves only when it is durable (or at once when there is nothing to add).
   * `decide` is pure: a store may run it again on a newer trail. Two calls for one team never miss each other's entries.
   */
  append<T>(team: TeamId, decide: (trail: Trail) => Decision<T>): Promise<T>;
  /**
   * Replaces the whole trail by what `decide` returns, all or nothing; with no entries left, nothing of the team stays.
   * Only for `forget`, `forget me`, addresses of conversations that were left and what may be kept for a time only:
   * everything else appends.
   */
  rewrite<T>(team: TeamId, decide: (trail: Trail) => Decision<T>): Promise<T>;
}

export interface ThreadOwner {
  readonly team: TeamId;
  readonly consultation: ConsultationId;
}

/** What is looked up across teams; kept beside the trails and rebuilt from them when it is lost. */
export interface TeamDirectory {
  find(workspace: WorkspaceRef): Promise<TeamId | undefined>;
  /** The workspace's team; a new one, holding the entries that `create` gives, when there is none. Two calls at once make one team. */
  findOrCreate(
    workspace: WorkspaceRef,
    create: () => { team: TeamId; entries: readonly TrailEntry[] },
  ): Promise<TeamId>;
  /** Whose request it is; undefined when there is none with that id. */
  findConsultation(consultation: ConsultationId): Promise<TeamId | undefined>;
  /** The request that a thread is about; undefined when it is about none. */
  findThread(thread: Thread): Promise<ThreadOwner | undefined>;
  summaries(): Promise<readonly TeamSummary[]>;
  /**
   * What of all teams' outboxes may be tried now (ISO 8601), at most `limit`: of each lane what no older one holds up. Teams
   * that have nothing undelivered cost nothing.
   */
  due(now: string, limit: number): Promise<readonly DueItem[]>;
  /** How many messages wait and since when the oldest does (ISO 8601), and how many were given up. */
  undelivered(): Promise<Undelivered>;
}

export interface DueItem extends OutboxItem {
  readonly team: TeamId;
}

export interface Undelivered {
  readonly waiting: number;
  readonly dead: number;
  /** Undefined when none waits. */
  readonly oldest: string | undefined;
}
