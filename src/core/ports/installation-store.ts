/** The app is installed: in a workspace, or for a whole organization. */
export interface Installed {
  readonly kind: "installed";
  /** When (ISO 8601, UTC); renewing a token does not change it. */
  readonly installedAt: string;
  /** The platform's own record, tokens and all; JSON. Kept encrypted. */
  readonly details: unknown;
}

/** The app was removed; nothing of the platform's record is left. */
export interface Uninstalled {
  readonly kind: "uninstalled";
  readonly installedAt: string | undefined;
  readonly uninstalledAt: string;
}

/** There is a record, but no key of ours opens it, or it is not this workspace's. */
export interface Unreadable {
  readonly kind: "unreadable";
}

export type Installation = Installed | Uninstalled | Unreadable;
export interface ListedInstallation {
  readonly workspace: string;
  readonly installation: Installed | Uninstalled;
}

/**
 * Where the app is installed, by workspace or organization id, apart from the trail, which people export. All methods
 * reject with an `AdvisorError` (`store-unwritable`, `store-unreadable`).
 */
export interface InstallationStore {
  find(workspace: string): Promise<Installation | undefined>;
  /** All that can be read. */
  list(): Promise<readonly ListedInstallation[]>;
  /**
   * Puts what `decide` returns in the place of what is known; resolves to what is known then, when it is durable.
   * Changes of one workspace follow one another: no other begins before `decide` is done, also when it takes its time.
   */
  change(
    workspace: string,
    decide: (known: Installation | undefined) => InstallationChange | Promise<InstallationChange>,
  ): Promise<Installation | undefined>;
}

export type InstallationChange = Installed | Uninstalled | "keep" | "remove";
