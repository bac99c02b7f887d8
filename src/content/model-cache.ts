import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { Worker } from "node:worker_threads";
import { learningVersion } from "../core/knowledge/learning/learn.js";
import type { LearnedModel } from "../core/knowledge/learning/learn.js";
import type { LearningInput } from "../core/knowledge/learning/learning-input.js";
import { packageRoot } from "../package-root.js";

/** Where what was learned is kept, one file for each content; written by the build. */
export const modelFolder = (): string => join(packageRoot(), "dist/learned");

/** Names the model of exactly this content, way of learning and file format. */
export const modelKey = (input: LearningInput): string =>
  createHash("sha256")
    .update(JSON.stringify([learningVersion, process.versions.v8.split(".")[0], input]))
    .digest("hex")
    .slice(0, 32);

const kept = 3;

/** The model of this content: the kept one, or a new one, learned in a thread of its own (some seconds) and kept where the folder can be written. */
export async function obtainModel(input: LearningInput, folder = modelFolder()): Promise<LearnedModel> {
  const key = modelKey(input);
  const file = join(folder, `${key}.model`);
  const known = await readFile(file).catch(() => undefined);
  if (known) return deserialize(known) as LearnedModel;
  const model = await learnBeside(input);
  await keepModel(folder, file, model).catch(() => undefined);
  return model;
}

/** Learns in a thread of its own, so that answers go on meanwhile. */
export function learnBeside(input: LearningInput): Promise<LearnedModel> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(packageRoot(), "dist/content/learn-worker.js"), { workerData: input });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => {
      reject(new Error(`The learning thread ended with code ${String(code)}.`));
    });
  });
}

async function keepModel(folder: string, file: string, model: LearnedModel): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.${String(process.pid)}`;
  await writeFile(unfinished, serialize(model));
  await rename(unfinished, file);
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const oldest = files.sort((a, b) => b.at - a.at).slice(kept);
  for (const { name } of oldest) await rm(join(folder, name), { force: true });
}
