import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import axe from "axe-core";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openProgram } from "../../src/compose.js";
import type { Program } from "../../src/compose.js";
import type { Advisor } from "../../src/core/advisor.js";
import { personId } from "../../src/core/ids.js";
import { chart, lineOf, replyOf, reportFile } from "../doors/door-parts.js";
import { partOne, settingsOf, temporaryFolder } from "../builders/world.js";

const pictures = "test-results";
let browser: Browser;
let program: Program;
let dataDir: string;

/** The product's advisor, but for one question whose answer has everything a page can be sent. */
const withEverything = (advisor: Advisor): Advisor => ({
  ...advisor,
  respond: async (request) => {
    const { input } = request;
    if (input.kind !== "words" || !input.text.startsWith("everything")) return advisor.respond(request);
    await request.showProgress?.(lineOf("Half way"));
    await new Promise((resolve) => setTimeout(resolve, 800));
    const read = (input.files ?? []).map(({ name, bytes }) => `${name}: ${String(bytes.byteLength)} bytes`).join(", ");
    return replyOf([{ kind: "text", text: `Read ${read}` }, chart, reportFile()]);
  },
});

const open = async (): Promise<void> => {
  const settings = settingsOf({ PORT: "0", LOG_LEVEL: "silent", DATA_DIR: dataDir });
  program = await openProgram(settings, { advisor: withEverything });
};

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  dataDir = await temporaryFolder();
  await open();
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
});
afterAll(async () => {
  await browser.close();
  await program.close();
});

async function visit(options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
  const page = await browser.newPage(options);
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`http://127.0.0.1:${String(program.port)}/`);
  await page.getByRole("textbox").waitFor();
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  const box = page.getByRole("textbox", { name: "Your message" });
  await box.fill(text);
  await box.press("Enter");
}

