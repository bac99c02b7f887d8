import { mkdir, readFile, readdir, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { create } from "tar";
import { beforeEach, describe, expect, it } from "vitest";
import { listContents, listName } from "../../src/stores/files/backup/contents.js";
import { markerOf } from "../../src/stores/files/backup/interrupted.js";
import { makeBackup } from "../../src/stores/files/backup/make-backup.js";
import { restoreBackup } from "../../src/stores/files/backup/restore-backup.js";
import { openStore, openWorld, person, temporaryFolder, textOf } from "../builders/world.js";
import type { World } from "../builders/world.js";

const at = new Date("2026-11-25T08:00:00Z");
let world: World;
let out: string;

beforeEach(async () => {
  world = await openWorld();
  await world.talk(person("Ana")).say("assess");
  out = join(await temporaryFolder(), "backup.tar.gz");
});

const backUp = (file = out): Promise<number> => makeBackup({ dataDir: world.dataDir, out: file, at, version: "1.0.0" });
/** What a folder tells of its team. */
async function statusIn(dataDir: string): Promise<string> {
  const opened = await openWorld({ dataDir });
  const status = textOf(await opened.talk(person("Ana")).say("status"));
  await opened.close();
  return status;
}
const teamFiles = async (dataDir: string): Promise<readonly string[]> => {
  const names = await readdir(join(dataDir, "teams")).catch(() => []);
  return Promise.all([...names].sort().map((name) => readFile(join(dataDir, "teams", name), "utf8")));
};

describe("a backup", () => {
  it("is taken while the program writes, and gives a new folder the same teams", async () => {
    const answering = (async () => {
      const talk = world.talk(person("Ana"));
      await talk.press(await talk.say("assess"), "An RFP or contract requires it");
    })();
    expect(await backUp()).toBe(1);
    await answering;
    await world.close();
    const elsewhere = await temporaryFolder();

    const restored = await restoreBackup({ dataDir: elsewhere, file: out, at });

    expect(restored).toEqual({ teams: 1, madeAt: at.toISOString(), aside: undefined });
    expect(await statusIn(elsewhere)).toMatch(/[01] of 9/);
  });

  it("holds a team as it was when it was taken, whatever happens to it meanwhile", async () => {
    const before = await teamFiles(world.dataDir);
    await backUp();
    const talk = world.talk(person("Ana"));
    await talk.press(await talk.say("assess"), "An RFP or contract requires it");
    await world.close();
    const elsewhere = await temporaryFolder();
    await restoreBackup({ dataDir: elsewhere, file: out, at });
    expect(await teamFiles(elsewhere)).toEqual(before);
  });

  it("leaves nothing of itself in the data folder, and writes over no other file", async () => {
    await backUp();
    await expect(backUp()).rejects.toMatchObject({ message: expect.stringContaining("already a file") as string });
    expect((await readdir(world.dataDir)).filter((name) => name.includes("backup"))).toEqual([]);
    expect(await readdir(dirname(out))).toEqual(["backup.tar.gz"]);
    await world.close();
  });

  it("that can't be written is refused, and nothing of it fails later", async () => {
    const failures: unknown[] = [];
    const note = (error: unknown): void => void failures.push(error);
    process.on("uncaughtException", note);
    for (let times = 0; times < 10; times += 1)
      await expect(
        makeBackup({ dataDir: world.dataDir, out: join(world.dataDir, "x".repeat(300)), at, version: "1" }),
      ).rejects.toMatchObject({ code: "store-unwritable" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off("uncaughtException", note);
    expect(failures).toEqual([]);
    await world.close();
  });
});

describe("restoring", () => {
  it("keeps what stood there before in a folder of its own", async () => {
    await backUp();
    await world.talk(person("Ana")).say("consult");
    await world.close();
    const now = await teamFiles(world.dataDir);

    const { aside } = await restoreBackup({ dataDir: world.dataDir, file: out, at });

    expect(await teamFiles(aside ?? "")).toEqual(now);
    expect(await statusIn(world.dataDir)).toContain("0 of 9");
  });

  it("is refused while a program writes the folder", async () => {
    await backUp();
    await expect(restoreBackup({ dataDir: world.dataDir, file: out, at })).rejects.toMatchObject({
      code: "store-in-use",
    });
    await world.close();
  });

  it("that was cut short keeps a start from taking the folder for an empty one; once more mends it", async () => {
    await backUp();
    await world.close();
    await writeFile(markerOf(world.dataDir), "{}");
    await expect(openStore(world.dataDir)).rejects.toMatchObject({ code: "store-unreadable" });
    await restoreBackup({ dataDir: world.dataDir, file: out, at });
    expect(await statusIn(world.dataDir)).toContain("0 of 9");
  });

  /** An archive whose list is right but for what `change` did to its folder after it was made. */
  async function archiveOf(
    change: (folder: string) => Promise<void>,
    listed?: (list: object) => object,
  ): Promise<string> {
    const folder = await temporaryFolder();
    for (const name of ["teams", "installations"]) await mkdir(join(folder, name));
    const [trail = ""] = await teamFiles(world.dataDir);
    await writeFile(join(folder, "teams/team_1.json"), trail);
    const list = await listContents(folder, { version: "1.0.0", madeAt: at.toISOString() });
    await writeFile(join(folder, listName), JSON.stringify(listed?.(list) ?? list));
    await change(folder);
    const file = join(await temporaryFolder(), "made.tar.gz");
    await create({ cwd: folder, gzip: true, file }, await readdir(folder));
    return file;
  }

  it.each<[string, () => Promise<string>]>([
    ["is not there", () => Promise.resolve("nowhere.tar.gz")],
    ["is no archive", async () => (await writeFile(out, "hello"), out)],
    [
      "is cut short",
      async () => {
        await backUp();
        await truncate(out, 300);
        return out;
      },
    ],
    ["has a changed file", () => archiveOf((folder) => writeFile(join(folder, "teams/team_1.json"), "{}"))],
    ["has a file too many", () => archiveOf((folder) => writeFile(join(folder, "teams/team_2.json"), "{}"))],
    ["has no list", () => archiveOf((folder) => writeFile(join(folder, listName), ""))],
    [
      "is of a newer version",
      () =>
        archiveOf(
          () => Promise.resolve(),
          (list) => ({ ...list, format: 2 }),
        ),
    ],
    [
      "lists a path outside",
      () =>
        archiveOf(
          () => Promise.resolve(),
          (list) => ({ ...list, files: [{ path: "../lock", bytes: 1, sha256: "0".repeat(64) }] }),
        ),
    ],
  ])("refuses a file that %s, and changes nothing", async (_what, make) => {
    const file = await make();
    await world.close();
    const before = await teamFiles(world.dataDir);
    await expect(restoreBackup({ dataDir: world.dataDir, file, at })).rejects.toMatchObject({
      code: "operator-mistake",
      kept: "Nothing was changed.",
    });
    expect(await teamFiles(world.dataDir)).toEqual(before);
    expect((await readdir(world.dataDir)).filter((name) => /restor/.test(name))).toEqual([]);
  });

  it("refuses a team's file that is damaged though its checksum is right", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "teams"));
    await writeFile(join(folder, "teams/team_1.json"), '{"format":1}');
    await writeFile(
      join(folder, listName),
      JSON.stringify(await listContents(folder, { version: "1.0.0", madeAt: at.toISOString() })),
    );
    await create({ cwd: folder, gzip: true, file: out }, await readdir(folder));
    await world.close();
    await expect(restoreBackup({ dataDir: world.dataDir, file: out, at })).rejects.toMatchObject({
      message: expect.stringContaining("damaged") as string,
    });
  });
});
