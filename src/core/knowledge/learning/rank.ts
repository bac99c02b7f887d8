import { createTextReader } from "../language/senses.js";
import { createSpeller } from "../language/spelling.js";
import type { Vocabulary } from "../language/vocabulary.js";
import { scoreCompact, softmax } from "./classifier.js";
import { FeatureSpace } from "./feature-space.js";
import type { LearnedModel } from "./learn.js";

export interface RankedLabel {
  readonly label: string;
  /** That it is the right one, 0 to 1: of those given 0.9 about nine in ten are right. All labels' chances add up to 1. */
  readonly chance: number;
}

/**
 * The classifier learns to hold back (its smoothing), and so is surer than it says. This much sharper, what it says of
 * left-out phrasings and of the tuning questions is what came true; see docs/retrieval.md.
 */
const sharpness = 1.4;

/** Text to labels, likeliest first; built once from what was learned. */
export type Ranker = (text: string) => readonly RankedLabel[];

export function createRanker(model: LearnedModel, vocabulary: Vocabulary): Ranker {
  const read = createTextReader(vocabulary, createSpeller(model.words));
  const space = new FeatureSpace(model.space);
  const chances = new Float32Array(model.labels.length);
  return (text) => {
    scoreCompact(model.classifier, space.encode(read(text)), chances);
    for (let label = 0; label < chances.length; label += 1) chances[label] = (chances[label] ?? 0) * sharpness;
    softmax(chances);
    return model.labels
      .map((label, number) => ({ label, chance: chances[number] ?? 0 }))
      .sort((a, b) => b.chance - a.chance);
  };
}

/** Two rankings as one, by label; the chances add up to 1 again. */
export function combine(
  one: readonly RankedLabel[],
  other: readonly RankedLabel[],
  together: (one: number, other: number) => number,
): readonly RankedLabel[] {
  const others = new Map(other.map(({ label, chance }) => [label, chance]));
  const both = one.map(({ label, chance }) => ({ label, chance: together(chance, others.get(label) ?? 0) }));
  const total = both.reduce((sum, { chance }) => sum + chance, 0) || 1;
  return both.map(({ label, chance }) => ({ label, chance: chance / total })).sort((a, b) => b.chance - a.chance);
}
