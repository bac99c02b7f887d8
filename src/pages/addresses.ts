/** The pages that the program serves, by the last part of their address. */
export const pageNames = ["privacy", "support", "terms"] as const;
export type PageName = (typeof pageNames)[number];

/** Where people reach a page; undefined without a public address. */
export const pageUrl = (publicUrl: string | undefined, page: PageName): string | undefined =>
  publicUrl === undefined ? undefined : new URL(page, publicUrl.replace(/\/*$/, "/")).href;
