import { asks, draftsReplies, meetsTheBot, posts } from "./asking.js";
import { finishes, looksClosely, pressesOldCards, saysMore } from "./assessing.js";
import type { Scene } from "./stage.js";
import { choosesPeople, consults, isReminded, sharesTheWork } from "./teamwork.js";

/** What the crawl over all buttons does not come to. */
export const everyScene: readonly Scene[] = [
  ...[meetsTheBot, asks, posts, draftsReplies],
  ...[pressesOldCards, saysMore, looksClosely, finishes],
  ...[sharesTheWork, isReminded, choosesPeople, consults],
];

/** Settings that put all there can be into replies. */
export const sceneSettings = {
  CONSULT_FIRM: "Level Up Automate",
  CONSULT_REPLY_WITHIN: "one business day",
  CONSULT_BOOKING_URL: "https://example.com/book",
  CONSULT_WEBHOOK_URL: "http://127.0.0.1:9/hook",
  CONSULT_WEBHOOK_SECRET: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz",
  SUPPORT_EMAIL: "help@example.com",
  PRIVACY_URL: "https://example.com/privacy",
  RETENTION_MONTHS: "12",
  PUBLIC_URL: "https://bot.example.com",
} as const;
