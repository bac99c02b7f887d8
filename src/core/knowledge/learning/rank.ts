import { createWordReader } from "../language/words.js";
import type { Vocabulary } from "../language/vocabulary.js";
import { scoreCompact, softmax } from "./classifier.js";
import { FeatureSpace } from "./feature-space.js";
import type { LearnedModel } from "./learn.js";
import { nearness } from "./phrasing-index.js";

export interface RankedLabel {
  readonly label: string;
  /** All labels' chances add up to 1. */
  readonly chance: number;
}

export interface Ranking {
  /** Likeliest first. */
  readonly labels: readonly RankedLabel[];
  /** Similarity to the nearest known phrasing, 0 to 1. */
  readonly nearest: number;
  /** How much of the text's words is known, 0 to 1. */
  readonly known: number;
}

/** Text to ranked labels; built once from what was learned. */
export type Ranker = (text: string) => Ranking;

/** How sharply a nearer class stands out, and how much nearness counts beside the classifier; found by cross-validation. */
export const blend = { nearSharpness: 14, nearShare: 0.35 };

export function createRanker(model: LearnedModel, vocabulary: Vocabulary): Ranker {
  const readWords = createWordReader(vocabulary);
  const space = new FeatureSpace(model.space);
  const learned = new Float32Array(model.labels.length);
  return (text) => {
    const encoded = space.encode(readWords(text));
    scoreCompact(model.classifier, encoded, learned);
    softmax(learned);
    const near = nearness(model.phrasings, encoded);
    const byNearness = near.byClass.map((similarity) => similarity * blend.nearSharpness);
    softmax(byNearness);
    const labels = model.labels.map((label, number) => ({
      label,
      chance: (1 - blend.nearShare) * (learned[number] ?? 0) + blend.nearShare * (byNearness[number] ?? 0),
    }));
    labels.sort((a, b) => b.chance - a.chance);
    return { labels, nearest: near.nearest, known: encoded.known };
  };
}
