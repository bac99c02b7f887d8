import { spawnSync } from "node:child_process";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryId, teamId } from "../../src/core/ids.js";
import type { TeamId } from "../../src/core/ids.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { runOperatorCommand } from "../../src/operator/commands.js";
import { askRunning, serveControl } from "../../src/stores/control/control-socket.js";
import { openFileStore } from "../../src/stores/files/open-file-store.js";
import type { OpenStore } from "../../src/stores/open-store.js";
import { openQuestionnaire } from "../builders/trail.js";
import { openStore, quietLog, temporaryFolder, uniqueId } from "../builders/world.js";

const team = teamId("team_1");
const workspace = { platform: "slack", id: "T1" } as const;
const named = (id: string): TrailEntry => ({
  kind: "person-named",
  id: entryId(id),
  at: "2026-11-23T00:00:00.000Z",
  by: null,
  person: "p" as never,
  name: `name ${id}`,
});
const linked: TrailEntry = {
  kind: "workspace-linked",
  id: entryId("link"),
  at: "2026-11-23T00:00:00.000Z",
  by: null,
  platform: "slack",
  workspace: "T1",
};
const add = (store: OpenStore, to: TeamId, id: string): Promise<void> =>
  store.teams.append(to, () => ({ entries: [named(id)], result: undefined }));
const idsOf = async (store: OpenStore, of: TeamId): Promise<string[]> =>
  (await store.teams.read(of)).entries.map((entry) => entry.id);

describe("the file store", () => {
  it("loses no entry of 200 written at once to several teams, and reads them back after a restart", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => add(store, teamId(`team_${String(index % 5)}`), `e${String(index)}`)),
    );
    await store.close();
    const again = await openStore(dataDir);
    const all = (
      await Promise.all([0, 1, 2, 3, 4].map((index) => idsOf(again, teamId(`team_${String(index)}`))))
    ).flat();
    expect(new Set(all).size).toBe(200);
    await again.close();
  });

  it("shows each change the one before it, so that a rule such as only once holds under a rush", async () => {
    const store = await openStore(await temporaryFolder());
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        store.teams.append(team, (trail) =>
          trail.entries.length === 0
            ? { entries: [named("first")], result: "first" }
            : { entries: [], result: "later" },
        ),
      ),
    );
    expect(results.filter((result) => result === "first")).toHaveLength(1);
    await store.close();
  });

  it("a change that fails to decide costs only itself", async () => {
    const store = await openStore(await temporaryFolder());
    const failing = store.teams.append(team, () => {
      throw new TypeError("no");
    });
    await Promise.all([add(store, team, "a"), expect(failing).rejects.toThrow("no"), add(store, team, "b")]);
    expect(await idsOf(store, team)).toEqual(["a", "b"]);
    await store.close();
  });

  it("any run of appends and rewrites over several teams reads back exactly after a restart", async () => {
    const step = fc.record({
      to: fc.constantFrom("team_a", "team_b").map(teamId),
      kind: fc.constantFrom("append", "rewrite"),
      count: fc.nat({ max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const dataDir = await temporaryFolder();
        const store = await openStore(dataDir);
        const expected = new Map<TeamId, string[]>();
        let made = 0;
        for (const { to, kind, count } of steps) {
          const ids = Array.from({ length: count }, () => `e${String((made += 1))}`);
          const entries = ids.map(named);
          await (kind === "append"
            ? store.teams.append(to, () => ({ entries, result: 0 }))
            : store.teams.rewrite(to, () => ({ entries, result: 0 })));
          expected.set(to, kind === "append" ? [...(expected.get(to) ?? []), ...ids] : ids);
        }
        await store.close();
        const again = await openStore(dataDir);
        for (const [to, ids] of expected) expect(await idsOf(again, to)).toEqual(ids);
        await again.close();
        await rm(dataDir, { recursive: true });
      }),
      { numRuns: 25 },
    );
  });

  it("a write that fails is told, changes nothing that is read, and works again when the disk does", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    await add(store, team, "kept");
    // A file where the folder was: every write fails, as on a read-only disk.
    await rm(join(dataDir, "teams"), { recursive: true });
    await writeFile(join(dataDir, "teams"), "");
    await expect(add(store, team, "lost")).rejects.toMatchObject({ code: "store-unwritable" });
    expect(await idsOf(store, team)).toEqual(["kept"]);
    await rm(join(dataDir, "teams"));
    await mkdir(join(dataDir, "teams"));
    await add(store, team, "next");
    expect(await idsOf(store, team)).toEqual(["kept", "next"]);
    await store.close();
  });

  it("a damaged file is set aside untouched and said so; the team goes on, and finds out by status", async () => {
    const dataDir = await temporaryFolder();
    const first = await openStore(dataDir);
    await first.teams.append(team, () => ({ entries: [linked], result: undefined }));
    await first.close();
    const path = join(dataDir, "teams", "team_1.json");
    const store = await openStore(dataDir);
    await writeFile(path, '{"format":1,"team":"team_1","entries":[{"half');
    await expect(store.teams.read(team)).rejects.toMatchObject({ code: "team-file-damaged" });
    const aside = (await readdir(join(dataDir, "teams"))).find((name) => name.includes(".damaged-")) ?? "none";
    expect(await readFile(join(dataDir, "teams", aside), "utf8")).toContain("half");
    expect(await store.directory.find(workspace)).toBe(team);
    expect((await store.teams.read(team)).entries.map((entry) => entry.kind)).toEqual([
      "workspace-linked",
      "earlier-file-set-aside",
    ]);
    await store.close();
  });

  it("a file of a newer version is left untouched", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    const path = join(dataDir, "teams", "team_1.json");
    await writeFile(path, '{"format":2}');
    await expect(add(store, team, "x")).rejects.toMatchObject({ code: "store-unreadable" });
    expect(await readFile(path, "utf8")).toBe('{"format":2}');
    await store.close();
  });

  it("two first messages of a workspace at once make one team, also when the index is lost", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    const make = () => ({ team: teamId(`team_${uniqueId()}`), entries: [linked] });
    const [one, two] = await Promise.all([
      store.directory.findOrCreate(workspace, make),
      store.directory.findOrCreate(workspace, make),
    ]);
    expect(one).toBe(two);
    await store.close();
    await rm(join(dataDir, "index.json"));
    const again = await openStore(dataDir);
    expect(await again.directory.find(workspace)).toBe(one);
    await again.close();
  });

  it("nothing of a deleted team stays, and files are the owner's only", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    await add(store, team, "a");
    expect((await stat(join(dataDir, "teams", "team_1.json"))).mode & 0o077).toBe(0);
    await store.teams.rewrite(team, () => ({ entries: [], result: undefined }));
    expect(await readdir(join(dataDir, "teams"))).toEqual([]);
    await store.close();
  });

  it("a second writer is refused with the first one's pid; a reader beside it sees what is written and writes nothing", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    await expect(openStore(dataDir)).rejects.toMatchObject({
      code: "store-in-use",
      message: expect.stringContaining(String(process.pid)) as string,
    });
    const reader = await openFileStore({
      dataDir,
      clock: () => new Date(),
      unique: uniqueId,
      log: quietLog,
      mode: "read",
    });
    await add(store, team, "a");
    expect(await idsOf(reader, team)).toEqual(["a"]);
    await expect(add(reader, team, "b")).rejects.toMatchObject({ code: "store-unwritable" });
    await reader.close();
    await store.close();
  });

  it("a lock left by a process that is gone is taken over at once", async () => {
    const dataDir = await temporaryFolder();
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    await writeFile(join(dataDir, "lock"), JSON.stringify({ pid, startedAt: "then", host: "elsewhere", token: "x" }));
    await (await openStore(dataDir)).close();
  });
});

