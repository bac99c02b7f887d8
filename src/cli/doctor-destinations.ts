import type { Settings } from "../config/settings.js";
import { DeliveryRefused } from "../delivery/destination.js";
import { destinationsOf } from "../delivery/destinations-of.js";
import { openSmtp } from "../delivery/email/smtp.js";
import type { Verdict } from "./doctor.js";

const answerWithinMs = 10_000;

/** Says where consultation requests go, and whether the mail server would take one; a webhook is not called for it. */
export async function tellDestinations(
  settings: Pick<Settings, "consult">,
  tell: (verdict: Verdict, sentence: string) => void,
): Promise<void> {
  const { slackChannel, msteamsChannel, webhook, email } = settings.consult;
  if (destinationsOf(settings).length === 0)
    tell(
      "note",
      'Consultation requests are kept and listed by "npx iso42001 consultations"; set CONSULT_SLACK_CHANNEL, CONSULT_TEAMS_CHANNEL, CONSULT_WEBHOOK_URL or CONSULT_EMAIL_TO to have them delivered.',
    );
  if (slackChannel) tell("ok", `Consultation requests go to the Slack channel ${slackChannel.channel}.`);
  if (msteamsChannel) tell("ok", "Consultation requests go to the Teams channel of CONSULT_TEAMS_CHANNEL.");
  if (webhook) tell("ok", `Consultation requests go to the webhook at ${new URL(webhook.url).host}, signed.`);
  if (!email) return;
  const server = new URL(email.smtpUrl).host;
  const fault = await openSmtp(email.smtpUrl, { withinMs: answerWithinMs })
    .check()
    .then(
      () => undefined,
      (error: unknown) => (error instanceof DeliveryRefused ? error.reason : "it could not be asked"),
    );
  if (fault === undefined) tell("ok", `Consultation requests go by e-mail; the mail server ${server} answers.`);
  else
    tell(
      "wrong",
      `The mail server ${server} takes no mail: ${fault}. Requests wait meanwhile; check SMTP_URL and that TLS and the password are right.`,
    );
}
