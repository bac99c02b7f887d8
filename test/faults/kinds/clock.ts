import { access, rename, writeFile } from "node:fs/promises";
import { comesTrue, pause } from "../fault.js";
import type { Fault } from "../fault.js";
import type { Stage } from "../stage.js";

const library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
const fileOf = (dataDir: string): string => `${dataDir}-clock`;

/** What the program's clock says beyond ours, in seconds, by the date of an answer; undefined: no answer. */
async function offsetOf({ child }: Stage): Promise<number | undefined> {
  const date = (await child.asks("/healthz"))?.headers.get("date");
  return date == null ? undefined : Math.round((Date.parse(date) - Date.now()) / 1000);
}

/** Within what Slack's signatures allow, people go on; beyond it they are refused until the clock is right again. */
async function moveClock(stage: Stage): Promise<string | undefined> {
  const { dataDir, random } = stage;
  const seen: number[] = [];
  const jumps = [4 * 60, -4 * 60, ...(random() < 0.5 ? [26 * 60 * 60] : [-3 * 60 * 60]), 0];
  for (const seconds of jumps) {
    await pause(300 + random() * 700);
    // In one step: libfaketime ends the program when it reads half a file.
    await writeFile(`${fileOf(dataDir)}.new`, `${seconds < 0 ? "" : "+"}${String(seconds)}`);
    await rename(`${fileOf(dataDir)}.new`, fileOf(dataDir));
    const isThere = await comesTrue(async () => Math.abs(((await offsetOf(stage)) ?? NaN) - seconds) < 5);
    if (isThere) seen.push(seconds);
    await pause(500 + random() * 1_000);
  }
  return seen.length === jumps.length ? `its clock went by ${seen.map(String).join(", ")} s` : undefined;
}

export const clock: readonly Fault[] = [
  {
    name: "clock moved",
    needs: {
      env: (dataDir) => ({
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: fileOf(dataDir),
        FAKETIME_NO_CACHE: "1",
        FAKETIME_DONT_FAKE_MONOTONIC: "1",
      }),
    },
    missing: () =>
      access(library).then(
        () => undefined,
        () => "the package faketime is not installed",
      ),
    strike: moveClock,
  },
];
