// Prints how many ms after the start of its process the first question was answered.
import { knowledgeFolder } from "../../dist/compose-advisor.js";
import { obtainContent } from "../../dist/content/kept-content.js";
import { obtainModel } from "../../dist/content/model-cache.js";
import { learningInputOf } from "../../dist/core/knowledge/learning/learning-input.js";
import { createRetriever } from "../../dist/core/knowledge/retrieve.js";

const { knowledge } = await obtainContent(knowledgeFolder());
createRetriever(knowledge, await obtainModel(learningInputOf(knowledge)))("How much does it cost?");
console.log(performance.now().toFixed(0));
