// How well does the search find the right answer, beside search libraries over the same entries in the same run?
//
//   npm run bench:retrieval             the two parts that are only reported on
//   npm run bench:retrieval -- tune     the part to tune on, with what went wrong
//
// See README.md here for where the questions come from. Run after `npm run build`.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { knowledgeFolder } from "../../dist/package-root.js";
import { obtainContent } from "../../dist/content/kept-content.js";
import { learnBeside, openRetriever } from "../../dist/content/model-cache.js";
import { learningInputOf } from "../../dist/core/knowledge/learning/learning-input.js";
import { isRight, measure, percentile } from "./measures.mjs";
import { peers } from "./peers.mjs";

const parts = process.argv[2] ? [process.argv[2]] : ["report", "fresh"];
const { knowledge } = await obtainContent(knowledgeFolder());
const input = learningInputOf(knowledge);
const retrieve = await openRetriever(knowledge);
const plain = (text) =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
const learned = new Set(
  [...input.topics.flatMap(({ asked }) => asked), ...input.outside.flatMap(({ lines }) => lines)].map(plain),
);
const show = (value) => value.toFixed(3);

const found = [];
for (const peer of peers) {
  const from = performance.now();
  found.push({
    name: peer.name,
    every: peer.every ?? 1,
    search: await peer.build([...knowledge.entries.values()]),
    built: performance.now() - from,
  });
}

for (const part of parts) {
  const questions = (await readFile(new URL(`questions-${part}.jsonl`, import.meta.url), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  for (const { text } of questions.slice(0, 100)) retrieve(text);
  const asked = questions.map((question) => {
    const from = performance.now();
    const finding = retrieve(question.text);
    return { ...question, finding, ms: performance.now() - from };
  });
  report(part, asked);
  for (const from of [...new Set(asked.flatMap((one) => one.from ?? []))])
    reportShort(
      `  of these, ${from}`,
      asked.filter((one) => one.from === from),
    );
  const unlearned = asked.filter(({ text }) => !learned.has(plain(text)));
  reportShort(
    `  without the ${asked.length - unlearned.length} that stand word for word among what was learned`,
    unlearned,
  );
  await besidePeers(asked);
  if (part === "tune") tellMisses(asked);
}
await tellStart();

function report(part, asked) {
  const inside = asked.filter(({ topic }) => topic !== null);
  const ours = measure(asked);
  console.log(
    `\n${part} part: ${inside.length} questions inside, ${asked.length - inside.length} out of scope; ${knowledge.entries.size} topics, ${input.topics.reduce((sum, { asked: lines }) => sum + lines.length, 0)} phrasings\n`,
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
}

function reportShort(name, asked) {
  const ours = measure(asked);
  console.log(
    `${name}: first ${show(ours.first)}, first three ${show(ours.firstThree)}, straight ${show(ours.straight)}, straight but wrong ${show(ours.straightWrong)}`,
  );
}

async function besidePeers(asked) {
  const inside = asked.filter(({ topic }) => topic !== null);
  const ours = measure(asked);
  console.log("\nbeside search libraries over the same entries (title, phrasings, answer), same questions, same run:");
  console.log("                    first   of three   p50 ms   p99 ms   index ms   first, ours / theirs");
  const row = (name, first, three, times, built, ratio) => {
    const ms = times.sort((a, b) => a - b);
    console.log(
      `${name.padEnd(18)} ${show(first).padStart(6)} ${show(three).padStart(9)} ${show(percentile(ms, 0.5)).padStart(9)} ${show(percentile(ms, 0.99)).padStart(8)} ${built.padStart(9)} ${ratio.padStart(12)}`,
    );
  };
  row(
    "this search",
    ours.first,
    ours.firstThree,
    asked.map(({ ms }) => ms),
    "below",
    "",
  );
  for (const { name, search, built, every } of found) {
    const results = [];
    const sample = inside.filter((_, index) => index % every === 0);
    for (const question of sample) {
      const at = performance.now();
      results.push({ question, topics: await search(question.text), ms: performance.now() - at });
    }
    const share = (test) => results.filter(test).length / results.length;
    const first = share(({ question, topics }) => isRight(question, topics[0]));
    const three = share(({ question, topics }) => topics.slice(0, 3).some((one) => isRight(question, one)));
    row(
      name,
      first,
      three,
      results.map(({ ms }) => ms),
      built.toFixed(0),
      (measure(sample).first / first).toFixed(2) + (every > 1 ? `  (on each ${every}th question)` : ""),
    );
  }
}

function tellMisses(asked) {
  console.log("\nnot right first:");
  for (const { text, topic, also = [], finding } of asked) {
    const first = finding.kind === "answer" ? finding.entry.id : finding.alternatives[0]?.topic;
    const isGood =
      topic === null ? finding.kind === "unknown" : isRight({ topic, also }, first) && finding.kind !== "unknown";
    if (!isGood)
      console.log(`- [${topic ?? "outside"} -> ${finding.kind} ${first} ${finding.confidence.toFixed(2)}] ${text}`);
  }
}

/** From the start of a new process to its first answer, and how long learning takes that the build has done before. */
async function tellStart() {
  const run = promisify(execFile);
  const script = fileURLToPath(new URL("first-answer.mjs", import.meta.url));
  const starts = [];
  for (let time = 0; time < 5; time += 1) starts.push(Number((await run(process.execPath, [script])).stdout));
  starts.sort((a, b) => a - b);
  const from = performance.now();
  await learnBeside(input);
  console.log(
    `\nindex ready, from the start of the process to its first answer: ${starts[2]} ms, the median of five   (at most 400)`,
  );
  console.log(
    `learned anew, as the build does when the phrasings changed:       ${((performance.now() - from) / 1000).toFixed(1)} s`,
  );
}
