import type { ConsultSettings } from "../config/settings.js";
import type { LiveContent } from "../content/live-content.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import type { DestinationPort } from "./destination.js";
import { createReportFiles } from "./report-file.js";
import { createWebhook } from "./webhook.js";

/** The ways to the consultant that need no door: the webhook and e-mail, where they are set. */
export async function openDestinations(
  { webhook, email }: ConsultSettings,
  { advisor, live }: { readonly advisor: AdvisorParts; readonly live: LiveContent },
): Promise<readonly DestinationPort[]> {
  const reportFile = createReportFiles(advisor);
  return [
    ...(webhook ? [createWebhook({ ...webhook, clock: advisor.clock, fetch, reportFile })] : []),
    ...(email ? [await openEmail(email, { reportFile, live })] : []),
  ];
}

async function openEmail(
  { smtpUrl, from, to }: NonNullable<ConsultSettings["email"]>,
  { reportFile, live }: { readonly reportFile: ReturnType<typeof createReportFiles>; readonly live: LiveContent },
): Promise<DestinationPort> {
  const { createEmail } = await import("./email/email.js");
  const { openSmtp } = await import("./email/smtp.js");
  const { emailWordKeys } = await import("./email/words.js");
  const words = await live.words("email", emailWordKeys);
  return createEmail({ smtp: openSmtp(smtpUrl), from, to, words, reportFile });
}
