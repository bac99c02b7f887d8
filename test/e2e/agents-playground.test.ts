import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.js";
import { partOne, temporaryFolder } from "../builders/world.js";
import { PlaygroundChat, servePlayground } from "./agents-playground.js";
import { serveProcess } from "./served-process.js";
import type { ServedProcess } from "./served-process.js";

const pictures = "test-results/agents-playground";
const patient = { timeout: 15_000 };
let browser: Browser;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
});
afterAll(() => browser.close());

/** `npm start` as the README says it for the playground. */
const serveAdvisor = async (sdk: string): Promise<ServedProcess> =>
  serveProcess([process.execPath, join(packageRoot(), "dist/cli/main.js"), "start"], {
    settings: {
      ...{ TEAMS_AUTH: "none", TEAMS_SDK: sdk, HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "warn" },
      DATA_DIR: await temporaryFolder(),
    },
    saysPort: /^Teams: .* on port (\d+)$/m,
  });

const choices = { provide: /someone else/, "soc-2": /SOC 2/ } as const;

async function answer(card: Locator, given: (typeof partOne)[number]): Promise<void> {
  if (typeof given === "string") {
    await card.getByRole("button", { name: given, exact: true }).click();
    return;
  }
  for (const choice of given) await card.getByRole("checkbox", { name: choices[choice] }).check();
  await card.getByRole("button", { name: "Save", exact: true }).click();
}

describe.each(["botbuilder", "agents"])("in Microsoft 365 Agents Playground, on %s", (sdk) => {
  let advisor: ServedProcess;
  let playground: ServedProcess;
  let chat: PlaygroundChat;

  beforeAll(async () => {
    advisor = await serveAdvisor(sdk);
    playground = await servePlayground(`http://127.0.0.1:${String(advisor.port)}`);
    chat = await PlaygroundChat.open(browser, playground.port);
  }, 120_000);
  afterAll(async () => {
    await chat.page.close();
    await playground.close();
    await advisor.close();
  });
  const picture = (name: string) => chat.page.screenshot({ path: `${pictures}/${sdk}-${name}.png` });

  it("a messy question gets its answer, and a button below it the next one", async () => {
    await picture("welcome");
    const card = await chat.ask("hey so a client wants us iso 42001 certified, whats this gonna cost us roughly??");
    await expect.poll(() => card.innerText(), patient).toContain("What certification costs");
    await picture("answer");
    const before = await chat.cards.count();
    await card.getByRole("button", { name: "How long it takes" }).click();
    await expect.poll(() => chat.cards.nth(before).innerText(), patient).toContain("How long");
    await picture("follow-up");
  });

  it("the assessment moves from question to question in one card, to the verdict", async () => {
    const card = await chat.ask("assess");
    const count = await chat.cards.count();
    for (const [index, given] of partOne.entries()) {
      await expect.poll(() => card.innerText(), patient).toContain(`Question ${String(index + 1)} of 9`);
      await picture(`question-${String(index + 1)}`);
      await answer(card, given);
    }
    await expect.poll(() => card.innerText(), patient).toContain("Certify, and start now");
    await picture("verdict");
    expect(await chat.cards.count()).toBe(count);
  });

  it("a consultation gets its reference number, after a mistake was mended in the card", async () => {
    const card = await chat.ask("consult");
    await card.getByRole("textbox", { name: /What is it about/ }).fill("Customer asks for ISO 42001");
    await card.getByRole("textbox", { name: /What is going on/ }).fill("A bank wants the certificate by June.");
    await card.getByRole("textbox", { name: /Your name/ }).fill("Ana");
    await card.getByRole("textbox", { name: /e-mail/ }).fill("ana at example");
    await picture("consult");
    await card.getByRole("button", { name: "Send the request" }).click();
    await expect.poll(() => card.innerText(), patient).toContain("doesn't look like an e-mail address");
    await picture("consult-mistake");
    await card.getByRole("textbox", { name: /e-mail/ }).fill("ana@example.com");
    await card.getByRole("button", { name: "Send the request" }).click();
    await expect.poll(() => card.innerText(), patient).toMatch(/AI-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    await picture("consult-sent");
  });

  // What it puts into the message box stays there, so this one is the last.
  it("somebody's message is answered in a dialog, and the answer put into what one writes", async () => {
    await chat.ask("How do we start?");
    const dialog = await chat.act("answerMessage");
    await expect.poll(() => dialog.innerText(), patient).toContain("Related:");
    await picture("dialog");
    const before = await chat.cards.count();
    await dialog.getByRole("button", { name: "Put it into the chat" }).click();
    await expect.poll(() => chat.page.getByRole("dialog").count(), patient).toBe(0);
    const written = chat.cards.last();
    await expect.poll(() => chat.cards.count(), patient).toBe(before);
    expect(await written.innerText()).toContain("Last checked");
    expect(await written.innerText()).not.toContain("Related:");
    await picture("written");
  });
});
