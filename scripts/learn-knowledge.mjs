// Reads the knowledge folder, learns from the phrasings, and keeps both in dist/, so that no start waits for it.
import { knowledgeFolder } from "../dist/package-root.js";
import { keepContent } from "../dist/content/kept-content.js";
import { obtainModel } from "../dist/content/model-cache.js";
import { openCustomerMatcher } from "../dist/content/questionnaire-model.js";
import { learningInputOf } from "../dist/core/knowledge/learning/learning-input.js";

const content = await keepContent(knowledgeFolder());
await obtainModel(learningInputOf(content.knowledge));
await openCustomerMatcher(content);
