import type { Vocabulary } from "./vocabulary.js";
import { createWordReader } from "./words.js";

/** A text for comparing it with others. */
export interface ReadText {
  /** In the order they stand there. */
  readonly words: readonly string[];
  /** The groups of near words that some of them belong to, once for each time. */
  readonly senses: readonly string[];
}
export type TextReader = (text: string) => ReadText;

/** A control's area, so that a number which was never learned (`a.6.2.4`) is near its siblings (`a.6`). */
const controlArea = (word: string): readonly string[] => /^[a-d]\.\d+/u.exec(word)?.slice(0, 1) ?? [];

interface Member {
  readonly words: readonly string[];
  readonly group: string;
}

/** @param mend takes typing slips back, word by word */
export function createTextReader(vocabulary: Vocabulary, mend?: (word: string) => string): TextReader {
  const readWords = createWordReader(vocabulary, mend);
  const members = new Map<string, Member[]>();
  for (const [group, phrases] of Object.entries(vocabulary.near)) {
    for (const phrase of [group, ...phrases]) {
      const words = readWords(phrase);
      const [first] = words;
      if (first === undefined) continue;
      const known = members.get(first);
      if (known) known.push({ words, group });
      else members.set(first, [{ words, group }]);
    }
  }
  return (text) => {
    const words = readWords(text);
    const stands = (member: Member, at: number): boolean =>
      member.words.every((word, offset) => words[at + offset] === word);
    const senses = words.flatMap((word, at) => [
      ...(members.get(word) ?? []).flatMap((member) => (stands(member, at) ? [member.group] : [])),
      ...controlArea(word),
    ]);
    return { words, senses };
  };
}
