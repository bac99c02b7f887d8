import { stemmer } from "stemmer";
import type { Vocabulary } from "./vocabulary.js";

/** Longer messages are cut: nobody's question needs more, and an answer stays quick. */
const maxCharacters = 8000;

/** The part of a message that is read, its lines kept and every other run of white space one space. */
export const readable = (message: string): string =>
  message
    .slice(0, maxCharacters)
    .replaceAll(/[^\S\n]+/gu, " ")
    .replaceAll(/ ?\n[ \n]*/gu, "\n");

const token = /\b[a-d]\.?\d{1,2}(?:\.\d+)*(?![\p{L}\p{N}])|\b\d+\.\d+(?:\.\d+)*|[\p{L}\p{N}]+/gu;

/** Words of a text as typed: lower case, no accents; control numbers stay whole, `A6.2.4` as `a.6.2.4`. */
export function tokensOf(text: string): readonly string[] {
  const plain = text
    .slice(0, maxCharacters)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’`]/gu, "")
    .toLowerCase();
  return (plain.match(token) ?? []).map((word) => word.replace(/^([a-d])(\d{1,2}(?:\.\d+)*)$/u, "$1.$2"));
}

/** Text to comparable words: synonyms brought together, endings taken off. */
export type WordReader = (text: string) => readonly string[];

/** @param mend takes typing slips back, word by word */
export function createWordReader(
  vocabulary: Pick<Vocabulary, "same">,
  mend: (word: string) => string = (word) => word,
): WordReader {
  const replacements = readReplacements(vocabulary);
  return (text) => {
    const tokens = tokensOf(text).map(mend);
    const words: string[] = [];
    for (let at = 0; at < tokens.length;) {
      const match = longestMatch(replacements, tokens, at);
      words.push(...(match ? match.words : [tokens[at] ?? ""]));
      at += match ? match.length : 1;
    }
    return words.map(stem);
  };
}

const stem = (word: string): string => (/\d/u.test(word) ? word : stemmer(word));

interface Replacement {
  readonly tokens: readonly string[];
  readonly words: readonly string[];
}

/** By first token, the longest first. */
function readReplacements(vocabulary: Pick<Vocabulary, "same">): ReadonlyMap<string, readonly Replacement[]> {
  const replacements = new Map<string, Replacement[]>();
  for (const [meaning, spellings] of Object.entries(vocabulary.same)) {
    for (const spelling of spellings) {
      const tokens = tokensOf(spelling);
      const first = tokens[0];
      if (first === undefined) continue;
      replacements.set(first, [...(replacements.get(first) ?? []), { tokens, words: tokensOf(meaning) }]);
    }
  }
  for (const known of replacements.values()) known.sort((a, b) => b.tokens.length - a.tokens.length);
  return replacements;
}

function longestMatch(
  replacements: ReadonlyMap<string, readonly Replacement[]>,
  tokens: readonly string[],
  at: number,
): { readonly words: readonly string[]; readonly length: number } | undefined {
  const found = replacements
    .get(tokens[at] ?? "")
    ?.find((replacement) => replacement.tokens.every((token, offset) => tokens[at + offset] === token));
  return found && { words: found.words, length: found.tokens.length };
}
