// How well does the search find the right answer, beside search libraries over the same entries in the same run?
//
//   npm run bench:retrieval             the report part of the development set (only to report on)
//   npm run bench:retrieval -- tune     the part to tune on, with what went wrong
//
// The questions were written before anything was tuned (see README.md here). Run after `npm run build`.
import { readFile } from "node:fs/promises";
import { knowledgeFolder } from "../../dist/compose-advisor.js";
import { loadContent } from "../../dist/content/load-content.js";
import { obtainModel } from "../../dist/content/model-cache.js";
import { learningInputOf } from "../../dist/core/knowledge/learning/learning-input.js";
import { createRetriever } from "../../dist/core/knowledge/retrieve.js";
import { measure, percentile } from "./measures.mjs";
import { peers } from "./peers.mjs";

const part = process.argv[2] ?? "report";
const { knowledge } = await loadContent(knowledgeFolder());
const input = learningInputOf(knowledge);
await obtainModel(input);
const questions = (await readFile(new URL(`questions-${part}.jsonl`, import.meta.url), "utf8"))
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const inside = questions.filter(({ topic }) => topic !== null);

const started = performance.now();
const retrieve = createRetriever(knowledge, await obtainModel(input));
const ready = performance.now() - started;
for (const { text } of questions.slice(0, 100)) retrieve(text);
const asked = questions.map((question) => {
  const from = performance.now();
  const finding = retrieve(question.text);
  return { ...question, finding, ms: performance.now() - from };
});
const ours = measure(asked);
const show = (value) => value.toFixed(3);
console.log(
  `${part} part: ${inside.length} questions inside, ${questions.length - inside.length} out of scope; ${knowledge.entries.size} topics, ${input.topics.reduce((sum, { asked: lines }) => sum + lines.length, 0)} phrasings\n`,
);
console.log(`right topic first            ${show(ours.first)}   (at least 0.86)`);
console.log(`among the first three        ${show(ours.firstThree)}   (at least 0.95)`);
console.log(`answered straight            ${show(ours.straight)}   (at least 0.65)`);
console.log(`straight but wrong           ${show(ours.straightWrong)}   (at most 0.06)`);
console.log(`refused though inside        ${show(ours.refused)}   (at most 0.06)`);
console.log(`answered though outside      ${show(ours.outsideAnswered)}   (at most 0.08)`);
console.log(`asked back though outside    ${show(ours.outsideClarified)}`);
console.log(`abstention precision         ${show(ours.abstentionPrecision)}`);
console.log(`abstention recall            ${show(ours.abstentionRecall)}`);
console.log(`calibration error of answers ${show(ours.calibrationError)}   (at most 0.08)`);
for (const { from, to, count, stated, right } of ours.bands)
  console.log(
    `  confidence ${from.toFixed(1)} to ${to.toFixed(1)}: ${String(count).padStart(4)} answers, stated ${stated.toFixed(2)}, right ${right.toFixed(2)}`,
  );
const times = asked.map(({ ms }) => ms).sort((a, b) => a - b);
console.log(
  `ms a question                p50 ${show(percentile(times, 0.5))}, p99 ${show(percentile(times, 0.99))}   (p99 at most 5)`,
);
console.log(`index ready from the cache   ${ready.toFixed(0)} ms   (at most 400)\n`);

console.log("beside search libraries over the same entries (title, phrasings, answer), same questions, same run:");
console.log("                    first   of three   p50 ms   p99 ms   index ms   first, ours / theirs");
const row = (name, first, three, p50, p99, built, ratio) =>
  console.log(
    `${name.padEnd(18)} ${show(first).padStart(6)} ${show(three).padStart(9)} ${show(p50).padStart(9)} ${show(p99).padStart(8)} ${built.toFixed(0).padStart(9)} ${ratio.padStart(12)}`,
  );
row("this search", ours.first, ours.firstThree, percentile(times, 0.5), percentile(times, 0.99), ready, "");
for (const peer of peers) {
  const from = performance.now();
  const search = await peer.build([...knowledge.entries.values()]);
  const built = performance.now() - from;
  const found = [];
  for (const question of inside) {
    const at = performance.now();
    const topics = await search(question.text);
    found.push({ question, topics, ms: performance.now() - at });
  }
  const isRight = ({ topic, also = [] }, candidate) => topic === candidate || also.includes(candidate);
  const first = found.filter(({ question, topics }) => isRight(question, topics[0])).length / found.length;
  const three =
    found.filter(({ question, topics }) => topics.slice(0, 3).some((one) => isRight(question, one))).length /
    found.length;
  const ms = found.map((one) => one.ms).sort((a, b) => a - b);
  row(peer.name, first, three, percentile(ms, 0.5), percentile(ms, 0.99), built, (ours.first / first).toFixed(2));
}

if (part === "tune") {
  console.log("\nnot right first:");
  for (const { text, topic, finding } of asked) {
    const first = finding.kind === "answer" ? finding.entry.id : finding.alternatives[0]?.topic;
    const isGood = topic === null ? finding.kind === "unknown" : first === topic && finding.kind !== "unknown";
    if (!isGood)
      console.log(`- [${topic ?? "outside"} -> ${finding.kind} ${first} ${finding.confidence.toFixed(2)}] ${text}`);
  }
}
