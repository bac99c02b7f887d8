import { createHash } from "node:crypto";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { learningVersion } from "../core/knowledge/learning/learn.js";
import type { LearnedModel } from "../core/knowledge/learning/learn.js";
import type { LearningInput } from "../core/knowledge/learning/learning-input.js";
import { packageRoot } from "../package-root.js";
import { keepValue, keptFolder, keptValue } from "./kept-values.js";

/** Names the model of exactly this content and way of learning. */
const modelName = (input: LearningInput): string =>
  `${createHash("sha256")
    .update(JSON.stringify([learningVersion, input]))
    .digest("hex")}.model`;

/** The model of this content: the kept one, or a new one, learned in a thread of its own (some seconds) and kept where the folder can be written. */
export async function obtainModel(input: LearningInput, folder = keptFolder()): Promise<LearnedModel> {
  const name = modelName(input);
  const known = await keptValue(folder, name);
  if (known !== undefined) return known as LearnedModel;
  const model = await learnBeside(input);
  await keepValue(folder, name, model);
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
