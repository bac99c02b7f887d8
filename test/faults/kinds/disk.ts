import { execFile } from "node:child_process";
import { chmod, open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { aMoment, comesTrue, pause, writesFailed } from "../fault.js";
import type { Fault } from "../fault.js";
import type { Stage } from "../stage.js";

const run = promisify(execFile);

async function mountSmall(dataDir: string): Promise<() => Promise<void>> {
  await run("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", dataDir]);
  return async () => {
    await run("umount", ["-l", dataDir]);
  };
}

/** Fills the disk to the last byte. */
async function fillDisk(stage: Stage): Promise<string | undefined> {
  const { dataDir, random } = stage;
  await aMoment(stage, 1_500);
  const filler = join(dataDir, "filler");
  const file = await open(filler, "w");
  for (const size of [65_536, 4_096, 512, 1]) {
    const bytes = Buffer.alloc(size);
    try {
      for (;;) await file.write(bytes);
    } catch {
      // Full for pieces of this size.
    }
  }
  await file.close();
  const free = (await statfs(dataDir)).bavail;
  await comesTrue(() => writesFailed(stage) > 0);
  await pause(500 + random() * 2_000);
  await rm(filler);
  const failed = writesFailed(stage);
  return failed > 0 ? `${String(failed)} writes failed with ${String(free)} blocks free` : undefined;
}

/** Takes the right to write away from the folder and from what is in it. */
async function makeReadOnly(stage: Stage): Promise<string | undefined> {
  const { dataDir, child, random } = stage;
  await aMoment(stage, 1_500);
  const folders = [join(dataDir, "teams"), dataDir];
  for (const folder of folders) await chmod(folder, 0o500);
  await comesTrue(() => writesFailed(stage) > 0);
  const { text } = await child.runs("doctor");
  const isSaid = text.includes("could not be written");
  await pause(random() * 1_000);
  for (const folder of folders) await chmod(folder, 0o700);
  const failed = writesFailed(stage);
  if (!isSaid) throw new TypeError("doctor does not say that the folder can't be written");
  return failed > 0 ? `${String(failed)} writes failed` : undefined;
}

const needsRoot = (): Promise<string | undefined> =>
  Promise.resolve(process.getuid?.() === 0 ? undefined : "only root may mount a small disk");

export const disk: readonly Fault[] = [
  { name: "disk full", needs: { mount: mountSmall }, missing: needsRoot, strike: fillDisk },
  { name: "store read-only", needs: { isDropped: true }, strike: makeReadOnly },
];
