import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { copyFile, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Installed, InstallationStore } from "../../src/core/ports/installation-store.js";
import { createLog } from "../../src/log.js";
import { fingerprint } from "../../src/secrets/fingerprint.js";
import { createSealer } from "../../src/secrets/sealer.js";
import { decodeSecretKey, deriveKey } from "../../src/secrets/secret-key.js";
import { openFileInstallations } from "../../src/stores/files/open-file-installations.js";
import { quietLog, temporaryFolder } from "../builders/world.js";

const [keyOne, keyTwo, keyThree] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const open = (folder: string, current = keyOne, old?: Buffer, log = quietLog): Promise<InstallationStore> =>
  openFileInstallations({ folder, sealer: createSealer({ current, old }), log });
const installed = (token: string): Installed => ({
  kind: "installed",
  installedAt: "2026-11-25T10:00:00.000Z",
  details: { team: { id: "T0SECRET", name: "Acme Ltd" }, bot: { token, refreshToken: "xoxe-1-refresh" } },
});
const fileOf = (folder: string, workspace: string): string => join(folder, `${fingerprint(workspace)}.json`);

function capturingLog(): { log: ReturnType<typeof createLog>; text: () => string } {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  return { log: createLog("info", sink), text: () => lines.join("") };
}

describe("the installation store", () => {
  it("gives back what was kept, also after a restart, and files are the owner's only", async () => {
    const folder = await temporaryFolder();
    await (await open(folder)).change("T1", () => installed("xoxb-one"));
    const again = await open(folder);
    expect(await again.find("T1")).toEqual(installed("xoxb-one"));
    expect(await again.list()).toEqual([{ workspace: "T1", installation: installed("xoxb-one") }]);
    expect(await again.find("T2")).toBeUndefined();
    expect((await stat(fileOf(folder, "T1"))).mode & 0o077).toBe(0);
  });

  it("nothing of an installation can be read on the disk, in a file or its name", async () => {
    const folder = await temporaryFolder();
    await (await open(folder)).change("T0SECRET", () => installed("xoxb-secret-token"));
    const [name = ""] = await readdir(folder);
    const all = name + (await readFile(join(folder, name), "utf8"));
    const decoded = Buffer.from(all.replace(/[^A-Za-z0-9+/]/g, ""), "base64").toString("latin1");
    for (const secret of ["xoxb", "xoxe", "T0SECRET", "Acme", "installed", "2026-11-25"]) {
      expect(all).not.toContain(secret);
      expect(decoded).not.toContain(secret);
    }
  });

  it("a file moved to another workspace's name is refused", async () => {
    const folder = await temporaryFolder();
    const store = await open(folder);
    await store.change("T1", () => installed("xoxb-one"));
    await copyFile(fileOf(folder, "T1"), fileOf(folder, "T2"));
    expect(await store.find("T2")).toEqual({ kind: "unreadable" });
    expect(await store.list()).toHaveLength(1);
  });

  it("any changed byte of a sealed record is noticed", async () => {
    const folder = await temporaryFolder();
    const store = await open(folder);
    await store.change("T1", () => installed("xoxb-one"));
    const path = fileOf(folder, "T1");
    const file = JSON.parse(await readFile(path, "utf8")) as { sealed: { data: string; iv: string } };
    const data = Buffer.from(file.sealed.data, "base64");
    await fc.assert(
      fc.asyncProperty(fc.nat(data.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(data);
        changed[at] = (changed[at] ?? 0) ^ mask;
        await writeFile(
          path,
          JSON.stringify({ ...file, sealed: { ...file.sealed, data: changed.toString("base64") } }),
        );
        expect(await store.find("T1")).toEqual({ kind: "unreadable" });
      }),
      { numRuns: 50 },
    );
  });

  it("a new key reads what the old one sealed and seals it anew at the start, so that the old one can go", async () => {
    const folder = await temporaryFolder();
    await (await open(folder)).change("T1", () => installed("xoxb-one"));
    await (await open(folder)).change("T2", () => installed("xoxb-two"));
    expect(await (await open(folder, keyTwo, keyOne)).find("T1")).toEqual(installed("xoxb-one"));
    const later = await open(folder, keyTwo);
    expect(await later.find("T1")).toEqual(installed("xoxb-one"));
    expect(await later.find("T2")).toEqual(installed("xoxb-two"));
  });

  it("a record that neither key opens is told by its workspace's fingerprint; the others go on, and it can be replaced", async () => {
    const folder = await temporaryFolder();
    await (await open(folder, keyThree)).change("TLOST", () => installed("xoxb-lost"));
    await (await open(folder)).change("T1", () => installed("xoxb-one"));
    const { log, text } = capturingLog();
    const store = await open(folder, keyOne, keyTwo, log);
    expect(text()).toContain(fingerprint("TLOST"));
    expect(text()).not.toMatch(/TLOST|xoxb/);
    expect(text().match(/installation\.unreadable/g)).toHaveLength(1);
    expect(await store.find("TLOST")).toEqual({ kind: "unreadable" });
    expect(await store.find("T1")).toEqual(installed("xoxb-one"));
    await store.change("TLOST", () => installed("xoxb-again"));
    expect(await store.find("TLOST")).toEqual(installed("xoxb-again"));
  });

  it("changes of one workspace follow one another, also slow ones, and one that fails costs only itself", async () => {
    const store = await open(await temporaryFolder());
    await store.change("T1", () => installed("0"));
    const add = async (): Promise<void> => {
      await store.change("T1", async (known) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
        const { bot } = (known as { details: { bot: { token: string } } }).details;
        return installed(String(Number(bot.token) + 1));
      });
    };
    const failing = store.change("T1", () => {
      throw new TypeError("no");
    });
    await Promise.all([...Array.from({ length: 20 }, add), expect(failing).rejects.toThrow("no")]);
    expect(await store.find("T1")).toMatchObject({ details: { bot: { token: "20" } } });
  });

  it("a write that fails leaves what was kept before", async () => {
    const folder = await temporaryFolder();
    const store = await open(folder);
    await store.change("T1", () => installed("xoxb-one"));
    const isRefused = store.change("T1", () => ({ ...installed("x"), details: { big: 1n as unknown } }));
    await expect(isRefused).rejects.toThrow();
    expect(await store.find("T1")).toEqual(installed("xoxb-one"));
  });

  it("half a write that a crash left is removed at the next start, and the record before it is whole", async () => {
    const folder = await temporaryFolder();
    await (await open(folder)).change("T1", () => installed("xoxb-one"));
    await writeFile(`${fileOf(folder, "T1")}.8d0c.tmp`, '{"format":1,"sea');
    const store = await open(folder);
    expect(await readdir(folder)).toEqual([`${fingerprint("T1")}.json`]);
    expect(await store.find("T1")).toEqual(installed("xoxb-one"));
  });

  it("what was acknowledged is there after a kill -9 at any moment", async () => {
    const folder = await temporaryFolder();
    const writer = fileURLToPath(new URL("./installation-writer.mjs", import.meta.url));
    for (const afterLines of [1, 7, 20]) {
      const child = spawn(process.execPath, [writer, folder, keyOne.toString("base64")]);
      const lines: string[] = [];
      child.stdout.on("data", (chunk: Buffer) => {
        lines.push(...chunk.toString().split("\n").filter(Boolean));
        if (lines.length >= afterLines) child.kill("SIGKILL");
      });
      await once(child, "close");
      const found = await (await open(folder)).find("T1");
      const acknowledged = Number(lines.at(-1));
      expect(acknowledged).toBeGreaterThan(0);
      expect(found).toMatchObject({ kind: "installed" });
      expect(Number((found as { details: { token: string } }).details.token)).toBeGreaterThanOrEqual(acknowledged);
    }
  });

  it("a removed installation leaves no token behind", async () => {
    const folder = await temporaryFolder();
    const store = await open(folder);
    await store.change("T1", () => installed("xoxb-one"));
    await store.change("T1", () => ({
      kind: "uninstalled",
      installedAt: undefined,
      uninstalledAt: "2026-11-26T00:00:00.000Z",
    }));
    const text = await readFile(fileOf(folder, "T1"), "utf8");
    const { sealed } = JSON.parse(text) as { sealed: Parameters<ReturnType<typeof createSealer>["open"]>[0] };
    const opened = createSealer({ current: keyOne, old: undefined }).open(
      sealed,
      `iso42001 installation 1 ${fingerprint("T1")}`,
    );
    expect(opened.kind === "opened" ? opened.text : "").not.toContain("xoxb");
    await store.change("T1", () => "remove");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a secret key", () => {
  it.each([
    ["openssl rand -base64 32", randomBytes(32).toString("base64"), true],
    ["openssl rand -hex 32", randomBytes(32).toString("hex"), true],
    ["a longer one", randomBytes(64).toString("base64url"), true],
    ["16 bytes", randomBytes(16).toString("base64"), false],
    ["one letter, often", "a".repeat(64), false],
    ["a sentence", "this is a secret that somebody typed in here", false],
    ["an empty one", "", false],
  ])("%s is judged by the chance it holds", (_name, text, isGood) => {
    expect(decodeSecretKey(text) !== undefined).toBe(isGood);
  });

  it("gives each purpose a key of its own", () => {
    expect(deriveKey(keyOne, "installations")).not.toEqual(deriveKey(keyOne, "links"));
    expect(deriveKey(keyOne, "installations")).toHaveLength(32);
  });
});
