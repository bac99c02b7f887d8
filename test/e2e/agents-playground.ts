import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { serveProcess } from "./served-process.js";
import type { ServedProcess } from "./served-process.js";

/**
 * Microsoft 365 Agents Playground, fetched by npm when it is first used: its license lets everybody evaluate with it and
 * nobody pass it on, so it is none of our packages. Nothing leaves the machine: telemetry is off by its flag, and by its
 * telemetry library's setting, which reports on itself in spite of the flag.
 */
export const servePlayground = (bot: string): Promise<ServedProcess> =>
  serveProcess(
    [
      ...(["npx", "--yes", "--prefer-offline", "@microsoft/m365agentsplayground@0.2.28", "start"] as const),
      ...["--app-endpoint", `${bot}/api/messages`, "--channel-id", "msteams", "--port", "0", "--disable-telemetry"],
    ],
    {
      settings: {
        APPLICATION_INSIGHTS_NO_STATSBEAT: "true",
        TEAMSAPPTESTER_BROWSER: "none",
        NODE_OPTIONS: `--import ${fileURLToPath(new URL("loopback-only.mjs", import.meta.url))}`,
      },
      saysPort: /^Listening on (\d+)$/m,
    },
  );

/** The personal chat with the bot, as a person has it before them in the playground. */
export class PlaygroundChat {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, port: number): Promise<PlaygroundChat> {
    const page = await browser.newPage({ viewport: { width: 1000, height: 1100 } });
    // Its page asks Microsoft for fonts; it does without.
    await page.route(
      (url) => url.hostname !== "localhost",
      (route) => route.abort(),
    );
    await page.goto(`http://localhost:${String(port)}/`);
    await page.getByRole("button", { name: "Hide log panel" }).click();
    const chat = new PlaygroundChat(page);
    await chat.cards.first().waitFor();
    return chat;
  }

  get cards(): Locator {
    return this.page.locator(".ac-adaptiveCard");
  }

  /** Has what was said last answered by a command of our message extension; resolves to the dialog's card. */
  async act(command: string): Promise<Locator> {
    const { page } = this;
    // The last menu belongs to the bot's answer.
    await page.getByRole("button", { name: "Show more information" }).nth(-2).click();
    await page.getByText("Action Command").click();
    await page.getByPlaceholder(/command id/i).fill(command);
    await page.getByRole("button", { name: "Create" }).click();
    const card = page.getByRole("dialog").locator(".ac-adaptiveCard");
    await card.waitFor();
    return card;
  }

  /** Says something; resolves to the card that answers it, once that is there. */
  async ask(text: string): Promise<Locator> {
    const before = await this.cards.count();
    await this.page.getByRole("textbox").last().click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
    const answer = this.cards.nth(before);
    await answer.waitFor();
    return answer;
  }
}