const newest = (page: Page) => page.locator(".answer").last();

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const run = (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe;
    return (await run.run()).violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ""}`);
  });
  expect(found).toEqual([]);
}

describe("the playground in a browser", () => {
  it("asks: a question gets its answer with sources, and hostile words stay words", async () => {
    const page = await visit();
    await say(page, "Should we certify if we want to win enterprise deals?");
    await expect.poll(() => newest(page).innerText()).toContain("Will it help win enterprise deals");
    await say(page, "<img src=x onerror=alert(1)> [x](javascript:alert(1))");
    await expect.poll(() => page.locator(".answer").count()).toBe(2);
    expect(await page.locator("#log img").count()).toBe(0);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    await page.screenshot({ path: `${pictures}/ask.png` });
    await expectAccessible(page);
    await page.close();
  });

  it("assesses to a verdict by keyboard, resumes after a restart, and reports", async () => {
    const page = await visit();
    await say(page, "assess");
    for (const [index, answer] of partOne.entries()) {
      await expect.poll(() => newest(page).innerText()).toContain(`Question ${String(index + 1)} of 9`);
      if (index === 4) {
        await program.close();
        await open();
        await page.goto(`http://127.0.0.1:${String(program.port)}/`);
        await say(page, "assess");
        await expect.poll(() => newest(page).innerText()).toContain("Question 5 of 9");
        await page.screenshot({ path: `${pictures}/question.png` });
      }
      if (typeof answer === "string") {
        await newest(page).getByRole("button", { name: answer, exact: true }).focus();
        await page.keyboard.press("Enter");
      } else {
        for (const choice of answer)
          await newest(page)
            .getByRole("checkbox", { name: choice === "provide" ? /someone else/ : /SOC 2/ })
            .check();
        await newest(page).getByRole("button", { name: "Save" }).click();
      }
    }
    await expect.poll(() => newest(page).innerText()).toContain("Certify, and start now");
    await newest(page).getByRole("button", { name: "Go on to part two" }).click();
    for (const state of ["In place", "In progress", "Not started", "In place", "Don’t know"]) {
      await newest(page).getByRole("button", { name: state, exact: true }).click();
      await page.waitForTimeout(150);
    }
    await say(page, "report");
    await expect.poll(() => newest(page).innerText()).toContain("% overall.");
    await page.screenshot({ path: `${pictures}/report.png` });
    await expectAccessible(page);
    await page.close();
  });

  it("consults: what was typed stays while a field is wrong, then there is a reference number", async () => {
    const page = await visit();
    await say(page, "consult");
    const form = newest(page);
    await form.getByRole("textbox", { name: /What is it about/ }).fill("Customer asks for ISO 42001");
    await form.getByRole("textbox", { name: /What is going on/ }).fill("A bank wants the certificate by June.");
    await form.getByRole("textbox", { name: /Your name/ }).fill("Ana");
    await form.getByRole("textbox", { name: /e-mail/ }).fill("ana at example");
    await form.getByRole("button", { name: "Send the request" }).click();
    await expect.poll(() => newest(page).innerText()).toContain("doesn't look like an e-mail address");
    expect(
      await newest(page)
        .getByRole("textbox", { name: /What is going on/ })
        .inputValue(),
    ).toContain("A bank wants");
    await newest(page)
      .getByRole("textbox", { name: /e-mail/ })
      .fill("ana@example.com");
    await newest(page).getByRole("button", { name: "Send the request" }).click();
    await expect.poll(() => newest(page).innerText()).toMatch(/AI-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    await page.close();
  });

  it("takes files by button and by drop, shows progress and a chart, and gives a file back whole", async () => {
    const page = await visit();
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Attach a file" }).focus();
    await page.keyboard.press("Enter");
    await (await choosing).setFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from("a;b") });
    const dropped = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File(["12345"], "dropped.csv"));
      return data;
    })()`);
    await page.dispatchEvent("#log", "drop", { dataTransfer: dropped });
    await expect.poll(() => page.getByRole("list", { name: "Attached files" }).innerText()).toContain("dropped.csv");
    await expectAccessible(page);
    await say(page, "everything");
    await expect.poll(() => page.getByRole("log").innerText()).toContain("Half way");
    await expect.poll(() => newest(page).innerText()).toContain("Read list.csv: 3 bytes, dropped.csv: 5 bytes");
    expect(await page.getByRole("log").innerText()).not.toContain("Half way");
    const image = newest(page).locator("img");
    expect(await image.getAttribute("alt")).toBe(chart.alt);
    expect(
      await image.evaluate((drawn) => (drawn as unknown as { naturalWidth: number }).naturalWidth),
    ).toBeGreaterThan(100);
    const downloading = page.waitForEvent("download");
    await newest(page).getByRole("link", { name: "Save report.pdf" }).click();
    expect(await readFile(await (await downloading).path(), "utf8")).toBe("%PDF-1.7 report");
    await page.screenshot({ path: `${pictures}/everything.png` });
    await expectAccessible(page);
    await page.close();
  });

  it("shows by itself what the bot has to say", async () => {
    const page = await visit();
    const to = {
      workspace: { platform: "playground", id: "local" } as const,
      person: personId("playground:you"),
      reference: undefined,
    };
    await program.messenger.tell(to, lineOf("Time to look again."));
    await expect.poll(() => page.getByRole("log").innerText(), { timeout: 10_000 }).toContain("Time to look again.");
    await page.close();
  });

  it("fits a phone in the dark without scrolling sideways", async () => {
    const page = await visit({ viewport: { width: 320, height: 640 }, colorScheme: "dark" });
    await say(page, "How much does it cost?");
    await expect.poll(() => newest(page).innerText()).toContain("$20,000");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
    await page.screenshot({ path: `${pictures}/phone-dark.png` });
    await expectAccessible(page);
    await page.close();
  });

  it("a turn that does not get through says so and can be tried again", async () => {
    const page = await visit();
    await page.route("**/playground/turn", (route) => route.abort(), { times: 1 });
    await say(page, "How much does it cost?");
    await expect.poll(() => newest(page).innerText()).toContain("did not go through");
    await newest(page).getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => newest(page).innerText()).toContain("$20,000");
    await page.close();
  });

  it("answers only pages of this machine", async () => {
    const url = `http://127.0.0.1:${String(program.port)}`;
    const post = (headers: Record<string, string>) =>
      fetch(`${url}/playground/turn`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ id: "abcdefgh", person: "you", input: { kind: "words", text: "hi" } }),
      });
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
    expect((await post({ origin: url })).status).toBe(200);
    expect(
      (
        await fetch(`${url}/playground/turn`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: "{bad",
        })
      ).status,
    ).toBe(400);
  });
});
