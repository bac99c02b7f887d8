import { fork } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { entrances } from "./entrances.js";
import type { Outcome } from "./outcome.js";

/*
 * Every entrance of the program is given inputs that were valid until something was done to them (a key dropped, a type changed, a
 * hostile value put in; mutate.ts), and plain junk. For each one holds:
 *
 * - it is answered as a user would be, or refused in a sentence or with a status of 4xx: no crash, no stack trace, no 500;
 * - within a second, also counting what blocks the process (what was slow is put three times more: only always slow counts);
 * - no rejection is left unhandled, no TypeError or the like is in the log, no prototype was changed;
 * - nothing is written outside of the folder it was given, nothing of another team is shown;
 * - at the end of the nightly run the heap is at most 1.2 times what it was after 10,000 inputs (rules.ts).
 *
 * fast-check draws the inputs and makes those that fail smaller. A new entrance is a file in entrances/ and a line in entrances.ts.
 */

const entranceNames = entrances.map(({ name }) => name);
const main = fileURLToPath(new URL("main.mjs", import.meta.url));
const lookEveryMs = 1_000;
/** A process that stays at one input for this long never comes back from it. */
const hungAfterMs = 120_000;

/** Resolves to the exit code: 1 when something does not hold. */
export async function runHarness(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      seed: { type: "string" },
      inputs: { type: "string" },
      path: { type: "string" },
      nightly: { type: "boolean" },
    },
  });
  const wanted = values.only === undefined ? entranceNames : values.only.split(",");
  const unknown = wanted.filter((name) => !entranceNames.includes(name));
  if (unknown.length > 0) {
    tell(`There is no entrance ${unknown.join(", ")}; there are ${entranceNames.join(", ")}.`);
    return 1;
  }
  const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
  const groups = values.nightly === true ? wanted.map((name) => [name]) : dealt(wanted, availableParallelism());
  const more = [
    ...(values.inputs === undefined ? [] : ["--inputs", values.inputs]),
    ...(values.path === undefined ? [] : ["--path", values.path]),
    "--size",
    values.nightly === true ? "nightly" : "small",
  ];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let group = groups.shift(); group; group = groups.shift())
      for (const outcome of await runGroup(group, seed, more)) {
        outcomes.push(outcome);
        tellOutcome(outcome);
      }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  outcomes.sort((a, b) => entranceNames.indexOf(a.name) - entranceNames.indexOf(b.name));
  return tellTable(outcomes, wanted, values.nightly === true);
}

const dealt = (names: readonly string[], hands: number): string[][] =>
  Array.from({ length: hands }, (_, hand) => names.filter((_name, index) => index % hands === hand)).filter(
    (names_) => names_.length > 0,
  );

/** In a process of its own, which is ended when it does not come back from an input. */
async function runGroup(names: readonly string[], seed: number, more: readonly string[]): Promise<readonly Outcome[]> {
  const folder = await mkdtemp(join(tmpdir(), "iso42001-fuzz-"));
  const outcomes: Outcome[] = [];
  const child = fork(main, ["--only", names.join(","), "--seed", String(seed), "--folder", folder, ...more], {
    execArgv: ["--expose-gc"],
    env: { PATH: process.env["PATH"], TMPDIR: folder },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child.on("message", (outcome) => outcomes.push(outcome as Outcome));
  let last = "";
  let since = Date.now();
  const timer = setInterval(() => {
    void readFile(join(folder, "progress"), "utf8")
      .catch(() => "")
      .then((now) => {
        if (now !== last) since = Date.now();
        last = now;
        if (Date.now() - since > hungAfterMs) child.kill("SIGKILL");
      });
  }, lookEveryMs);
  const ended = await new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => {
      resolve(String(code ?? signal));
    });
  });
  clearInterval(timer);
  const missing = names[outcomes.length];
  if (missing !== undefined) {
    const [at = "", input = ""] = last.split("\n");
    const wrong = `the process ended (${ended}) at input ${at}: ${input}\n      again: --only ${missing} --seed ${String(seed)} --inputs ${String(Number(at) + 1)}`;
    outcomes.push({
      name: missing,
      seed,
      inputs: Number(at),
      refused: 0,
      answered: 0,
      slowestMs: 0,
      heap: undefined,
      wrong,
      tookMs: 0,
    });
  }
  await rm(folder, { recursive: true, force: true });
  return outcomes;
}

const tell = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function tellOutcome({ name, seed, inputs, wrong, tookMs }: Outcome): void {
  tell(
    `${wrong === undefined ? "ok   " : "WRONG"} ${name}: ${String(inputs)} inputs, ${(tookMs / 1000).toFixed(1)} s (--only ${name} --seed ${String(seed)})`,
  );
  if (wrong !== undefined) tell(`      ${wrong}`);
}

const columns = ["entrance", "inputs", "seed", "refused", "answered", "slowest ms", "heap", "failures"];

function tellTable(outcomes: readonly Outcome[], wanted: readonly string[], isHeapShown: boolean): number {
  const rowOf = ({ name, inputs, seed, refused, answered, slowestMs, heap, wrong }: Outcome): string[] => [
    ...[name, inputs, seed, refused, answered, slowestMs.toFixed(0)].map(String),
    isHeapShown && heap !== undefined ? heap.toFixed(2) : "-",
    wrong === undefined ? "0" : "1",
  ];
  const sum = (count: (outcome: Outcome) => number): string =>
    String(outcomes.reduce((total, outcome) => total + count(outcome), 0));
  const rows = [
    columns,
    ...outcomes.map(rowOf),
    [
      "all",
      sum(({ inputs }) => inputs),
      "",
      sum(({ refused }) => refused),
      sum(({ answered }) => answered),
      "",
      "",
      sum(({ wrong }) => (wrong === undefined ? 0 : 1)),
    ],
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  tell("");
  for (const row of rows)
    tell(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    );
  const isGood = outcomes.length === wanted.length && outcomes.every(({ wrong }) => wrong === undefined);
  tell(isGood ? "\nAll of it holds." : "\nSomething does not hold.");
  return isGood ? 0 : 1;
}
