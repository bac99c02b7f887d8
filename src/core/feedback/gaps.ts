import type { TopicId } from "../ids.js";
import type { AnswerRating, KeptQuestion } from "./feedback-entries.js";

/** Questions that ask about the same, the largest group first. */
export interface Gap {
  readonly questions: readonly KeptQuestion[];
  /** When one of them was last asked (ISO 8601). */
  readonly last: string;
}

/** From this share of common words on, two questions ask about the same. */
const sameFrom = 0.5;

/**
 * Groups questions by common words, so that an editor sees what to write next.
 *
 * @param wordsOf comparable words of a text, without those that say nothing
 */
export function groupGaps(
  questions: readonly KeptQuestion[],
  wordsOf: (text: string) => ReadonlySet<string>,
): readonly Gap[] {
  const groups: { words: ReadonlySet<string>; questions: KeptQuestion[] }[] = [];
  for (const question of questions) {
    const words = wordsOf(question.text);
    const near = groups
      .map((group) => ({ group, share: commonShare(group.words, words) }))
      .sort((a, b) => b.share - a.share)[0];
    if (near && near.share >= sameFrom) near.group.questions.push(question);
    else groups.push({ words, questions: [question] });
  }
  return groups
    .map(({ questions: asked }) => ({
      questions: asked,
      last: asked.reduce((last, { at }) => (at > last ? at : last), ""),
    }))
    .sort((a, b) => b.questions.length - a.questions.length || b.last.localeCompare(a.last));
}

/** Jaccard index: the common words beside all words of both. */
function commonShare(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - common;
  return all === 0 ? 1 : common / all;
}

/** The topics whose answers were voted down, once for each card and person whose last thumb was down. */
export function votedDown(ratings: readonly AnswerRating[]): readonly TopicId[] {
  const last = new Map(ratings.map((rating) => [JSON.stringify([rating.by, rating.card, rating.topic]), rating]));
  return [...last.values()].flatMap(({ verdict, topic }) => (verdict === "down" ? [topic] : []));
}
