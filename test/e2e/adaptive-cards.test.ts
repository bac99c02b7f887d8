import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allReplies, everyCard } from "../builders/every-card.js";
import type { NamedCard } from "../builders/every-card.js";
import { drawCard, openCardPage } from "../screens/card-page.js";

let browser: Browser;
let cards: readonly NamedCard[];

beforeAll(async () => {
  cards = await everyCard(await allReplies());
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
}, 120_000);
afterAll(() => browser.close());

describe("every card in Microsoft's renderer", () => {
  it.each(["light", "dark"] as const)("is drawn without a warning within a narrow phone's width, %s", async (theme) => {
    const page = await openCardPage(browser, theme, 320);
    for (const { name, card } of cards)
      expect({ name, ...(await drawCard(page, card, theme)) }).toEqual({ name, warnings: [], beyond: 0, hidden: [] });
    await page.close();
  });
});
