/** Words of a text: lower case, no accents; control numbers such as `a.6.2.4` and `27001` stay whole. */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .slice(0, maxCharacters)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’`]/gu, "");
  return (plain.match(/[a-z]\.\d+(?:\.\d+)*|[\p{L}\p{N}]+/gu) ?? []).map(stem);
}

/** Longer messages are cut: nobody's question needs more, and an answer stays quick. */
const maxCharacters = 8000;

/** A light stemmer: plurals and the commonest endings, so that "certify", "certified" and "certification" meet. */
function stem(word: string): string {
  if (word.length < 5 || /\d/.test(word)) return word;
  for (const [ending, replacement] of endings) {
    if (word.endsWith(ending) && word.length - ending.length >= 3) return word.slice(0, -ending.length) + replacement;
  }
  return word;
}
const endings: readonly (readonly [string, string])[] = [
  ["ifications", "ify"], ["ification", "ify"], ["ifying", "ify"], ["ified", "ify"], ["ifies", "ify"],
  ["ations", "ate"], ["ation", "ate"], ["ating", "ate"], ["ated", "ate"],
  ["ments", ""], ["ment", ""], ["ings", ""], ["ing", ""], ["ies", "y"], ["ied", "y"],
  ["sses", "ss"], ["ed", ""], ["es", ""], ["s", ""],
];

/**
 * Features of a text for comparing it with others: words, pairs of neighboring words, and runs of 3 to 5 characters
 * inside words (which forgive typing slips). Name to how often it stands there.
 */
export function featuresOf(text: string): ReadonlyMap<string, number> {
  const words = wordsOf(text);
  const features = new Map<string, number>();
  const add = (feature: string): void => {
    features.set(feature, (features.get(feature) ?? 0) + 1);
  };
  words.forEach((word, index) => {
    add(`w ${word}`);
    const next = words[index + 1];
    if (next !== undefined) add(`p ${word} ${next}`);
    const padded = ` ${word} `;
    for (let size = 3; size <= 5; size += 1) {
      for (let from = 0; from + size <= padded.length; from += 1) add(`c ${padded.slice(from, from + size)}`);
    }
  });
  return features;
}
