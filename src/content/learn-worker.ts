import { parentPort, workerData } from "node:worker_threads";
import { learn } from "../core/knowledge/learning/learn.js";
import type { LearningInput } from "../core/knowledge/learning/learning-input.js";

// The other side of `learnBeside`: one input in, one model out.
parentPort?.postMessage(learn(workerData as LearningInput));