describe("claims", () => {
  it("are given once, survive a restart, run out, and hold no id in clear", async () => {
    const dataDir = await temporaryFolder();
    let now = Date.parse("2026-11-23T00:00:00Z");
    const open = () =>
      openFileStore({ dataDir, clock: () => new Date(now), unique: uniqueId, log: quietLog, mode: "write" });
    const store = await open();
    const given = await Promise.all(Array.from({ length: 10 }, () => store.claims.claim("slack:event:Ev1", 1000)));
    expect(given.filter(Boolean)).toHaveLength(1);
    await store.close();
    const again = await open();
    expect(await again.claims.claim("slack:event:Ev1", 1000)).toBe(false);
    expect(await readFile(join(dataDir, "claims.txt"), "utf8")).not.toContain("Ev1");
    now += 2000;
    expect(await again.claims.claim("slack:event:Ev1", 1000)).toBe(true);
    await again.close();
  });
});

describe("the command line beside the running program", () => {
  it("hands a change over by the socket, and finds none when none runs", async () => {
    const dataDir = await temporaryFolder();
    expect(await askRunning(dataDir, { kind: "ping" })).toEqual({ kind: "none-running" });
    const store = await openStore(dataDir);
    await add(store, team, "a");
    const parts = {
      store: store.teams,
      directory: store.directory,
      destinations: [],
      questionnaire: openQuestionnaire,
      clock: () => new Date(),
      unique: uniqueId,
    };
    const control = await serveControl(dataDir, (command) => runOperatorCommand(parts, command));
    expect((await stat(join(dataDir, "control.sock"))).mode & 0o077).toBe(0);
    expect(await askRunning(dataDir, { kind: "forget-team", team: "team_1" })).toMatchObject({
      answer: { kind: "done" },
    });
    expect(await askRunning(dataDir, { kind: "forget-team", team: "team_1" })).toMatchObject({
      answer: { kind: "refused" },
    });
    expect(await store.directory.summaries()).toEqual([]);
    await control.close();
    await store.close();
  });
});
