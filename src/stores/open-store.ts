import type { AuditLog } from "../core/ports/audit-log.js";
import type { WorkspaceRef } from "../core/conversation/request.js";
import type { AdvisorError } from "../core/errors.js";
import type { TeamId } from "../core/ids.js";
import type { Claims } from "../core/ports/claims.js";
import type { Inbox } from "../core/ports/inbox.js";
import type { InstallationStore } from "../core/ports/installation-store.js";
import type { TeamDirectory, TeamStore } from "../core/ports/team-store.js";
import type { Sealer } from "../secrets/sealer.js";

export interface TeamChange {
  readonly team: TeamId;
  readonly workspaces: readonly WorkspaceRef[];
}

/** A store that is open: everything that is kept, wherever it is. */
export interface OpenStore {
  readonly teams: TeamStore;
  readonly directory: TeamDirectory;
  readonly claims: Claims;
  readonly audit: AuditLog;
  /** Opens what is kept of the app's installations. Errors: `store-unwritable`, `store-unreadable`. */
  openInstallations(sealer: Sealer): Promise<InstallationStore>;
  /** Opens what is kept of acknowledged events; `sealer` seals what people wrote. Errors: `store-unwritable`. */
  openInbox(sealer: Sealer | undefined): Promise<Inbox>;
  /** Why nothing can be stored just now, tried at most every few seconds; undefined when it can. Never rejects. */
  findWriteFault(): Promise<AdvisorError | undefined>;
  /** Called after each durable change of a team by this process, with the workspaces it had before it or has since. */
  onChange(listener: (change: TeamChange) => void): void;
  close(): Promise<void>;
}
