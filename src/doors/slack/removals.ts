import { z } from "zod";
import type { KnownInstallation, SlackInstallations } from "./installations.js";

/** What we read of an event that the app was removed, or that tokens of it were revoked. */
const removalSchema = z.looseObject({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
  authorizations: z.array(z.looseObject({ is_enterprise_install: z.boolean().optional() })).nullish(),
  /** When it happened (seconds); events may come late, and again. */
  event_time: z.number().optional(),
  event: z.looseObject({
    tokens: z.looseObject({ bot: z.array(z.string()).nullish() }).nullish(),
  }),
});
type Removal = z.infer<typeof removalSchema>;

/** `app_uninstalled`: the tokens go at once, unless the app was installed again since. */
export async function onUninstalled(raw: unknown, installations: SlackInstallations): Promise<void> {
  const removal = removalSchema.parse(raw);
  const workspace = removedFrom(removal);
  if (workspace !== undefined) await installations.remove(workspace, (known) => !known || !isNewer(known, removal));
}

/** `tokens_revoked`: only the bot's own token is the installation's; people's tokens are not. */
export async function onTokensRevoked(raw: unknown, installations: SlackInstallations): Promise<void> {
  const removal = removalSchema.parse(raw);
  const workspace = removedFrom(removal);
  const revoked = removal.event.tokens?.bot ?? [];
  if (workspace === undefined || revoked.length === 0) return;
  const isOurs = ({ slack: { bot } }: KnownInstallation): boolean =>
    revoked.includes(bot.userId) || revoked.includes(bot.id);
  await installations.remove(workspace, (known) => known !== undefined && isOurs(known) && !isNewer(known, removal));
}

/** An organization's events name it, and a workspace of it or none. */
function removedFrom({ team_id: team, enterprise_id: enterprise, ...removal }: Removal): string | undefined {
  const isOfOrganization =
    removal.is_enterprise_install ?? removal.authorizations?.some((one) => one.is_enterprise_install === true) ?? false;
  return (isOfOrganization ? enterprise : team) ?? team ?? enterprise ?? undefined;
}

/** Whether the installation was made after what the event tells of, which has whole seconds only. */
const isNewer = ({ installedAt }: KnownInstallation, { event_time: at }: Removal): boolean =>
  at !== undefined && Math.floor(Date.parse(installedAt) / 1000) > at;
