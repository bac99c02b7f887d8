import { isOverdue } from "../../core/knowledge/entry.js";
import { learningInputOf } from "../../core/knowledge/learning/learning-input.js";
import type { ContentFinding } from "../finding.js";
import { checkContent } from "../load-content.js";
import { checkRooms } from "../read-words.js";
import type { Content } from "../load-content.js";
import type { WordRooms } from "../read-words.js";
import { obtainModel } from "../model-cache.js";
import { judgeLeftOut, nearDuplicates, phrasingsSentElsewhere } from "./phrasings.js";
import type { Phrasing } from "./phrasings.js";
import { gradeShortAnswers } from "./reading-grade.js";

export interface KnowledgeReport {
  /** What must be mended: schema, links, sources, length, phrasings that the search itself sends elsewhere. */
  readonly errors: readonly ContentFinding[];
  /** What an editor should look at: overdue reviews, reading grade, near-duplicates, phrasings that fare badly when left out. */
  readonly warnings: readonly ContentFinding[];
  /** Figures of the whole, a sentence each. */
  readonly notes: readonly string[];
}

export interface CheckPlan {
  readonly folder: string;
  readonly rooms: WordRooms;
  /** YYYY-MM-DD */
  readonly today: string;
  /** Where what is learned is kept. */
  readonly kept?: string;
}

/** Checks everything an editor can get wrong; learns from the phrasings, so it takes a while once they changed. */
export async function checkKnowledge({ folder, rooms, today, kept }: CheckPlan): Promise<KnowledgeReport> {
  const { content, findings } = await checkContent(folder);
  const errors = [...findings, ...(await checkRooms(folder, rooms))];
  if (!content || errors.length > 0)
    return { errors, warnings: [], notes: ["The phrasings were not tried: mend these first."] };
  const grades = reportGrades(content);
  const leftOut = await reportLeftOut(content);
  return {
    errors: await findElsewhere(content, kept),
    warnings: [...overdue(content, today), ...grades.warnings, ...twins(content), ...leftOut.warnings],
    notes: [grades.note, leftOut.note, countAll(content)],
  };
}

interface Part {
  readonly warnings: readonly ContentFinding[];
  readonly note: string;
}

function countAll({ knowledge, questionnaire }: Content): string {
  const asked = [...knowledge.entries.values()].reduce((sum, { asks }) => sum + asks.length, 0);
  const lines = knowledge.outOfScope.kinds.reduce((sum, kind) => sum + kind.lines.length, 0);
  return `Looked at ${String(knowledge.entries.size)} answers, ${String(asked)} phrasings, ${String(lines)} out-of-scope lines and ${String(questionnaire.readiness.questions.length)} readiness questions.`;
}

async function findElsewhere(
  { knowledge, places }: Content,
  kept: string | undefined,
): Promise<readonly ContentFinding[]> {
  const model = await obtainModel(learningInputOf(knowledge), kept);
  return phrasingsSentElsewhere(knowledge, model).map((judged) => ({
    ...placeOf(places, judged),
    message: `"${judged.text}" goes to ${judged.taken}: two topics claim these words; keep it in one, or tell them apart.`,
  }));
}

function placeOf(places: Content["places"], { topic, index }: Phrasing): Pick<ContentFinding, "file" | "line"> {
  return places.get(topic)?.asks[index] ?? { file: `answers/${topic}.md`, line: 1 };
}

function overdue({ knowledge, places }: Content, today: string): readonly ContentFinding[] {
  return [...knowledge.entries.values()].flatMap((entry) => {
    const { id, reviewed, reviewBy } = entry;
    const at = { file: places.get(id)?.file ?? id, line: 1 };
    if (reviewed > today) return [{ ...at, message: `says it was checked on ${reviewed}, which is yet to come.` }];
    return isOverdue(entry, today)
      ? [{ ...at, message: `was last checked on ${reviewed} and due for a new check on ${reviewBy}.` }]
      : [];
  });
}

const hardFrom = 12;
const hardestNamed = 10;

function reportGrades({ knowledge, places }: Content): Part {
  const graded = gradeShortAnswers(knowledge.entries.values());
  const median = graded[Math.floor(graded.length / 2)]?.grade ?? 0;
  const hardest = graded.slice(0, hardestNamed).map(({ entry, grade }) => `${entry.id} ${grade.toFixed(1)}`);
  return {
    note: `Reading grade of the short answers: median ${median.toFixed(1)}; the hardest: ${hardest.join(", ")}.`,
    warnings: graded
      .filter(({ grade }) => grade > hardFrom)
      .map(({ entry, grade }) => ({
        file: places.get(entry.id)?.file ?? entry.id,
        line: 1,
        message: `the short answer reads at grade ${grade.toFixed(1)}; use shorter sentences and plainer words.`,
      })),
  };
}

const twins = ({ knowledge, places }: Content): readonly ContentFinding[] =>
  nearDuplicates(knowledge).map(({ one, other }) => ({
    ...placeOf(places, other),
    message: `"${other.text}" is almost "${one.text}" of ${one.topic}.`,
  }));

const worstNamed = 30;

async function reportLeftOut({ knowledge, places }: Content): Promise<Part> {
  const judged = await judgeLeftOut(knowledge);
  const wrong = judged.filter(({ taken, topic }) => taken !== topic);
  const rate = judged.length === 0 ? 0 : (judged.length - wrong.length) / judged.length;
  return {
    note: `Left out of learning in turn (five folds), ${(100 * rate).toFixed(1)}% of ${String(judged.length)} phrasings still find their topic.`,
    warnings: [...wrong]
      .sort((a, b) => a.chance - b.chance)
      .slice(0, worstNamed)
      .map((one) => ({
        ...placeOf(places, one),
        message: `"${one.text}" goes to ${one.taken} when it is left out.`,
      })),
  };
}
