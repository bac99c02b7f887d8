import type { ReadText } from "./senses.js";

/** Kinds of features; each is brought to the same length before they are weighed. */
export const families = ["word", "pair", "part", "sense"] as const;
export type Family = (typeof families)[number];

const prefixes: Readonly<Record<Family, string>> = { word: "w", pair: "p", part: "c", sense: "s" };
const byPrefix = new Map(families.map((family) => [prefixes[family], family]));
export const familyOf = (feature: string): Family => byPrefix.get(feature.charAt(0)) ?? "part";

/**
 * Features of a text for comparing it with others: words, pairs of neighboring words (one may stand between), runs of 3
 * to 5 characters inside words, which forgive typing slips, and groups of near words. Name to how often it stands there.
 */
export function featuresOf({ words, senses }: ReadText): ReadonlyMap<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string): void => {
    features.set(feature, (features.get(feature) ?? 0) + 1);
  };
  words.forEach((word, index) => {
    add(prefixes.word + word);
    const next = words[index + 1];
    if (next !== undefined) add(`${prefixes.pair}${word} ${next}`);
    const afterNext = words[index + 2];
    if (afterNext !== undefined) add(`${prefixes.pair}${word} _ ${afterNext}`);
    const padded = ` ${word} `;
    for (let size = 3; size <= 5; size += 1) {
      for (let from = 0; from + size <= padded.length; from += 1) add(prefixes.part + padded.slice(from, from + size));
    }
  });
  for (const sense of senses) add(prefixes.sense + sense);
  return features;
}
