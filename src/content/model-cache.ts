import { createHash } from "node:crypto";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { AdvisorError } from "../core/errors.js";
import type { Knowledge } from "../core/knowledge/entry.js";
import { learningVersion } from "../core/knowledge/learning/learn.js";
import type { LearnedModel } from "../core/knowledge/learning/learn.js";
import { learningInputOf } from "../core/knowledge/learning/learning-input.js";
import type { LearningInput } from "../core/knowledge/learning/learning-input.js";
import { createRetriever } from "../core/knowledge/retrieve.js";
import type { Retriever } from "../core/knowledge/retrieve.js";
import { packageRoot } from "../package-root.js";
import { keepValue, keptFolder, keptValue } from "./kept-values.js";

/** Names the model of exactly this content and way of learning. */
const modelName = (input: LearningInput): string =>
  `${createHash("sha256")
    .update(JSON.stringify([learningVersion, input]))
    .digest("hex")}.model`;

/** The model of this content: the kept one, or a new one, learned in a thread of its own (some seconds) and kept where the folder can be written. */
export async function obtainModel(
  input: LearningInput,
  folder = keptFolder(),
  signal?: AbortSignal,
): Promise<LearnedModel> {
  const name = modelName(input);
  const known = await keptValue(folder, name);
  if (known !== undefined) return known as LearnedModel;
  const model = await learnBeside(input, signal);
  await keepValue(folder, name, model);
  return model;
}

/** The search over this knowledge, as `obtainModel` has it. */
export async function openRetriever(
  knowledge: Knowledge,
  folder = keptFolder(),
  signal?: AbortSignal,
): Promise<Retriever> {
  return createRetriever(knowledge, await obtainModel(learningInputOf(knowledge), folder, signal));
}

/** Learns in a thread of its own, so that answers go on meanwhile; rejects when `signal` ends it. */
export function learnBeside(input: LearningInput, signal?: AbortSignal): Promise<LearnedModel> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(join(packageRoot(), "dist/content/learn-worker.js"), { workerData: input });
    signal?.addEventListener("abort", () => void worker.terminate(), { once: true });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => {
      reject(new AdvisorError("unexpected", { happened: `The learning thread ended with code ${String(code)}.` }));
    });
  });
}
