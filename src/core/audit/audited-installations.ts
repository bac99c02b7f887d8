import type { AuditLog } from "../ports/audit-log.js";
import type { InstallationStore } from "../ports/installation-store.js";

/** An `InstallationStore` whose installations and removals are in the journal; `nameOf` makes of a workspace what it is called there. */
export const auditedInstallations = (
  store: InstallationStore,
  audit: AuditLog,
  nameOf: (workspace: string) => string,
): InstallationStore => ({
  find: (workspace) => store.find(workspace),
  list: () => store.list(),
  change: async (workspace, decide) => {
    let before: string | undefined;
    const known = await store.change(workspace, async (stored) => {
      before = stored?.kind === "installed" ? stored.installedAt : undefined;
      return decide(stored);
    });
    const after = known?.kind === "installed" ? known.installedAt : undefined;
    if (after !== before)
      await audit.record({
        kind: after === undefined ? "uninstalled" : "installed",
        by: "slack",
        about: nameOf(workspace),
      });
    return known;
  },
});
