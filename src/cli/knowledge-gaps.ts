import { knowledgeFolder } from "../compose-advisor.js";
import { obtainContent } from "../content/kept-content.js";
import { obtainModel } from "../content/model-cache.js";
import type { KeptQuestion } from "../core/feedback/feedback-entries.js";
import { groupGaps } from "../core/feedback/gaps.js";
import { isPastKeeping } from "../core/feedback/kept-questions.js";
import { createWordReader } from "../core/knowledge/language/words.js";
import { learningInputOf } from "../core/knowledge/learning/learning-input.js";
import { createRetriever } from "../core/knowledge/retrieve.js";
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

/** `knowledge gaps`: questions without a good answer, over all teams, grouped, the most asked first. */
export async function knowledgeGaps(): Promise<void> {
  const settings = requireSettings();
  const questions: KeptQuestion[] = [];
  await withStore(settings, "read", async (store) => {
    for (const { team } of await store.directory.summaries())
      for (const entry of (await store.teams.read(team)).entries)
        if (entry.kind === "question-kept" && !isPastKeeping(entry, new Date())) questions.push(entry);
  });
  if (questions.length === 0) {
    process.stdout.write("No question without a good answer was kept.\n");
    return;
  }
  const { knowledge } = await obtainContent(knowledgeFolder());
  const retrieve = createRetriever(knowledge, await obtainModel(learningInputOf(knowledge)));
  const readWords = createWordReader(knowledge.vocabulary);
  const found = groupGaps(questions, (text) => new Set(readWords(text).filter((word) => !idle.has(word))));
  process.stdout.write(
    `Questions without a good answer: ${String(questions.length)}, in groups of the same words, the most asked first.\n`,
  );
  for (const { questions: asked, last } of found) {
    const votedDown = asked.filter(({ why }) => why === "voted-down");
    const nearest = retrieve(asked[0]?.text ?? "").alternatives[0]?.topic ?? "none";
    const topics = [...new Set(votedDown.flatMap(({ topic }) => topic ?? []))].join(", ");
    process.stdout.write(
      `\nAsked ${String(asked.length)}×, last on ${last.slice(0, 10)}; ${votedDown.length > 0 ? `${String(votedDown.length)} voted down (${topics}); ` : ""}nearest topic: ${nearest}\n`,
    );
    const texts = [...new Set(asked.map(({ text }) => text))];
    for (const text of texts.slice(0, shownOfEach)) process.stdout.write(`  ${harmless(text)}\n`);
    if (texts.length > shownOfEach) process.stdout.write(`  … and ${String(texts.length - shownOfEach)} more\n`);
  }
}
