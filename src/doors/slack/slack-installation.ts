import { z } from "zod";

/** What we read of Bolt's record of an installation; the rest is kept as it is. */
export const slackInstallationSchema = z.looseObject({
  /** Null or missing when the app is installed for a whole Enterprise Grid organization. */
  team: z.looseObject({ id: z.string() }).nullish(),
  enterprise: z.looseObject({ id: z.string() }).nullish(),
  isEnterpriseInstall: z.boolean().optional(),
  appId: z.string().optional(),
  bot: z.looseObject({
    token: z.string(),
    scopes: z.array(z.string()),
    id: z.string(),
    userId: z.string(),
    /** With token rotation: what the next token is got by, and when this one ends (seconds). */
    refreshToken: z.string().optional(),
    expiresAt: z.number().optional(),
  }),
});
export type SlackInstallation = z.infer<typeof slackInstallationSchema>;

/** The organization's id when the app is installed for all of it, else the workspace's; undefined when Slack names none. */
export const workspaceOf = ({ isEnterpriseInstall, enterprise, team }: SlackInstallation): string | undefined =>
  isEnterpriseInstall === true ? enterprise?.id : team?.id;
