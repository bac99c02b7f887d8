import { watch } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { aMoment, pause } from "../fault.js";
import type { Fault } from "../fault.js";
import type { Stage } from "../stage.js";

/** Ends the program a few times, at moments of no meaning, and starts it again. */
const endsBy =
  (signal: "SIGKILL" | "SIGTERM") =>
  async (stage: Stage): Promise<string | undefined> => {
    const { child, random } = stage;
    const times = 1 + Math.floor(random() * 3);
    for (let count = 0; count < times; count += 1) {
      await aMoment(stage, 1_500);
      await child.end(signal);
      await pause(random() * 500);
      await child.start();
    }
    const ended = child.ends.filter((end) => (signal === "SIGKILL" ? end.signal === signal : end.code === 0)).length;
    return ended === times ? `ended ${String(times)} times by ${signal}` : undefined;
  };

/** Kills it at the very moment a file is being written, until one stays half written. */
async function killInWrite(stage: Stage): Promise<string | undefined> {
  const { child, dataDir } = stage;
  for (let count = 0; count < 8; count += 1) {
    await aMoment(stage, 400);
    await new Promise<void>((resolve) => {
      const watcher = watch(join(dataDir, "teams"), (_event, name) => {
        if (name?.endsWith(".tmp") !== true) return;
        watcher.close();
        child.process?.kill("SIGKILL");
        resolve();
      });
    });
    await child.end("SIGKILL");
    const left = (await readdir(join(dataDir, "teams"))).filter((name) => name.endsWith(".tmp"));
    await child.start();
    if (left.length > 0) return `killed ${String(count + 1)} times, with ${String(left.length)} files half written`;
  }
  return undefined;
}

export const ends: readonly Fault[] = [
  { name: "killed", strike: endsBy("SIGKILL") },
  { name: "told to stop", strike: endsBy("SIGTERM") },
  { name: "killed while writing", strike: killInWrite },
];
