import type { Encoded } from "./feature-space.js";

/** A text of a known class. */
export interface LabeledText {
  readonly encoded: Encoded;
  /** The class's number. */
  readonly label: number;
  /** How much it counts beside others. */
  readonly weight: number;
}

/** Softmax (multinomial logistic) regression: one weight for each feature and class, feature by feature. */
export interface ClassifierData {
  readonly classes: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface LearningPlan {
  /** Times over all texts. */
  readonly epochs: number;
  readonly rate: number;
  /** Pulls weights toward zero, so that no rare word decides alone. */
  readonly decay: number;
  /** The share of certainty kept back from the right class and spread over all. */
  readonly smoothing: number;
}
export const learningPlan: LearningPlan = { epochs: 12, rate: 1.2, decay: 1e-6, smoothing: 0.05 };

/** Learns by stochastic gradient descent with a step for each feature of its own (AdaGrad). The same texts give the same result. */
export function learnClassifier(
  texts: readonly LabeledText[],
  features: number,
  classes: number,
  plan: LearningPlan = learningPlan,
): ClassifierData {
  const weights = new Float32Array(features * classes);
  const bias = new Float32Array(classes);
  const travelled = new Float32Array(features).fill(1e-2);
  const scores = new Float32Array(classes);
  const random = numbersFrom(42);
  const order = texts.map((_, index) => index);
  for (let epoch = 0; epoch < plan.epochs; epoch += 1) {
    shuffle(order, random);
    const cooling = 1 - (0.9 * epoch) / plan.epochs;
    for (const index of order) {
      const text = texts[index];
      if (!text) continue;
      const { features: ids, weights: values } = text.encoded;
      score({ classes, weights, bias }, text.encoded, scores);
      softmax(scores);
      // The gradient of the loss by score: what was given less what was wanted.
      let square = 0;
      for (let label = 0; label < classes; label += 1) {
        const wanted = plan.smoothing / classes + (label === text.label ? 1 - plan.smoothing : 0);
        const slope = ((scores[label] ?? 0) - wanted) * text.weight;
        scores[label] = slope;
        square += slope * slope;
        bias[label] = (bias[label] ?? 0) - 0.01 * cooling * slope;
      }
      for (let at = 0; at < ids.length; at += 1) {
        const id = ids[at] ?? 0;
        const value = values[at] ?? 0;
        travelled[id] = (travelled[id] ?? 0) + value * value * square;
        const step = (plan.rate * cooling * value) / Math.sqrt(travelled[id] ?? 1);
        const from = id * classes;
        const kept = 1 - plan.decay;
        for (let label = 0; label < classes; label += 1)
          weights[from + label] = (weights[from + label] ?? 0) * kept - step * (scores[label] ?? 0);
      }
    }
  }
  return { classes, weights, bias };
}

/** The same with weights of one byte each: `weights[feature * classes + class] * scales[feature]`. */
export interface CompactClassifier {
  readonly classes: number;
  readonly weights: Int8Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
}

export function compactClassifier({ classes, weights, bias }: ClassifierData): CompactClassifier {
  const features = weights.length / classes;
  const compact = { classes, weights: new Int8Array(weights.length), scales: new Float32Array(features), bias };
  for (let feature = 0; feature < features; feature += 1) {
    const own = weights.subarray(feature * classes, (feature + 1) * classes);
    let most = 0;
    for (const weight of own) most = Math.max(most, Math.abs(weight));
    const scale = most / 127 || 1;
    compact.scales[feature] = scale;
    own.forEach((weight, label) => {
      compact.weights[feature * classes + label] = Math.round(weight / scale);
    });
  }
  return compact;
}

/** Fills `scores` with one number a class; higher is likelier. */
export function scoreCompact(
  { classes, weights, scales, bias }: CompactClassifier,
  text: Encoded,
  scores: Float32Array,
): void {
  scores.set(bias);
  for (let at = 0; at < text.features.length; at += 1) {
    const feature = text.features[at] ?? 0;
    const from = feature * classes;
    const value = (text.weights[at] ?? 0) * (scales[feature] ?? 0);
    for (let label = 0; label < classes; label += 1)
      scores[label] = (scores[label] ?? 0) + value * (weights[from + label] ?? 0);
  }
}

function score({ classes, weights, bias }: ClassifierData, text: Encoded, scores: Float32Array): void {
  scores.set(bias);
  for (let at = 0; at < text.features.length; at += 1) {
    const from = (text.features[at] ?? 0) * classes;
    const value = text.weights[at] ?? 0;
    for (let label = 0; label < classes; label += 1)
      scores[label] = (scores[label] ?? 0) + value * (weights[from + label] ?? 0);
  }
}

/** Scores to chances that add up to 1, in place. */
export function softmax(scores: Float32Array): void {
  let most = -Infinity;
  for (const value of scores) if (value > most) most = value;
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const power = Math.exp((scores[at] ?? 0) - most);
    scores[at] = power;
    sum += power;
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / sum;
}

/** Repeatable numbers from 0 to 1 (mulberry32): learning twice from the same texts gives the same. */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
}
