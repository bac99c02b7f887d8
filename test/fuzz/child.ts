import { ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { keptFolder } from "../../src/content/kept-values.js";
import type { OpenEntrance } from "./entrance.js";
import { entrances } from "./entrances.js";
import { Fence } from "./fence.js";
import type { Outcome } from "./outcome.js";
import { answeredWithinMs, heapBaseAt, heapGrowth } from "./rules.js";
import { Watch, describe } from "./watch.js";

const tidyEvery = 250;
/** Making a failing input smaller ends after this. */
const shrinkMs = 20_000;
const hungAfterMs = 20_000;
const shownCharacters = 1_500;

/** Runs entrances in this process; each outcome goes to whoever started it. */
export async function runChild(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      seed: { type: "string" },
      inputs: { type: "string" },
      folder: { type: "string" },
      path: { type: "string" },
      size: { type: "string" },
    },
  });
  const folder = values.folder ?? "";
  // What was learned of the knowledge base is kept for the next start, beside the program.
  // Before anything takes the file system's functions for its own.
  const watch = new Watch(Fence.raise([folder, keptFolder()]));
  const names = (values.only ?? "").split(",");
  for (const entrance of entrances) {
    if (!names.includes(entrance.name)) continue;
    const place = join(folder, entrance.name);
    mkdirSync(place, { recursive: true });
    process.chdir(place);
    const size = values.size === "nightly" ? "nightly" : "small";
    const inputs = values.inputs === undefined ? entrance.inputs[size] : Number(values.inputs);
    const opened = await entrance.open(place);
    // What a start keeps for the next one is not of any input.
    watch.take();
    try {
      const outcome = await run(opened, watch, {
        name: entrance.name,
        inputs,
        seed: Number(values.seed),
        path: values.path,
        progress: openSync(join(folder, "progress"), "w"),
      });
      process.send?.(outcome);
    } finally {
      await opened.close?.();
    }
  }
  process.disconnect();
  process.exit();
}

interface Run {
  readonly name: string;
  readonly inputs: number;
  readonly seed: number;
  /** Leads to one input; undefined: all. */
  readonly path: string | undefined;
  /** A file that says which input it is at, should it never come back. */
  readonly progress: number;
}

async function run(
  opened: OpenEntrance<unknown>,
  watch: Watch,
  { name, inputs, seed, path, progress }: Run,
): Promise<Outcome> {
  const counts = { refused: 0, answered: 0 };
  let done = 0;
  let puts = 0;
  let slowestMs = 0;
  let failure: { readonly at: number; readonly done: number; wrong: string; input: unknown } | undefined;
  let heapBase: number | undefined;
  const heapAt = Math.min(heapBaseAt, Math.floor(inputs / 2));
  let giveUp = (): void => undefined;
  const givenUp = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  const property = fc.asyncProperty(opened.inputs, async (input) => {
    if (failure && Date.now() - failure.at > shrinkMs) {
      giveUp();
      // From here on nothing is put any more.
      await new Promise(() => undefined);
    }
    puts += 1;
    const text = `${String(done)}\n${show(input)}\n${String(puts)}`;
    ftruncateSync(progress);
    writeSync(progress, text, 0);
    const { met, tookMs } = await judge(opened, watch, input);
    if (typeof met === "object") {
      failure ??= { at: Date.now(), done, wrong: "", input };
      Object.assign(failure, { wrong: met.wrong, input });
      throw new TypeError(met.wrong);
    }
    if (failure) return;
    counts[met] += 1;
    done += 1;
    slowestMs = Math.max(slowestMs, tookMs);
    if (done % tidyEvery === 0) await opened.tidy?.();
    if (done === heapAt) heapBase = await heapUsed(opened);
  });
  const from = Date.now();
  const check = fc.check(property, { seed, numRuns: inputs, ...(path === undefined ? {} : { path }) });
  const result = await Promise.race([check, givenUp]);
  const heap = heapBase === undefined || failure ? undefined : (await heapUsed(opened)) / heapBase;
  const again = `--only ${name} --seed ${String(seed)}`;
  const wrong = failure
    ? `${failure.wrong}\n      input: ${show(failure.input)}\n      again: ${result?.counterexamplePath == null ? "" : `${again} --path ${result.counterexamplePath} or `}${again} --inputs ${String(failure.done + 1)}`
    : result?.failed === true
      ? `no inputs could be made: ${describe(result.errorInstance)}`
      : heap !== undefined && heap > heapGrowth
        ? `the heap grew to ${heap.toFixed(2)} times what it was after ${String(heapAt)} inputs`
        : undefined;
  return { name, seed, inputs: done, ...counts, slowestMs, heap, wrong, tookMs: Date.now() - from };
}

interface Judged {
  readonly met: "answered" | "refused" | { readonly wrong: string };
  readonly tookMs: number;
}

async function judge(opened: OpenEntrance<unknown>, watch: Watch, input: unknown): Promise<Judged> {
  const first = await putOnce(opened, input);
  let { tookMs } = first;
  // A busy machine is slow too: what is slow is so each time.
  for (let again = 0; again < 3 && typeof first.met !== "object" && tookMs > answeredWithinMs; again += 1)
    tookMs = Math.min(tookMs, (await putOnce(opened, input)).tookMs);
  // Rejections are told of after the microtasks.
  await new Promise((resolve) => setImmediate(resolve));
  const [beside] = watch.take();
  if (typeof first.met === "object")
    return { ...first, met: { wrong: beside === undefined ? first.met.wrong : `${first.met.wrong}; ${beside}` } };
  if (beside !== undefined) return { tookMs, met: { wrong: beside } };
  if (tookMs > answeredWithinMs) return { tookMs, met: { wrong: `it took ${tookMs.toFixed(0)} ms, each time` } };
  return { met: first.met, tookMs };
}

async function putOnce(opened: OpenEntrance<unknown>, input: unknown): Promise<Judged> {
  let took = stopwatch();
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<{ wrong: string }>((resolve) => {
    timer = setTimeout(() => {
      resolve({ wrong: `no answer within ${String(hungAfterMs)} ms` });
    }, hungAfterMs);
  });
  const met = await Promise.race([
    opened.put(input, () => (took = stopwatch())).catch((error: unknown) => ({ wrong: describe(error) })),
    hung,
  ]);
  clearTimeout(timer);
  return { met, tookMs: took() };
}

/** Milliseconds of work and of waiting, without those in which the machine was busy with others. */
function stopwatch(): () => number {
  const from = performance.now();
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    const { idle } = performance.eventLoopUtilization(loop);
    return Math.min(performance.now() - from, (user + system) / 1_000 + idle);
  };
}

/** In bytes, once what nobody holds is gone; undefined garbage collection means that it was not asked for. */
async function heapUsed(opened: OpenEntrance<unknown>): Promise<number> {
  await opened.tidy?.();
  for (let round = 0; round < 4; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

const show = (input: unknown): string =>
  (
    (JSON.stringify(input, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
    ) as string | undefined) ?? "undefined"
  ).slice(0, shownCharacters);
