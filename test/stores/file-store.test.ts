import { spawnSync } from "node:child_process";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entryId, teamId } from "../../src/core/ids.js";
import type { TeamId } from "../../src/core/ids.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { runOperatorCommand } from "../../src/operator/commands.js";
import { askRunning, serveControl } from "../../src/stores/control/control-socket.js";
import { openFileStore } from "../../src/stores/files/open-file-store.js";
import type { OpenStore } from "../../src/stores/open-store.js";
import { openQuestionnaire } from "../builders/trail.js";
import { describeStore } from "../contracts/store.js";
import type { StorePlace } from "../contracts/store.js";
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

async function filePlace(): Promise<StorePlace> {
  const dataDir = await temporaryFolder();
  return {
    open: (clock) =>
      openFileStore({ dataDir, clock: clock ?? (() => new Date()), unique: uniqueId, log: quietLog, mode: "write" }),
    damage: (of, trace) =>
      writeFile(join(dataDir, "teams", `${of}.json`), `{"format":1,"team":"${of}","entries":[{"half ${trace}`),
    everything: async () => {
      const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
      const texts = files
        .filter((file) => file.isFile())
        .map(async (file) => file.name + (await readFile(join(file.parentPath, file.name), "utf8")));
      return (await Promise.all(texts)).join("\n");
    },
    remove: () => rm(dataDir, { recursive: true }),
  };
}

describeStore("the file store", filePlace);

describe("files", () => {
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

  it("a file of a newer version is left untouched", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    const path = join(dataDir, "teams", "team_1.json");
    await writeFile(path, '{"format":2}');
    await expect(add(store, team, "x")).rejects.toMatchObject({ code: "store-unreadable" });
    expect(await readFile(path, "utf8")).toBe('{"format":2}');
    await store.close();
  });

  it("finds a workspace's team also when the index is lost", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    await store.teams.append(team, () => ({ entries: [linked], result: undefined }));
    await store.close();
    await rm(join(dataDir, "index.json"));
    const again = await openStore(dataDir);
    expect(await again.directory.find(workspace)).toBe(team);
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

  it("says why nothing can be written, looks again within seconds, and leaves nothing of its looking", async () => {
    const dataDir = await temporaryFolder();
    const now = { ms: Date.now() };
    const clock = (): Date => new Date(now.ms);
    const store = await openFileStore({ dataDir, clock, unique: uniqueId, log: quietLog, mode: "write" });
    const names = await readdir(dataDir);
    expect(await store.findWriteFault()).toBeUndefined();
    expect(await readdir(dataDir)).toEqual(names);

    await rename(dataDir, `${dataDir}-away`);
    expect(await store.findWriteFault()).toBeUndefined();
    now.ms += 3_000;
    expect(await store.findWriteFault()).toMatchObject({ code: "store-unwritable" });
    await rename(`${dataDir}-away`, dataDir);
    now.ms += 3_000;
    expect(await store.findWriteFault()).toBeUndefined();
    await store.close();
  });

  it("a lock left by a process that is gone is taken over at once", async () => {
    const dataDir = await temporaryFolder();
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    await writeFile(join(dataDir, "lock"), JSON.stringify({ pid, startedAt: "then", host: "elsewhere", token: "x" }));
    await (await openStore(dataDir)).close();
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
