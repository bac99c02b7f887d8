// How long does a questionnaire of 300 rows take, and how often is the right question found?
//
//   node bench/questionnaire.mjs
//
// Time: the real command line (`answer --file`) on CSV and XLSX, beside reading and writing the same file without drafting.
// Accuracy: every fifth line of knowledge/questionnaire/ is left out of learning and asked, five times over, so that no line is
// judged by a model that has seen it. Run after `npm run build`.
import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { knowledgeFolder } from "../dist/package-root.js";
import { systemClock, systemIds } from "../dist/system.js";
import { obtainContent } from "../dist/content/kept-content.js";
import { learnBeside } from "../dist/content/model-cache.js";
import { createCustomerMatcher } from "../dist/core/questionnaire/create-matcher.js";
import { customerLearningInput } from "../dist/core/questionnaire/customer-asks.js";
import { levelOf } from "../dist/core/questionnaire/draft-reply.js";
import { createPrinter } from "../dist/documents/printer.js";
import { createTableReader } from "../dist/documents/read-table.js";
import { createLog } from "../dist/log.js";
import { openFileStore } from "../dist/stores/files/open-file-store.js";

const run = promisify(execFile);
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const content = await obtainContent(knowledgeFolder());
const { questionnaire, knowledge, customerAsks } = content;
const printer = createPrinter();
const reader = createTableReader();

await tellTime();
await tellAccuracy();

async function tellTime() {
  const folder = await mkdtemp(join(tmpdir(), "iso42001-bench-"));
  const data = join(folder, "data");
  const team = await makeTeam(data);
  const lines = [...[...customerAsks.asks.values()].flat(), ...customerAsks.outside];
  const rows = Array.from({ length: 300 }, (_, index) => [
    index + 1,
    lines[(index * 37) % lines.length],
    index % 3 === 0 ? "Mandatory" : null,
  ]);
  const columns = ["No.", "Question", "Notes"].map((title) => ({ title, width: 20 }));
  const sheet = { name: "Vendor", columns, rows };
  const files = { csv: printer.csv(sheet), xlsx: await printer.xlsx({ title: "q", sheets: [sheet] }) };
  console.log(
    "300 rows: seconds of the whole command; times as long as reading and writing the same file without drafts\n",
  );
  for (const [format, bytes] of Object.entries(files)) {
    const path = join(folder, `q.${format}`);
    const out = join(folder, `out.${format}`);
    await writeFile(path, bytes);
    const bare = await timed(async () => {
      const table = await reader.read({
        name: path,
        bytes: new Uint8Array(typeof bytes === "string" ? Buffer.from(bytes) : bytes),
      });
      const [read] = table.sheets;
      const [head, ...rest] = read.rows;
      const same = {
        name: read.name,
        columns: head.map((title) => ({ title: String(title ?? ""), width: 20 })),
        rows: rest,
      };
      await writeFile(
        join(folder, `same.${format}`),
        format === "csv" ? printer.csv(same) : await printer.xlsx({ title: "q", sheets: [same] }),
      );
    });
    let said = "";
    const whole = await timed(async () => {
      const { stdout } = await run(process.execPath, [main, "answer", "--file", path, "--team", team, "--out", out], {
        env: { ...process.env, DATA_DIR: data },
      });
      said = stdout.trim();
    });
    const start = await timed(() =>
      run(process.execPath, [main, "answer", "AI policy", "--team", team], { env: { ...process.env, DATA_DIR: data } }),
    );
    console.log(
      `${format.padEnd(5)} ${show(whole)} s (at most 10)   ${show(whole / bare)}x (read and write alone: ${show(bare)} s; the command with one question: ${show(start)} s)   ${String((await stat(out)).size)} bytes`,
    );
    console.log(`      ${said.replace(/^.*?: /u, "")}`);
  }
  await rm(folder, { recursive: true });
}

