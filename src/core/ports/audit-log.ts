import type { AuditEvent, AuditRow } from "../audit/audit-row.js";

/**
 * The journal of what the teams' trails do not say: it happened to the program as a whole, or to a team that is gone. One for
 * all instances. All methods reject with an `AdvisorError` (`store-unwritable`, `store-unreadable`).
 */
export interface AuditLog {
  /** Adds one row; durable when it resolves. */
  record(event: AuditEvent): Promise<void>;
  /** All rows, oldest first. */
  rows(): Promise<readonly AuditRow[]>;
  /** Replaces all rows by what `change` returns, all or nothing; only for what may not be kept any longer. */
  rewrite(change: (rows: readonly AuditRow[]) => readonly AuditRow[]): Promise<void>;
}
