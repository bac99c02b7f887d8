import type { InstallationStore } from "../../core/ports/installation-store.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import type { TurnParts } from "../turn.js";
import type { SlackDesks } from "./desks.js";
import type { SlackInstallations } from "./installations.js";
import { slackCode } from "./slack-code.js";

/** What Slack says of a token when the app is not installed any more. */
const goneCodes: ReadonlySet<string | undefined> = new Set(["account_inactive", "token_revoked", "invalid_auth"]);

interface CheckParts {
  readonly store: InstallationStore;
  readonly installations: SlackInstallations;
  readonly desks: SlackDesks;
  readonly turn: TurnParts;
  /** Waits between two. */
  readonly goesOn: () => Promise<boolean>;
}

/** Removes the installations that Slack says are gone; an event that was missed is made good so. Errors: those of the store. */
export async function checkInstallations({ store, installations, desks, turn, goesOn }: CheckParts): Promise<void> {
  for (const { workspace, installation } of await store.list()) {
    if (installation.kind !== "installed") continue;
    const code = await codeOfTest(desks, workspace, turn.log);
    // Only what was asked about is removed: the app may have been installed again meanwhile.
    // A token that ended, and that Slack will not renew, is one that nobody can use again.
    if (goneCodes.has(code) || (code === "token_expired" && installations.isRenewalRefused(workspace)))
      await installations.remove(workspace, (known) => known?.installedAt === installation.installedAt);
    if (!(await goesOn())) return;
  }
}

async function codeOfTest(desks: SlackDesks, workspace: string, log: Log): Promise<string | undefined> {
  try {
    await (await desks.ofWorkspace(workspace))?.outgoing.auth.test();
    return undefined;
  } catch (error) {
    const code = slackCode(error);
    if (!goneCodes.has(code)) log.debug("slack.not-checked", { slack: code, ...errorFields(error) });
    return code;
  }
}