/** A team that has answered every second question. */
async function makeTeam(dataDir) {
  const store = await openFileStore({
    dataDir,
    clock: systemClock,
    unique: systemIds.unique,
    log: createLog("warn"),
    mode: "write",
  });
  const at = systemClock().toISOString();
  const stamp = (number) => ({ id: `e${number}`, at, by: "terminal:bench" });
  const given = { assessment: "a1", questionsVersion: questionnaire.version };
  const states = ["in-place", "in-progress", "not-started", "proven"];
  const team = await store.directory.findOrCreate({ platform: "terminal", id: "bench" }, () => ({
    team: "team_bench",
    entries: [
      { kind: "workspace-linked", id: "e0", at, by: null, platform: "terminal", workspace: "bench" },
      { kind: "assessment-started", ...stamp(1), ...given },
      ...questionnaire.readiness.questions
        .filter((_, index) => index % 2 === 0)
        .map(({ id }, index) => ({
          kind: "answered",
          ...stamp(index + 2),
          ...given,
          question: id,
          value: { kind: "state", state: states[index % states.length] },
          press: `p${index}`,
        })),
    ],
  }));
  await store.close();
  return team;
}

async function tellAccuracy() {
  const judged = [];
  const folds = 5;
  for (let fold = 0; fold < folds; fold += 1) {
    const without = (lines) => lines.filter((_, index) => index % folds !== fold);
    const asks = new Map([...customerAsks.asks].map(([id, lines]) => [id, without(lines)]));
    const learned = {
      ...customerAsks,
      asks,
      outside: without(customerAsks.outside),
      certified: without(customerAsks.certified),
    };
    const model = await learnBeside(customerLearningInput(questionnaire, learned, knowledge.vocabulary));
    const match = createCustomerMatcher(model, knowledge.vocabulary, customerAsks.aboutAi);
    const ask = (lines, wanted) =>
      lines.forEach((text, index) => {
        if (index % folds === fold) judged.push({ wanted, found: match(text) });
      });
    for (const [id, lines] of customerAsks.asks) ask(lines, id);
    ask(customerAsks.outside, "outside");
    ask(customerAsks.certified, "certified");
  }
  const inside = judged.filter(({ wanted }) => !["outside", "certified"].includes(wanted));
  const of = (wanted) => judged.filter((one) => one.wanted === wanted);
  const share = (list, test) => `${show(list.filter(test).length / (list.length || 1))} of ${list.length}`;
  const isRight = ({ wanted, found }) => found.question === wanted;
  const offered = ({ found }) => [found.question, ...(found.alternatives ?? []).map(({ question }) => question)];
  const drafted = inside.filter(({ found }) => found.kind === "question");
  console.log("\nLeft-out lines (five folds)\n");
  console.log(`drafted at all, of questions inside        ${share(inside, ({ found }) => found.kind === "question")}`);
  console.log(`of those, on the right question            ${share(drafted, isRight)}`);
  console.log(
    `right or one press away                    ${share(inside, (one) => offered(one).includes(one.wanted))}`,
  );
  for (const level of ["high", "medium", "low"]) {
    const those = judged.filter(({ found }) => found.kind === "question" && levelOf(found.confidence) === level);
    const said = those.reduce((sum, { found }) => sum + found.confidence, 0) / (those.length || 1);
    console.log(`  ${level.padEnd(6)} (says ${show(said)} on average): right ${share(those, isRight)}`);
  }
  console.log(
    `outside kept out                           ${share(of("outside"), ({ found }) => found.kind === "outside")}`,
  );
  console.log(
    `asked for the certificate, and so answered ${share(of("certified"), ({ found }) => found.kind === "certified")}`,
  );
  console.log(`taken for that though it is something else ${share(inside, ({ found }) => found.kind === "certified")}`);
}

async function timed(work) {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function show(value) {
  return value.toFixed(value >= 10 ? 1 : 3);
}
