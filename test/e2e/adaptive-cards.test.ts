import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../src/core/conversation/reply.js";
import { personId } from "../../src/core/ids.js";
import { drawCards } from "../../src/doors/adaptive-card/card.js";
import { drawPrivateCard, viewOf } from "../../src/doors/msteams/private-card.js";
import { msteamsWordKeys } from "../../src/doors/msteams/words.js";
import { everyReply } from "../builders/every-reply.js";
import { openWorld } from "../builders/world.js";
import type { World } from "../builders/world.js";
import { chart, replyOf, wordsOfDoor } from "../doors/door-parts.js";

interface Said {
  readonly message: string;
}
/** What the page has, as far as we use it. */
interface Drawing {
  readonly AdaptiveCards: {
    readonly AdaptiveCard: {
      new (): {
        hostConfig: unknown;
        parse(card: unknown, context: unknown): void;
        validateProperties(): { readonly validationEvents: readonly Said[] };
        render(): object | undefined;
      };
      onProcessMarkdown: (text: string, result: { outputHtml?: string; didProcess: boolean }) => void;
    };
    readonly HostConfig: new (config: unknown) => unknown;
    readonly SerializationContext: new () => { readonly eventCount: number; getEventAt(index: number): Said };
  };
  readonly document: {
    readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number };
    querySelector(selector: string): { replaceChildren(...children: object[]): void } | null;
    querySelectorAll(selector: string): Iterable<{
      readonly textContent: string;
      getBoundingClientRect(): { readonly right: number };
    }>;
  };
}

/** Where pictures to look at are put. */
const pictures = process.env["PICTURES"] ?? "test-results/cards";
const renderer = fileURLToPath(new URL("../../node_modules/adaptivecards/dist/adaptivecards.js", import.meta.url));

let browser: Browser;
let world: World;
let cards: readonly unknown[];

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  world = await openWorld();
  const replies: readonly Reply[] = [...(await everyReply(world)), replyOf([chart])];
  const words = await wordsOfDoor("msteams", msteamsWordKeys);
  const behind = replies.slice(0, 20).map((reply) => {
    const reader = { person: personId("p"), place: "channel", user: "29:ana" } as const;
    return drawPrivateCard(words, { view: viewOf(reply, reader), reply, name: "Ana", users: ["29:ana"] }).card;
  });
  cards = [...replies.flatMap((reply) => drawCards(reply)), ...behind];
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** Colors near those of Teams' two themes. */
const themes = {
  light: { paper: "#ffffff", ink: "#242424", quiet: "#616161", line: "#e8e8e8", good: "#237b4b", bad: "#c4314b" },
  dark: { paper: "#292929", ink: "#ffffff", quiet: "#adadad", line: "#3d3d3d", good: "#92c353", bad: "#f9526b" },
} as const;
type Theme = keyof typeof themes;

async function openPage(theme: Theme, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const { paper, ink } = themes[theme];
  await page.setContent(
    `<style>body{margin:0;background:${paper};color:${ink};font:14px "Segoe UI",sans-serif}
     #box{padding:12px}a{color:inherit}button{font:inherit;padding:4px 12px;margin:0 8px 8px 0}
     input,textarea,select{font:inherit;max-width:100%;box-sizing:border-box}</style><div id="box"></div>`,
  );
  await page.addScriptTag({ path: renderer });
  page.on("console", (message) => {
    if (message.type() === "warning" || message.type() === "error") throw new TypeError(message.text());
  });
  return page;
}

/** Draws a card; resolves to what the renderer had to say about it, and what of it is beyond the page. */
const draw = (page: Page, card: unknown, theme: Theme) =>
  page.evaluate(
    ({ content, colors }) => {
      const { AdaptiveCards, document } = globalThis as unknown as Drawing;
      const { AdaptiveCard, HostConfig, SerializationContext } = AdaptiveCards;
      // Titles and labels hold no Markdown, so there is nothing to process in them.
      AdaptiveCard.onProcessMarkdown = (text, result) => {
        result.outputHtml = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
        result.didProcess = true;
      };
      const drawn = new AdaptiveCard();
      const shade = (one: string) => ({ default: one, subtle: one });
      const foregroundColors = {
        default: { default: colors.ink, subtle: colors.quiet },
        good: shade(colors.good),
        attention: shade(colors.bad),
      };
      drawn.hostConfig = new HostConfig({
        fontFamily: "Segoe UI, sans-serif",
        supportsInteractivity: true,
        actions: { maxActions: 6, actionsOrientation: "horizontal", actionAlignment: "left", buttonSpacing: 8 },
        containerStyles: {
          default: { backgroundColor: colors.paper, foregroundColors },
          emphasis: { backgroundColor: colors.line, foregroundColors },
          good: { backgroundColor: colors.good, foregroundColors },
        },
      });
      const context = new SerializationContext();
      drawn.parse(content, context);
      const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
      const invalid = drawn.validateProperties().validationEvents.map(({ message }) => message);
      const element = drawn.render();
      document.querySelector("#box")?.replaceChildren(...(element ? [element] : []));
      return {
        warnings: [...events, ...invalid, ...(element ? [] : ["not drawn"])],
        beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        // Beyond the paddings of the box and of the card.
        hidden: [...document.querySelectorAll("button")]
          .filter((button) => button.getBoundingClientRect().right > document.documentElement.clientWidth - 27)
          .map(({ textContent }) => textContent)
          // A long label alone in its row is the client's to shorten.
          .filter((label) => label.length < 33),
      };
    },
    { content: card, colors: themes[theme] },
  );

describe("every card in Microsoft's renderer", () => {
  it("is drawn without a warning, and within the width of a narrow phone", async () => {
    const page = await openPage("light", 320);
    for (const [index, card] of cards.entries())
      expect({ index, ...(await draw(page, card, "light")) }).toEqual({ index, warnings: [], beyond: 0, hidden: [] });
    await page.close();
  });

  it.each([
    ["light", 640],
    ["dark", 640],
    ["dark", 320],
  ] as const)("can be looked at in %s, %i pixels wide", async (theme, width) => {
    const page = await openPage(theme, width);
    const kinds = new Map(cards.map((card) => [kindOf(card), card]));
    for (const [index, card] of [...kinds.values()].entries()) {
      await draw(page, card, theme);
      const name = `${pictures}/${theme}-${String(width)}-${String(index).padStart(2, "0")}.png`;
      expect((await page.locator("#box").screenshot({ path: name })).byteLength).toBeGreaterThan(0);
    }
    await page.close();
  });
});

/** Cards with the same kinds of elements in the same order look alike. */
const kindOf = (card: unknown): string =>
  JSON.stringify(card, (key, value: unknown) =>
    key === "type" || key === "body" || key === "items" || key === "columns" || key === "" || typeof value === "object"
      ? value
      : undefined,
  ).replace(/(\{"type":"(?:RichTextBlock|ColumnSet)".*?\},?)+/g, "text");
