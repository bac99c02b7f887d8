import { parseArgs } from "node:util";
import type { Fault } from "./fault.js";
import { arrivals } from "./kinds/arrivals.js";
import { clock } from "./kinds/clock.js";
import { disk } from "./kinds/disk.js";
import { ends } from "./kinds/ends.js";
import { files } from "./kinds/files.js";
import { machine } from "./kinds/machine.js";
import { peers } from "./kinds/peers.js";
import { runFault } from "./run.js";
import type { Outcome } from "./run.js";
import { tellOutcome, tellTable } from "./tell.js";

export const faults: readonly Fault[] = [...ends, ...disk, ...peers, ...arrivals, ...clock, ...files, ...machine];

/** Runs the faults in turn, several runs at a time; resolves to the exit code. */
export async function runHarness(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      /** How many runs in all; each kind once unless told. */
      runs: { type: "string" },
      /** The number that the first run's seed is; drawn unless told. */
      seed: { type: "string" },
      /** A word of the names of those that are wanted. */
      only: { type: "string", default: "" },
      "at-once": { type: "string", default: "4" },
    },
  });
  const exact = faults.filter(({ name }) => name === values.only);
  const chosen = exact.length > 0 ? exact : faults.filter(({ name }) => name.includes(values.only));
  const first = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  const wanted = Number(values.runs ?? chosen.length);
  if (chosen.length === 0 || !Number.isInteger(first) || !(wanted > 0)) {
    process.stderr.write(
      `Nothing to run. --only takes part of a name: ${faults.map(({ name }) => name).join(", ")}.\n`,
    );
    return 1;
  }
  const missing = new Map<Fault, string>();
  for (const fault of chosen) {
    const why = await fault.missing?.();
    if (why !== undefined) missing.set(fault, why);
  }
  const possible = chosen.filter((fault) => !missing.has(fault));
  const outcomes: Outcome[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next; index < wanted; index = next) {
      next += 1;
      const fault = possible[index % possible.length];
      if (!fault) return;
      const outcome = await runFault(fault, first + index);
      outcomes.push(outcome);
      tellOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: Number(values["at-once"]) }, worker));
  return tellTable(chosen, outcomes, missing);
}
