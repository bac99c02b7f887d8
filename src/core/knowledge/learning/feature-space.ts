import { families, familyOf, featuresOf } from "../language/features.js";
import type { Family } from "../language/features.js";
import type { ReadText } from "../language/senses.js";

/**
 * How much each family counts: words carry sense, pairs their order, character runs forgive typing, and groups of near
 * words stand in for words never seen. Found by cross-validation.
 */
const familyWeights: Readonly<Record<Family, number>> = { word: 1, pair: 0.75, part: 0.7, sense: 0.7 };

/** A text as numbers of known features and their weights; the weights' squares add up to 1 at most. */
export interface Encoded {
  readonly features: Uint32Array;
  readonly weights: Float32Array;
}

export interface FeatureSpaceData {
  readonly names: readonly string[];
  /** Inverse document frequency of each. */
  readonly rarity: Float32Array;
}

/** Features in fewer texts than this are left out. */
const leastTexts: Readonly<Record<Family, number>> = { word: 1, pair: 3, part: 4, sense: 1 };

export function learnFeatureSpace(texts: readonly ReadText[]): FeatureSpaceData {
  const seenIn = new Map<string, number>();
  for (const text of texts)
    for (const feature of featuresOf(text).keys()) seenIn.set(feature, (seenIn.get(feature) ?? 0) + 1);
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

  /** Words never seen count toward the length, so that a strange text's weights are small and nothing is sure of it. */
  encode(text: ReadText): Encoded {
    const found: { number: number; weight: number; family: Family }[] = [];
    const squares: Record<Family, number> = { word: 0, pair: 0, part: 0, sense: 0 };
    for (const [feature, count] of featuresOf(text)) {
      const family = familyOf(feature);
      const number = this.#numbers.get(feature);
      if (number === undefined) {
        if (family === "word") squares.word += this.#strange ** 2;
        continue;
      }
      const weight = (1 + Math.log(count)) * (this.#rarity[number] ?? 1);
      squares[family] += weight * weight;
      found.push({ number, weight, family });
    }
    const total = families.reduce((sum, family) => sum + (squares[family] > 0 ? familyWeights[family] ** 2 : 0), 0);
    const scale = (family: Family): number => familyWeights[family] / Math.sqrt(squares[family] * total);
    return {
      features: Uint32Array.from(found, ({ number }) => number),
      weights: Float32Array.from(found, ({ weight, family }) => weight * scale(family)),
    };
  }
}
