import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { partOne } from "../scenes/part-one.js";
import type { Shown } from "../scenes/slack/screen.js";
import { stageOverHttp } from "../scenes/slack/stage.js";
import type { Stage } from "../scenes/slack/stage.js";
import { drawShown } from "./slack-page.js";

const folder = "test-results/slack";
const looks = [
  { name: "wide", width: 700, colorScheme: "light" },
  { name: "narrow", width: 360, colorScheme: "dark" },
] as const;
let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  stage = await stageOverHttp();
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

/** Pictures of it, light and wide, dark and narrow; nothing may stick out at the side. */
async function picture(name: string, shown: Shown): Promise<void> {
  for (const { name: look, width, colorScheme } of looks) {
    const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme, deviceScaleFactor: 2 });
    await page.setContent(drawShown(shown, stage.slack.uploads));
    expect(await page.evaluate<number>("document.documentElement.scrollWidth"), name).toBeLessThanOrEqual(width);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
    await page.close();
  }
}

describe("Each main reply in Slack", () => {
  it("fits wide and narrow windows, light and dark", async () => {
    const [troupe] = stage.sets;
    const [ana, ben, mia] = [troupe.person("UANA"), troupe.person("UBEN"), troupe.person("UMIA")];
    await mia.opens("home");
    await picture("home-first", await mia.sees("Has a customer asked"));
    await ana.says("help");
    await picture("help", await ana.sees("You can also type"));
    await ana.types("how much does it cost?");
    await picture("answer-short-command", await ana.sees("$20,000–$150,000+"));
    await ana.says("how much does it cost?");
    await picture("answer-short", await ana.sees("$20,000–$150,000+"));
    await ana.presses("Show more");
    await picture("answer-whole", await ana.sees("What to do next"));
    await ana.says("documents and requirements");
    await picture("clarify", await ana.sees("press-1"));
    await ana.says("who won the world cup in 1998");
    await picture("unknown", await ana.sees(/text/));
    await ana.types("assess");
    await picture("question", await ana.sees("Question 1 of 9"));
    for (const [index, [label, ticked]] of partOne.entries()) {
      await ana.sees(`Question ${String(index + 1)} of 9`);
      await ana.presses(label, ticked === undefined ? [] : [ticked]);
    }
    await picture("verdict", await ana.sees("Verdict: Certify"));
    await ana.types("assess");
    for (const answer of ["In place", "In progress", "Not started", "In place", "In progress", "In place"]) {
      await ana.sees(/Question \d+ of 35/);
      await ana.presses(answer);
    }
    await picture("question-readiness", await ana.sees(/Question \d+ of 35/));
    await ana.presses("Add a note to the last answer");
    await picture("note-dialog", await ana.sees('"block_id":"note"'));
    await ana.says("status");
    await picture("status", await ana.sees("Where your team stands"));
    await ana.says("report");
    await picture("report", await ana.sees("slack_file"));
    await ana.says("export");
    await picture("export", await ana.sees("PDF"));
    await ana.types("consult");
    await picture("consult-dialog", await ana.sees('"block_id":"email"'));
    await ana.submits({ topic: "A bank asks", situation: "By June", name: "Ana", email: "ana@example.com" });
    await ana.types("consult");
    await picture("consult-state", await ana.sees("Requested"));
    await ana.opens("home");
    await picture("home", await ana.sees(/Verdict[^]*Requested/));
    await ben.says("privacy");
    await picture("privacy", await ben.sees("What is stored"));
    await ben.says("assign policy");
    await picture("assign", await ben.sees(/text/));
    await ben.says("answer do you have an AI policy?");
    await picture("draft", await ben.sees(/policy/));
    await ben.says("template AI policy");
    await picture("template", await ben.sees(/policy/));
    await ben.says("history");
    await picture("history", await ben.sees(/text/));
  });
});
