import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cardWordKeys } from "../ai-card.js";
import { knowledgeFolder } from "../compose-advisor.js";
import { gradeShortAnswers } from "../content/checks/reading-grade.js";
import { judgeLeftOut, nearDuplicates, phrasingsSentElsewhere } from "../content/checks/phrasings.js";
import type { Phrasing } from "../content/checks/phrasings.js";
import { checkContent, checkWords } from "../content/load-content.js";
import type { Content } from "../content/load-content.js";
import { obtainModel } from "../content/model-cache.js";
import { showFinding } from "../content/finding.js";
import type { ContentFinding } from "../content/finding.js";
import { newAnswerFile } from "../content/new-answer.js";
import { AdvisorError } from "../core/errors.js";
import { learningInputOf } from "../core/knowledge/learning/learning-input.js";
import { coreWordKeys } from "../core/words.js";
import { msteamsWordKeys } from "../doors/msteams/words.js";
import { playgroundWordKeys } from "../doors/playground/words.js";
import { slackWordKeys } from "../doors/slack/words.js";
import { terminalWordKeys } from "../doors/terminal/words.js";

/** Every room's words. */
const rooms: readonly (readonly [string, readonly string[]])[] = [
  ["card", cardWordKeys],
  ["core", coreWordKeys],
  ["msteams", msteamsWordKeys],
  ["playground", playgroundWordKeys],
  ["slack", slackWordKeys],
  ["terminal", terminalWordKeys],
];

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * `knowledge check`: one line a finding with file and line. Errors (exit 1): schema, links, sources, length, phrasings that
 * the search itself sends elsewhere. Warnings (exit 0, or 1 with `strict`): overdue reviews, reading grade, near-duplicates,
 * phrasings that fare badly when left out of learning.
 */
export async function checkKnowledge(strict: boolean): Promise<void> {
  const { content, findings } = await checkContent(knowledgeFolder());
  const words = await Promise.all(rooms.map(([room, keys]) => checkWords(knowledgeFolder(), room, keys)));
  const errors = [...findings, ...words.flatMap((checked) => checked.findings)];
  for (const finding of errors) say(showFinding(finding));
  if (!content || errors.length > 0) {
    say(`${String(errors.length)} to mend; the phrasings were not tried.`);
    process.exitCode = 1;
    return;
  }
  const elsewhere = await findElsewhere(content);
  for (const finding of elsewhere) say(showFinding(finding));
  const warnings = [...overdue(content), ...tooHard(content), ...twins(content)];
  for (const finding of warnings) say(`warning: ${showFinding(finding)}`);
  const worst = await tellLeftOut(content);
  const { entries, outOfScope } = content.knowledge;
  const asked = [...entries.values()].reduce((sum, { asks }) => sum + asks.length, 0);
  const lines = outOfScope.kinds.reduce((sum, kind) => sum + kind.lines.length, 0);
  say(
    `${elsewhere.length === 0 ? "The knowledge base is in order" : `${String(elsewhere.length)} to mend`}: ${String(entries.size)} answers, ${String(asked)} phrasings, ${String(lines)} out-of-scope lines, ${String(content.questionnaire.readiness.questions.length)} readiness questions; ${String(warnings.length + worst)} warnings.`,
  );
  if (elsewhere.length > 0 || (strict && warnings.length + worst > 0)) process.exitCode = 1;
}

async function findElsewhere({ knowledge, places }: Content): Promise<readonly ContentFinding[]> {
  const model = await obtainModel(learningInputOf(knowledge));
  return phrasingsSentElsewhere(knowledge, model).map((judged) => ({
    ...placeOf(places, judged),
    message: `"${judged.text}" goes to ${judged.taken}: two topics claim these words; keep it in one, or tell them apart.`,
  }));
}

function placeOf(places: Content["places"], { topic, index }: Phrasing): Pick<ContentFinding, "file" | "line"> {
  return places.get(topic)?.asks[index] ?? { file: `answers/${topic}.md`, line: 1 };
}

function overdue({ knowledge, places }: Content): readonly ContentFinding[] {
  const today = new Date().toISOString().slice(0, 10);
  return [...knowledge.entries.values()]
    .filter(({ reviewBy }) => reviewBy < today)
    .map(({ id, reviewed, reviewBy }) => ({
      file: places.get(id)?.file ?? id,
      line: 1,
      message: `was last checked on ${reviewed} and due for a new check on ${reviewBy}.`,
    }));
}

const hardFrom = 12;
const hardestNamed = 10;

function tooHard({ knowledge, places }: Content): readonly ContentFinding[] {
  const graded = gradeShortAnswers(knowledge.entries.values());
  const median = graded[Math.floor(graded.length / 2)]?.grade ?? 0;
  say(
    `Reading grade of the short answers: median ${median.toFixed(1)}; the hardest: ${graded
      .slice(0, hardestNamed)
      .map(({ entry, grade }) => `${entry.id} ${grade.toFixed(1)}`)
      .join(", ")}.`,
  );
  return graded
    .filter(({ grade }) => grade > hardFrom)
    .map(({ entry, grade }) => ({
      file: places.get(entry.id)?.file ?? entry.id,
      line: 1,
      message: `the short answer reads at grade ${grade.toFixed(1)}; use shorter sentences and plainer words.`,
    }));
}

const twins = ({ knowledge, places }: Content): readonly ContentFinding[] =>
  nearDuplicates(knowledge).map(({ one, other }) => ({
    ...placeOf(places, other),
    message: `"${other.text}" is almost "${one.text}" of ${one.topic}.`,
  }));

const worstNamed = 30;

/** Tells how phrasings fare when left out of learning; resolves to how many were named. */
async function tellLeftOut({ knowledge, places }: Content): Promise<number> {
  const judged = await judgeLeftOut(knowledge);
  const wrong = judged.filter(({ taken, topic }) => taken !== topic);
  const worst = [...wrong].sort((a, b) => a.chance - b.chance).slice(0, worstNamed);
  const rate = judged.length === 0 ? 0 : (judged.length - wrong.length) / judged.length;
  say(
    `Left out of learning in turn (five folds), ${(100 * rate).toFixed(1)}% of ${String(judged.length)} phrasings still find their topic.`,
  );
  for (const one of worst) {
    say(
      `warning: ${showFinding({ ...placeOf(places, one), message: `"${one.text}" goes to ${one.taken} when it is left out.` })}`,
    );
  }
  return worst.length;
}

/** `knowledge new <slug>`: a file to fill in, with everything an answer needs. */
export async function newKnowledge(slug: string): Promise<void> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(slug))
    throw new AdvisorError("operator-mistake", {
      happened: `"${slug}" can't name an answer.`,
      kept: "Nothing was written.",
      next: "Use lower-case words joined by hyphens, such as audit-evidence.",
    });
  const file = join(knowledgeFolder(), "answers", `${slug}.md`);
  try {
    await writeFile(file, newAnswerFile(slug, new Date()), { flag: "wx" });
  } catch (error) {
    throw new AdvisorError("operator-mistake", {
      happened: `knowledge/answers/${slug}.md could not be written; it may exist already.`,
      kept: "Nothing was changed.",
      cause: error,
    });
  }
  say(`knowledge/answers/${slug}.md is ready to fill in; then run "npx iso42001 knowledge check".`);
}
