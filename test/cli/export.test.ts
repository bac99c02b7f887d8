import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.js";
import { answerPartOne, openStore, openWorld, person, temporaryFolder } from "../builders/world.js";

let dataDir: string;
let team: string;

beforeAll(async () => {
  const world = await openWorld();
  ({ dataDir } = world);
  const talk = world.talk(person("Ana"));
  const question = await talk.press(await answerPartOne(talk, await talk.say("assess")), "Go on to part two");
  await talk.press(question, "In place");
  team = (await world.store.directory.summaries())[0]?.team ?? "";
  await world.close();
});

/** Runs the real binary on a data folder. */
const run = (folder: string, ...args: readonly string[]): Promise<{ out: string; err: string; code: number }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(packageRoot(), "dist/cli/main.js"), ...args],
      { env: { ...process.env, DATA_DIR: folder } },
      (error, out, err) => {
        resolve({ out, err, code: error ? 1 : 0 });
      },
    );
  });

describe("export on the command line", () => {
  it.each([
    ["pdf", "%PDF"],
    ["docx", "PK"],
    ["xlsx", "PK"],
    ["csv", "\uFEFFQuestion"],
  ])("writes the report as %s, and never over another file", async (format, start) => {
    const out = join(dataDir, `report.${format}`);

    expect((await run(dataDir, "export", format, "--team", team, "--out", out)).code).toBe(0);

    expect((await readFile(out, "utf8")).startsWith(start)).toBe(true);
    const again = await run(dataDir, "export", format, "--team", team, "--out", out);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining("already")]);
  });

  it("says in a sentence what is wrong with a format, an edition or a team", async () => {
    expect((await run(dataDir, "export", "odt")).err).toContain('"odt" is not a format');
    expect((await run(dataDir, "export", "xlsx", "--edition", "customer")).err).toContain("comes as pdf or docx");
    expect((await run(dataDir, "export", "pdf", "--team", "team_none")).err).toContain("no such team");
  });
});

describe("import on the command line", () => {
  it("takes over on another installation what export wrote, and nothing twice", async () => {
    const file = join(dataDir, "assessment.json");
    await run(dataDir, "export", "json", "--team", team, "--out", file);
    const elsewhere = await temporaryFolder();

    const first = await run(elsewhere, "import", file, "--into", "slack:T9");
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^Imported \d+ entries/u) as string });
    expect((await run(elsewhere, "import", file, "--into", "slack:T9")).out).toContain("already");

    const store = await openStore(elsewhere);
    const [summary] = await store.directory.summaries();
    await store.close();
    expect(summary?.workspaces).toEqual([{ platform: "slack", id: "T9" }]);
    const again = join(elsewhere, "again.json");
    await run(elsewhere, "export", "json", "--out", again);
    const entriesOf = async (path: string): Promise<unknown> =>
      (JSON.parse(await readFile(path, "utf8")) as { entries: unknown }).entries;
    expect(await entriesOf(again)).toEqual(await entriesOf(file));
  });

  it("refuses what is not one of ours, and changes nothing", async () => {
    const file = join(dataDir, "other.json");
    await writeFile(file, "{}");
    const refused = await run(dataDir, "import", file, "--into", team);
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining("Nothing was changed")]);
  });
});
