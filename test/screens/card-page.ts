import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";

interface Said {
  readonly message: string;
}
interface Element {
  readonly textContent: string;
  getBoundingClientRect(): { readonly right: number };
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
    querySelectorAll(selector: string): Iterable<Element>;
  };
}

const renderer = fileURLToPath(new URL("../../node_modules/adaptivecards/dist/adaptivecards.js", import.meta.url));

/** Colors near those of Teams' two themes. */
const themes = {
  light: {
    ...{ paper: "#ffffff", ink: "#242424", quiet: "#616161", line: "#e8e8e8", accent: "#5b5fc7" },
    ...{ good: "#237b4b", bad: "#c4314b" },
  },
  dark: {
    ...{ paper: "#292929", ink: "#ffffff", quiet: "#adadad", line: "#3d3d3d", accent: "#9299f7" },
    ...{ good: "#92c353", bad: "#f9526b" },
  },
} as const;
export type Theme = keyof typeof themes;

const styleOf = ({ paper, ink, line, accent, bad }: (typeof themes)[Theme]): string => `
body{margin:0;background:${paper};color:${ink};font:14px/20px "Segoe UI",sans-serif}
#box{padding:12px}a{color:${accent}}
button{font:600 14px "Segoe UI",sans-serif;padding:5px 12px;margin:0 8px 8px 0;border:1px solid ${line};border-radius:4px;background:${paper};color:${ink}}
button.style-positive{background:${accent};color:${paper}}button.style-destructive{border-color:${bad};color:${bad}}
input,textarea,select{font:inherit;max-width:100%;box-sizing:border-box;background:${paper};color:${ink};border:1px solid ${line};border-radius:4px;padding:4px}
`;

/** An empty page on which cards can be drawn by Microsoft's renderer. */
export async function openCardPage(browser: Browser, theme: Theme, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  await page.setContent(`<style>${styleOf(themes[theme])}</style><div id="box"></div>`);
  await page.addScriptTag({ path: renderer });
  page.on("console", (message) => {
    if (message.type() === "warning" || message.type() === "error") throw new TypeError(message.text());
  });
  return page;
}

/** What the renderer has to say about a card, and what of it is beyond the page. */
export interface Drawn {
  readonly warnings: readonly string[];
  /** Pixels that the page would have to be scrolled sideways. */
  readonly beyond: number;
  /** Buttons that are not whole on the page. */
  readonly hidden: readonly string[];
}

/** Draws a card alone on the page. */
export const drawCard = (page: Page, card: unknown, theme: Theme): Promise<Drawn> =>
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
          // A topic's title can be longer than a phone is wide: the client shortens it, and the answer has it whole.
          .filter((label) => label.length < 33),
      };
    },
    { content: card, colors: themes[theme] },
  );
