// Prints how many ms after the start of its process the first question was answered.
import { knowledgeFolder } from "../../dist/package-root.js";
import { obtainContent } from "../../dist/content/kept-content.js";
import { openRetriever } from "../../dist/content/model-cache.js";

const { knowledge } = await obtainContent(knowledgeFolder());
(await openRetriever(knowledge))("How much does it cost?");
console.log(performance.now().toFixed(0));
