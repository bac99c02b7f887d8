// kill -9 at a random moment while answers are written: is every acknowledged one there afterward, and is every file whole?
// node bench/kill-nine.mjs [rounds, 100 unless told]
import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openFileStore } from "../dist/stores/files/open-file-store.js";
import { createLog } from "../dist/log.js";

const rounds = Number(process.argv[2] ?? 100);
const dataDir = await mkdtemp(join(tmpdir(), "iso42001-kill-"));
const writer = fileURLToPath(new URL("kill-nine-writer.mjs", import.meta.url));
let acknowledged = 0;
let lost = 0;
let damaged = 0;
for (let round = 1; round <= rounds; round += 1) {
  const told = [];
  const child = spawn(process.execPath, [writer, dataDir, String(round)], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      const wasOpen = text !== "";
      text += chunk;
      if (!wasOpen) setTimeout(() => child.kill("SIGKILL"), 5 + Math.random() * 60);
    });
    child.on("close", (code, signal) =>
      signal === "SIGKILL" ? resolve() : reject(new Error(`the writer ended by itself (${code})`)),
    );
  });
  // The last line may have been cut by the kill: it was not told to anybody then.
  for (const line of text.slice(0, text.lastIndexOf("\n")).split("\n")) {
    const [team, id] = line.split(" ");
    if (id) told.push({ team, id });
  }
  acknowledged += told.length;
  for (const name of await readdir(join(dataDir, "teams"))) {
    if (!name.endsWith(".json")) continue;
    try {
      JSON.parse(await readFile(join(dataDir, "teams", name), "utf8"));
    } catch {
      damaged += 1;
    }
  }
  const store = await openFileStore({
    dataDir,
    clock: () => new Date(),
    unique: () => `driver-${round}-${Math.random()}`,
    log: createLog("silent"),
    mode: "write",
  });
  for (const team of new Set(told.map((entry) => entry.team))) {
    const there = new Set((await store.teams.read(team)).entries.map((entry) => entry.id));
    lost += told.filter((entry) => entry.team === team && !there.has(entry.id)).length;
  }
  await store.close();
}
await rm(dataDir, { recursive: true, force: true });
process.stdout.write(`${rounds} rounds, ${acknowledged} acknowledged, ${lost} lost, ${damaged} damaged\n`);
process.exitCode = lost === 0 && damaged === 0 && acknowledged > 0 ? 0 : 1;
