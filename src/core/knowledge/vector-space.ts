import { featuresOf } from "./features.js";

/** One known text of a class, e.g. one way people ask about a topic. */
export interface Example {
  readonly label: string;
  readonly text: string;
}

export interface Neighbor {
  readonly label: string;
  /** Cosine similarity, 0 to 1. */
  readonly similarity: number;
}

type Vector = ReadonlyMap<string, number>;

/** How much each family of features counts; words carry sense, character runs forgive typing. */
const familyWeights: Readonly<Record<string, number>> = { w: 1, p: 0.7, c: 0.45 };

/** TF-IDF vectors of the examples, with an index from feature to the examples that have it. */
export class VectorSpace {
  readonly #labels: readonly string[];
  readonly #rarity = new Map<string, number>();
  readonly #postings = new Map<string, { readonly example: number; readonly weight: number }[]>();

  constructor(examples: readonly Example[]) {
    this.#labels = examples.map((example) => example.label);
    const features = examples.map((example) => featuresOf(example.text));
    const seenIn = new Map<string, number>();
    for (const vector of features) for (const feature of vector.keys()) seenIn.set(feature, (seenIn.get(feature) ?? 0) + 1);
    for (const [feature, count] of seenIn) this.#rarity.set(feature, Math.log((1 + examples.length) / (1 + count)) + 1);
    features.forEach((vector, example) => {
      for (const [feature, weight] of this.#weigh(vector)) {
        const postings = this.#postings.get(feature);
        if (postings) postings.push({ example, weight });
        else this.#postings.set(feature, [{ example, weight }]);
      }
    });
  }

  /** The similarity of the text to every example that shares a feature with it, unordered. */
  neighbors(text: string): readonly Neighbor[] {
    const sums = new Map<number, number>();
    for (const [feature, weight] of this.#weigh(featuresOf(text))) {
      for (const posting of this.#postings.get(feature) ?? []) {
        sums.set(posting.example, (sums.get(posting.example) ?? 0) + weight * posting.weight);
      }
    }
    return [...sums].map(([example, similarity]) => ({ label: this.#labels[example] ?? "", similarity }));
  }

  /** Weights with unit length; features never seen count toward the length, so that strange words lower the similarity. */
  #weigh(features: ReadonlyMap<string, number>): Vector {
    const weights = new Map<string, number>();
    let square = 0;
    for (const [feature, count] of features) {
      const family = familyWeights[feature.slice(0, 1)] ?? 0;
      const weight = (1 + Math.log(count)) * (this.#rarity.get(feature) ?? 1) * family;
      weights.set(feature, weight);
      square += weight * weight;
    }
    const length = Math.sqrt(square);
    if (length === 0) return weights;
    for (const [feature, weight] of weights) weights.set(feature, weight / length);
    return weights;
  }
}
