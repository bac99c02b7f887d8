// How often is a way of asking that the search has not seen answered right, and is its confidence honest?
// Five folds over the written phrasings: each fold's are held back, the rest is learned. Every fifth line of each topic is
// one fold, so no line is ever asked of a search that knows it. Run after `npm run build`.
import { knowledgeFolder } from "../../dist/compose-advisor.js";
import { loadContent } from "../../dist/content/load-content.js";
import { createRetriever } from "../../dist/core/knowledge/retrieve.js";

const { knowledge } = await loadContent(knowledgeFolder());
const folds = 5;
const asked = [];
for (let fold = 0; fold < folds; fold += 1) {
  const kept = (_line, index) => index % folds !== fold;
  const retrieve = createRetriever({
    entries: new Map([...knowledge.entries].map(([id, entry]) => [id, { ...entry, asks: entry.asks.filter(kept) }])),
    outOfScope: {
      ...knowledge.outOfScope,
      kinds: knowledge.outOfScope.kinds.map((kind) => ({ ...kind, lines: kind.lines.filter(kept) })),
    },
  });
  const held = (_line, index) => index % folds === fold;
  for (const [id, entry] of knowledge.entries)
    for (const line of entry.asks.filter(held)) asked.push({ id, finding: retrieve(line) });
  for (const kind of knowledge.outOfScope.kinds)
    for (const line of kind.lines.filter(held)) asked.push({ id: null, finding: retrieve(line) });
}
const inside = asked.filter(({ id }) => id !== null);
const outside = asked.filter(({ id }) => id === null);
const topOf = ({ finding }) => (finding.kind === "answer" ? finding.entry.id : finding.alternatives[0]?.topic);
const share = (part, whole) => (whole.length === 0 ? "–" : (part.length / whole.length).toFixed(2));
const straight = inside.filter(({ finding }) => finding.kind === "answer");
console.log(
  `${inside.length} questions: right topic first ${share(
    inside.filter((one) => topOf(one) === one.id),
    inside,
  )}; answered straight ${share(straight, inside)}, of those right ${share(
    straight.filter((one) => topOf(one) === one.id),
    straight,
  )}; unknown ${share(
    inside.filter(({ finding }) => finding.kind === "unknown"),
    inside,
  )}`,
);
console.log(
  `${outside.length} out of scope: unknown ${share(
    outside.filter(({ finding }) => finding.kind === "unknown"),
    outside,
  )}; answered ${share(
    outside.filter(({ finding }) => finding.kind === "answer"),
    outside,
  )}`,
);
console.log("confidence of straight answers against how many were right (in and out of scope):");
const answered = asked.filter(({ finding }) => finding.kind === "answer");
for (const [low, high] of [
  [0, 0.6],
  [0.6, 0.7],
  [0.7, 0.8],
  [0.8, 0.9],
  [0.9, 0.97],
  [0.97, 1.01],
]) {
  const band = answered.filter(({ finding }) => finding.confidence >= low && finding.confidence < high);
  console.log(
    `  ${low.toFixed(2)}–${Math.min(1, high).toFixed(2)}: ${band.length} answers, right ${share(
      band.filter((one) => topOf(one) === one.id),
      band,
    )}`,
  );
}
