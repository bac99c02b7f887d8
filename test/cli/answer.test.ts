import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { composeAdvisor } from "../../src/compose-advisor.js";
import { knowledgeFolder, packageRoot } from "../../src/package-root.js";
import { LiveContent } from "../../src/content/live-content.js";
import { openStore, person, quietLog, settingsOf, temporaryFolder } from "../builders/world.js";

let dataDir: string;
let team: string;

beforeAll(async () => {
  dataDir = await temporaryFolder();
  const store = await openStore(dataDir);
  const advisor = await composeAdvisor(settingsOf(), store, await LiveContent.open(knowledgeFolder(), quietLog));
  const ana = person("Ana");
  await advisor.respond({
    workspace: { platform: "playground", id: "w1" },
    person: ana,
    place: { kind: "personal", conversation: ana.id },
    input: { kind: "words", text: "assess", mentions: [] },
  });
  team = (await store.directory.summaries())[0]?.team ?? "";
  await store.close();
});

/** Runs the real binary on the team's data. */
const run = (...args: readonly string[]): Promise<{ out: string; err: string; code: number }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(packageRoot(), "dist/cli/main.js"), "answer", ...args],
      { env: { ...process.env, DATA_DIR: dataDir } },
      (error, out, err) => {
        resolve({ out, err, code: error ? 1 : 0 });
      },
    );
  });

describe("answer on the command line", () => {
  it("prints the draft and what it rests on", async () => {
    const { out, code } = await run("Are you ISO 42001 certified?", "--team", team);
    expect(code).toBe(0);
    expect(out).toMatch(/^We do not hold an ISO\/IEC 42001 certificate\./u);
    expect(out).toContain("It rests on:");
  });

  it("writes the questionnaire with drafts beside it, and never over another file", async () => {
    const file = join(dataDir, "q.csv");
    const out = join(dataDir, "out.csv");
    await writeFile(file, "Question\nAre you ISO 42001 certified?\nDo you have an AI policy?\n");
    expect((await run("--file", file, "--team", team, "--out", out)).out).toContain("2 questions, 1 drafted");
    expect(await readFile(out, "utf8")).toContain("We do not hold an ISO/IEC 42001 certificate.");
    const again = await run("--file", file, "--team", team, "--out", out);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining("already")]);
  });

  it("says in a sentence what is missing", async () => {
    expect((await run()).err).toContain("nothing to answer");
    expect((await run("AI policy?", "--team", "team_none")).err).toContain("no such team");
    expect((await run("--file", join(dataDir, "none.csv"))).err).toContain("could not be read");
  });
});
