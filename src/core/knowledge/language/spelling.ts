import { tokensOf } from "./words.js";

/** Words of the texts that were learned from, and in how many each stands; `words[n]` goes with `counts[n]`. */
export interface KnownWords {
  readonly words: readonly string[];
  readonly counts: Uint16Array;
}

export function learnKnownWords(texts: readonly string[]): KnownWords {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const token of new Set(tokensOf(text))) counts.set(token, (counts.get(token) ?? 0) + 1);
  return { words: [...counts.keys()], counts: Uint16Array.from(counts.values()) };
}

/** Shorter words have too many neighbors ("cost" and "most"); with four letters only a swap is taken back. */
const shortestMended = 4;
const shortestWithWrongLetter = 5;
/** A rare word may be a slip itself. */
const leastTexts = 3;

/** A word with its typing slip taken back, or as it was. */
export type Speller = (word: string) => string;

/**
 * Mends words that were never seen and are one slip away from a known one with the same first letter; of several, the
 * commonest.
 */
export function createSpeller({ words, counts }: KnownWords): Speller {
  const known = new Set(words);
  const likely = new Map<string, { readonly word: string; readonly count: number }[]>();
  words.forEach((word, number) => {
    const count = counts[number] ?? 0;
    if (word.length < shortestMended || count < leastTexts) return;
    const neighbors = likely.get(word.charAt(0));
    if (neighbors) neighbors.push({ word, count });
    else likely.set(word.charAt(0), [{ word, count }]);
  });
  for (const neighbors of likely.values()) neighbors.sort((a, b) => b.count - a.count);
  return (word) => {
    if (word.length < shortestMended || known.has(word) || !/^\p{L}+$/u.test(word)) return word;
    const mends = ({ word: meant }: { readonly word: string }): boolean => {
      const slip = slipBetween(word, meant);
      return slip === "swap" || (slip === "letter" && word.length >= shortestWithWrongLetter);
    };
    return likely.get(word.charAt(0))?.find(mends)?.word ?? word;
  };
}

/** What a single slip turns the one into the other: a letter added, left out or mistaken, or two neighbors swapped. */
export function slipBetween(typed: string, meant: string): "letter" | "swap" | undefined {
  if (Math.abs(typed.length - meant.length) > 1) return undefined;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  let typedEnd = typed.length;
  let meantEnd = meant.length;
  while (typedEnd > start && meantEnd > start && typed[typedEnd - 1] === meant[meantEnd - 1]) {
    typedEnd -= 1;
    meantEnd -= 1;
  }
  const [was, is] = [typed.slice(start, typedEnd), meant.slice(start, meantEnd)];
  if (was.length === 2 && is.length === 2 && was[0] === is[1] && was[1] === is[0]) return "swap";
  return was.length <= 1 && is.length <= 1 && was !== is ? "letter" : undefined;
}
