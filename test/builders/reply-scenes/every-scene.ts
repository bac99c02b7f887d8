import { asks, draftsReplies, meetsTheBot, posts } from "./asking.js";
import { finishes, looksClosely, pressesOldCards, saysMore } from "./assessing.js";
import { hasToWait, isConsulted, isOutOfReach } from "./desk.js";
import type { Scene } from "./stage.js";
import { choosesPeople, consults, isReminded, sharesTheWork } from "./teamwork.js";

/** What the crawl over all buttons does not come to. */
export const everyScene: readonly Scene[] = [
  ...[meetsTheBot, asks, posts, draftsReplies],
  ...[pressesOldCards, saysMore, looksClosely, finishes],
  ...[sharesTheWork, isReminded, choosesPeople, consults],
  ...[isConsulted, isOutOfReach, hasToWait],
];

const tenant = "11111111-2222-4333-8444-555555555555";

/** Settings that put all there can be into replies. */
export const sceneSettings = {
  CONSULT_FIRM: "Level Up Automate",
  CONSULT_REPLY_WITHIN: "one business day",
  CONSULT_BOOKING_URL: "https://example.com/book",
  CONSULT_WEBHOOK_URL: "http://127.0.0.1:9/hook",
  CONSULT_WEBHOOK_SECRET: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz",
  ...{ SLACK_BOT_TOKEN: "xoxb-test", SLACK_SIGNING_SECRET: "secret", CONSULT_SLACK_CHANNEL: "C9" },
  ...{ MicrosoftAppId: "app", MicrosoftAppPassword: "secret", MicrosoftAppTenantId: tenant },
  CONSULT_TEAMS_CHANNEL: `https://teams.microsoft.com/l/channel/19%3Adesk%40thread.tacv2/Desk?groupId=${tenant}&tenantId=${tenant}`,
  SUPPORT_EMAIL: "help@example.com",
  PRIVACY_URL: "https://example.com/privacy",
  RETENTION_MONTHS: "12",
  PUBLIC_URL: "https://bot.example.com",
} as const;
