import { fleschKincaid } from "flesch-kincaid";
import { syllable } from "syllable";
import type { Entry } from "../../core/knowledge/entry.js";

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
const words = new Intl.Segmenter("en", { granularity: "word" });

/** The school grade a text is written for (Flesch-Kincaid), 0 at least. */
export function readingGrade(markdown: string): number {
  const text = markdown
    .replaceAll(/\[([^[\]]*)\]\([^()]*\)/gu, "$1")
    .replaceAll(/[*_`]/gu, "")
    .replaceAll(/^\s*(?:-|\d+\.)\s+/gmu, "");
  const said = [...words.segment(text)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
  const counts = {
    sentence: [...sentences.segment(text)].filter(({ segment }) => /\p{L}/u.test(segment)).length,
    word: said.length,
    syllable: said.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0),
  };
  return counts.word === 0 ? 0 : Math.max(0, fleschKincaid(counts));
}

export interface Graded {
  readonly entry: Entry;
  readonly grade: number;
}

/** The short answers by grade, the hardest first. */
export const gradeShortAnswers = (entries: Iterable<Entry>): readonly Graded[] =>
  [...entries].map((entry) => ({ entry, grade: readingGrade(entry.short) })).sort((a, b) => b.grade - a.grade);
