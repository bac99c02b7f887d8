/** How much each family of features counts beside the others; each is brought to the same length first. */
export const families = ["word", "pair", "part"] as const;
export type Family = (typeof families)[number];

const prefixes: Readonly<Record<Family, string>> = { word: "w", pair: "p", part: "c" };
export const familyOf = (feature: string): Family =>
  feature.startsWith(prefixes.word) ? "word" : feature.startsWith(prefixes.pair) ? "pair" : "part";

/**
 * Features of a text for comparing it with others: words, pairs of neighboring words (one may stand between), and runs
 * of 3 to 5 characters inside words, which forgive typing slips. Name to how often it stands there.
 */
export function featuresOf(words: readonly string[]): ReadonlyMap<string, number> {
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
      for (let from = 0; from + size <= padded.length; from += 1)
        add(prefixes.part + padded.slice(from, from + size));
    }
  });
  return features;
}
