import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveContent } from "../../src/content/live-content.js";
import { terminalWordKeys } from "../../src/doors/terminal/words.js";
import type { Log, LogFields } from "../../src/log.js";
import { copySmallKnowledge } from "../builders/knowledge.js";
import { temporaryFolder } from "../builders/world.js";

let folder: string;
let live: LiveContent;
let logged: { event: string; fields: LogFields }[];

beforeEach(async () => {
  folder = await copySmallKnowledge();
  logged = [];
  const note = (event: string, fields: LogFields = {}): void => {
    logged.push({ event, fields });
  };
  const log: Log = { debug: note, info: note, warn: note, error: note };
  live = await LiveContent.open(folder, log, await temporaryFolder());
  live.watch();
  // The watcher needs a moment before it sees changes.
  await new Promise((resolve) => setTimeout(resolve, 300));
});
afterEach(() => live.close());

const costFile = (): string => join(folder, "answers/cost.md");
const shortAnswer = (question: string): string => {
  const found = live.retrieve(question);
  return found.kind === "answer" ? found.entry.short : found.kind;
};

describe("a changed knowledge folder", () => {
  it("is answered from without a restart, while the earlier version answers on", { timeout: 60_000 }, async () => {
    const text = await readFile(costFile(), "utf8");
    await writeFile(costFile(), text.replace("Plan for", "You should plan for"));
    expect(shortAnswer("How much does it cost?")).toMatch(/^Plan for/);
    await vi.waitFor(
      () => {
        expect(shortAnswer("How much does it cost?")).toMatch(/^You should plan for/);
      },
      { timeout: 50_000 },
    );
  });

  it("keeps the earlier version when something in it is wrong, and the log says what and where", async () => {
    const text = await readFile(costFile(), "utf8");
    await writeFile(costFile(), text.replace("sources: [", "sources: [S9999, "));
    await vi.waitFor(
      () => {
        expect(logged.map(({ event }) => event)).toContain("knowledge.kept");
      },
      { timeout: 10_000 },
    );
    expect(logged.find(({ event }) => event === "knowledge.kept")?.fields["why"]).toMatch(
      /answers\/cost\.md:\d+: There is no source "S9999"/,
    );
    expect(shortAnswer("How much does it cost?")).toMatch(/^Plan for/);
  });

  it("a stop does not wait for learning that is under way", async () => {
    await writeFile(costFile(), (await readFile(costFile(), "utf8")).replace("Plan for", "You should plan for"));
    const reloading = live.reload();
    await live.close();
    await reloading;
    expect(shortAnswer("How much does it cost?")).toMatch(/^Plan for/);
    expect(logged).toEqual([]);
  });

  it("brings changed sentences to the doors too", async () => {
    const words = await live.words("terminal", terminalWordKeys);
    const file = join(folder, "words/en/terminal.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace("person: You", "person: Myself"));
    await vi.waitFor(
      () => {
        expect(words.plain("person")).toBe("Myself");
      },
      { timeout: 10_000 },
    );
  });
});
