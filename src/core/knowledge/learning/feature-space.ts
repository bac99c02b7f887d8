import { families, familyOf, featuresOf } from "../language/features.js";
import type { Family } from "../language/features.js";

/** How much each family counts; words carry sense, pairs their order, character runs forgive typing. Found by cross-validation. */
const familyWeights: Readonly<Record<Family, number>> = { word: 1, pair: 0.6, part: 0.8 };

/** A text as numbers of known features and their weights; the weights' squares add up to 1 at most. */
export interface Encoded {
  readonly features: Uint32Array;
  readonly weights: Float32Array;
  /** How much of the text is known, 0 to 1: strange words lower it. */
  readonly known: number;
}

export interface FeatureSpaceData {
  readonly names: readonly string[];
  /** Inverse document frequency of each. */
  readonly rarity: Float32Array;
}

/** What is learned from: features in fewer texts than this are left out (words and character runs, pairs). */
const leastTexts: Readonly<Record<Family, number>> = { word: 1, pair: 2, part: 2 };

export function learnFeatureSpace(texts: readonly (readonly string[])[]): FeatureSpaceData {
  const seenIn = new Map<string, number>();
  for (const words of texts)
    for (const feature of featuresOf(words).keys()) seenIn.set(feature, (seenIn.get(feature) ?? 0) + 1);
  const names = [...seenIn].flatMap(([feature, count]) => (count >= leastTexts[familyOf(feature)] ? [feature] : []));
  return {
    names,
    rarity: Float32Array.from(names, (name) => Math.log((1 + texts.length) / (1 + (seenIn.get(name) ?? 0))) + 1),
  };
}

export class FeatureSpace {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #rarity: Float32Array;
  readonly #strange: number;

  constructor({ names, rarity }: FeatureSpaceData) {
    this.#numbers = new Map(names.map((name, number) => [name, number]));
    this.#rarity = rarity;
    this.#strange = rarity.reduce((most, value) => Math.max(most, value), 1);
  }

  get size(): number {
    return this.#rarity.length;
  }

  knows(feature: string): boolean {
    return this.#numbers.has(feature);
  }

  encode(words: readonly string[]): Encoded {
    const found: { number: number; weight: number; family: Family }[] = [];
    const squares: Record<Family, number> = { word: 0, pair: 0, part: 0 };
    const strangeSquares: Record<Family, number> = { word: 0, pair: 0, part: 0 };
    for (const [feature, count] of featuresOf(words)) {
      const family = familyOf(feature);
      const number = this.#numbers.get(feature);
      const weight = (1 + Math.log(count)) * (number === undefined ? this.#strange : (this.#rarity[number] ?? 1));
      if (number === undefined) strangeSquares[family] += weight * weight;
      else {
        squares[family] += weight * weight;
        found.push({ number, weight, family });
      }
    }
    const total = families.reduce((sum, family) => sum + (squares[family] > 0 ? familyWeights[family] ** 2 : 0), 0);
    const scale = (family: Family): number => familyWeights[family] / Math.sqrt(squares[family] * total);
    const known = squares.word + squares.part;
    const strange = strangeSquares.word + strangeSquares.part;
    return {
      features: Uint32Array.from(found, ({ number }) => number),
      weights: Float32Array.from(found, ({ weight, family }) => weight * scale(family)),
      known: known + strange === 0 ? 0 : known / (known + strange),
    };
  }
}
