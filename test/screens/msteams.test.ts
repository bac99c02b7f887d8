import { mkdirSync, rmSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allReplies, everyCard } from "../builders/every-card.js";
import type { NamedCard } from "../builders/every-card.js";
import { drawCard, openCardPage } from "./card-page.js";

const folder = "test-results/msteams";
const looks = [
  { look: "wide", theme: "light", width: 500 },
  { look: "narrow", theme: "dark", width: 320 },
] as const;
let browser: Browser;
let cards: readonly NamedCard[];

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cards = await everyCard(await allReplies());
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
}, 120_000);
afterAll(() => browser.close());

describe("Each card in Teams", () => {
  it.each(looks)("can be looked at $look and $theme", async ({ look, theme, width }) => {
    const page = await openCardPage(browser, theme, width);
    // Of cards with the same elements, one.
    const kinds = new Map([...cards].reverse().map((one) => [kindOf(one), one]));
    for (const [index, { name, card }] of [...kinds.values()].reverse().entries()) {
      await drawCard(page, card, theme);
      const path = `${folder}/${String(index).padStart(3, "0")}-${name}-${look}.png`;
      expect((await page.locator("#box").screenshot({ path })).byteLength).toBeGreaterThan(0);
    }
    await page.close();
  });
});

/** The types of a card's elements in order; what stands several times in a row counts once. */
const kindOf = ({ card }: NamedCard): string =>
  (JSON.stringify(card, (key, value: unknown) => (key === "data" ? undefined : value)).match(/"type":"[^"]+"/g) ?? [])
    .map((type) =>
      /Column|RichText|TextRun/.test(type) ? "text" : /Action\.(?:Submit|Execute)/.test(type) ? "press" : type,
    )
    .filter((type, index, all) => type !== all[index - 1])
    .join();
