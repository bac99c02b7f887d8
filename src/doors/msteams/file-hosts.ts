import type { Cloud } from "./cloud.js";

/**
 * Where Microsoft 365 keeps people's files, for each cloud: the hosts of SharePoint and OneDrive in Microsoft's lists of
 * addresses (microsoft-365-docs, `office-365-*-endpoints.md`), where DoD has two.
 */
const fileHosts: Readonly<Record<Cloud, readonly string[]>> = {
  public: [".sharepoint.com", ".1drv.com", ".svc.ms"],
  "us-government": [".sharepoint.us", ".sharepoint-mil.us", ".dps.mil", ".svc.ms"],
  china: [".sharepoint.cn"],
};

/** Whether a file may be fetched from or put to an address; tests have hosts of their own. */
export type IsFileHost = (url: URL) => boolean;

/** The address comes with an activity and can be spoofed: https, and the parsed host name ends in one of the cloud's. */
export const fileHostsOf =
  (cloud: Cloud): IsFileHost =>
  (url) =>
    url.protocol === "https:" && fileHosts[cloud].some((ending) => url.hostname.endsWith(ending));
