// Learns from the phrasings and keeps the result in dist/, so that no start waits for it. Nothing is done when it is there.
import { knowledgeFolder } from "../dist/compose-advisor.js";
import { loadContent } from "../dist/content/load-content.js";
import { obtainModel } from "../dist/content/model-cache.js";
import { learningInputOf } from "../dist/core/knowledge/learning/learning-input.js";

const { knowledge } = await loadContent(knowledgeFolder());
await obtainModel(learningInputOf(knowledge));
