/** Where Microsoft 365 keeps people's files. */
const fileHosts = [".sharepoint.com", ".sharepoint.us", ".1drv.com", ".svc.ms"] as const;

/** Whether a file may be fetched from or put to an address; tests have hosts of their own. */
export type IsFileHost = (url: URL) => boolean;

/** The address comes with an activity and can be spoofed: https, and the parsed host name ends in one of Microsoft's. */
export const isMicrosoftFileHost: IsFileHost = (url) =>
  url.protocol === "https:" && fileHosts.some((ending) => url.hostname.endsWith(ending));
