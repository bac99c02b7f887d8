import { knowledgeFolder } from "../package-root.js";
import { systemClock } from "../system.js";
import { obtainContent } from "../content/kept-content.js";
import { openRetriever } from "../content/model-cache.js";
import type { KeptQuestion } from "../core/feedback/feedback-entries.js";
import { groupGaps, votedDown } from "../core/feedback/gaps.js";
import { isPastKeeping } from "../core/feedback/kept-questions.js";
import type { Finding } from "../core/knowledge/finding.js";
import { createWordReader } from "../core/knowledge/language/words.js";
import { harmless } from "../doors/terminal/text.js";
import { withStore } from "./operate.js";
import { requireSettings } from "./settings.js";

/** Words that say nothing about what is asked. */
const idle = new Set(
  "a an and are as at be can do does for from have how i if in is it me my no not of on or our so that the their there they this to us was we what when where which who why will with would you your".split(
    " ",
  ),
);
const shownOfEach = 3;

const nearestTopic = (found: Finding): string =>
  found.kind === "answer" ? found.entry.id : (found.alternatives[0]?.topic ?? "none");

/** `knowledge gaps`: questions without a good answer, over all teams, grouped, the most asked first. */
export async function knowledgeGaps(): Promise<void> {
  const settings = requireSettings();
  const questions: KeptQuestion[] = [];
  const down = new Map<string, number>();
  await withStore(settings, "read", async (store) => {
    for (const { team } of await store.directory.summaries()) {
      const { entries } = await store.teams.read(team);
      for (const entry of entries)
        if (entry.kind === "question-kept" && !isPastKeeping(entry, systemClock())) questions.push(entry);
      for (const topic of votedDown(entries.filter((entry) => entry.kind === "answer-rated")))
        down.set(topic, (down.get(topic) ?? 0) + 1);
    }
  });
  if (down.size > 0) {
    const topics = [...down].sort((a, b) => b[1] - a[1]).map(([topic, count]) => `${topic} ${String(count)}×`);
    process.stdout.write(`Answers voted down: ${topics.join(", ")}.\n\n`);
  }
  if (questions.length === 0) {
    process.stdout.write("No question without a good answer was kept.\n");
    return;
  }
  const { knowledge } = await obtainContent(knowledgeFolder());
  const retrieve = await openRetriever(knowledge);
  const readWords = createWordReader(knowledge.vocabulary);
  const found = groupGaps(questions, (text) => new Set(readWords(text).filter((word) => !idle.has(word))));
  process.stdout.write(
    `Questions without a good answer: ${String(questions.length)}, in groups of the same words, the most asked first.\n`,
  );
  for (const { questions: asked, last } of found) {
    const missed = asked.filter(({ why }) => why === "voted-down");
    const nearest = nearestTopic(retrieve(asked[0]?.text ?? ""));
    const topics = [...new Set(missed.flatMap(({ topic }) => topic ?? []))].join(", ");
    process.stdout.write(
      `\nAsked ${String(asked.length)}×, last on ${last.slice(0, 10)}; ${missed.length > 0 ? `${String(missed.length)} voted down (${topics}); ` : ""}nearest topic: ${nearest}\n`,
    );
    const texts = [...new Set(asked.map(({ text }) => text))];
    for (const text of texts.slice(0, shownOfEach)) process.stdout.write(`  ${harmless(text)}\n`);
    if (texts.length > shownOfEach) process.stdout.write(`  … and ${String(texts.length - shownOfEach)} more\n`);
  }
}
