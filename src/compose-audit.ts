import { randomBytes } from "node:crypto";
import type { Settings } from "./config/settings.js";
import { auditedInstallations } from "./core/audit/audited-installations.js";
import { byProgram } from "./core/audit/audit-row.js";
import { teamsToSettle } from "./core/audit/keep-rows.js";
import { noteTeamDeleted } from "./core/audit/note-forgotten.js";
import { noteSettings } from "./core/audit/note-settings.js";
import type { InstallationStore } from "./core/ports/installation-store.js";
import { briefDigest } from "./secrets/brief-digest.js";
import { fingerprint } from "./secrets/fingerprint.js";
import type { OpenStore } from "./stores/open-store.js";

type StoreParts = Pick<OpenStore, "audit" | "directory">;

/** What a start adds to the journal: which settings changed, and the word of deletions that a crash came after. */
export async function beginAudit(settings: Settings, { audit, directory }: StoreParts): Promise<void> {
  const living = (await directory.summaries()).filter(({ workspaces }) => workspaces.length > 0);
  for (const team of teamsToSettle(await audit.rows(), new Set(living.map(({ team }) => team))))
    await noteTeamDeleted({ audit }, team, byProgram);
  await noteSettings({
    audit,
    given: settings.given,
    newSalt: () => randomBytes(16).toString("base64"),
    digest: briefDigest,
  });
}

/** Workspaces are in the journal by their fingerprints, as in the log. */
export const withAudit = (store: InstallationStore, { audit }: StoreParts): InstallationStore =>
  auditedInstallations(store, audit, fingerprint);
