// How long a report takes: the report as data with its picture and PDF, for a team that has answered everything, beside the
// time of the same PDF machinery on an empty page in the same run. The product promises 2 s for report, picture and PDF together.
import { performance } from "node:perf_hooks";
import { knowledgeFolder } from "../dist/package-root.js";
import { obtainContent } from "../dist/content/kept-content.js";
import { loadWords } from "../dist/content/read-words.js";
import { makeExport } from "../dist/core/commands/reporting/export.js";
import { reportOf } from "../dist/core/commands/reporting/report-of.js";
import { areaChart } from "../dist/core/commands/reporting/charts.js";
import { reportWordKeys } from "../dist/core/report-words.js";
import { membersOf } from "../dist/core/team/members.js";
import { coreWordKeys } from "../dist/core/words.js";
import { createPrinter } from "../dist/documents/printer.js";

const { questionnaire, sources } = await obtainContent(knowledgeFolder());
const printer = createPrinter();
const parts = {
  questionnaire,
  sources,
  printer,
  words: await loadWords(knowledgeFolder(), "core", coreWordKeys),
  reportWords: await loadWords(knowledgeFolder(), "report", reportWordKeys),
};
const base = { at: "2026-11-01T08:00:00.000Z", by: "bench:ann", assessment: "as1" };
let made = 0;
const answered = (question, state) => ({
  kind: "answered",
  id: `e${(made += 1)}`,
  ...base,
  question,
  questionsVersion: questionnaire.version,
  value: { kind: "state", state },
  press: `p${made}`,
});
const states = ["not-started", "in-progress", "in-place", "proven", "dont-know"];
const all = [...questionnaire.readiness.questions, ...questionnaire.requirements.requirements];
const entries = [
  { kind: "assessment-started", id: "s", ...base, questionsVersion: questionnaire.version },
  ...all.map(({ id }, index) => answered(id, states[index % states.length])),
];
const context = {
  parts,
  trail: { team: "bench", entries },
  members: membersOf(entries),
  at: "2026-11-25T12:00:00.000Z",
};

const timed = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
const empty = { title: "Empty", subtitle: "", cover: [], footer: "", blocks: [] };
const full = async () => {
  const report = reportOf(context);
  await printer.png(areaChart(parts, report));
  await makeExport(context, report, "pdf", "internal");
};
const first = await timed(full);
const rounds = 5;
const times = [];
const baselines = [];
for (let round = 0; round < rounds; round += 1) {
  baselines.push(await timed(() => printer.pdf(empty)));
  times.push(await timed(full));
}
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const show = (ms) => `${ms.toFixed(0)} ms`;
console.log(`report, picture and PDF, first time with loading: ${show(first)}`);
console.log(
  `again, median of ${rounds}: ${show(median(times))}; an empty PDF: ${show(median(baselines))}; ratio ${(median(times) / median(baselines)).toFixed(1)}`,
);
for (const format of ["docx", "xlsx", "csv", "json"])
  console.log(`${format}: ${show(await timed(() => makeExport(context, reportOf(context), format, "internal")))}`);
