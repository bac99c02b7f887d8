import type { Encoded } from "./feature-space.js";
import type { LabeledText } from "./classifier.js";

/** From each feature to the texts that have it: `texts[starts[f] .. starts[f + 1]]` with the weights beside them. */
export interface PhrasingIndexData {
  readonly classes: number;
  readonly labels: Uint16Array;
  readonly starts: Uint32Array;
  readonly texts: Uint16Array;
  readonly weights: Float32Array;
}

export function learnPhrasingIndex(texts: readonly LabeledText[], features: number, classes: number): PhrasingIndexData {
  const starts = new Uint32Array(features + 1);
  for (const { encoded } of texts) for (const id of encoded.features) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  for (let id = 0; id < features; id += 1) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
  const next = starts.slice();
  const total = starts[features] ?? 0;
  const data = {
    classes,
    labels: Uint16Array.from(texts, ({ label }) => label),
    starts,
    texts: new Uint16Array(total),
    weights: new Float32Array(total),
  };
  texts.forEach(({ encoded }, text) => {
    encoded.features.forEach((id, at) => {
      const place = next[id] ?? 0;
      data.texts[place] = text;
      data.weights[place] = encoded.weights[at] ?? 0;
      next[id] = place + 1;
    });
  });
  return data;
}

/** A class's nearness: its three nearest phrasings, the nearest counting most. */
const nearestWeights = [0.6, 0.25, 0.15] as const;

/** For each class how near its phrasings are, 0 to 1 (cosine similarity). `nearest` is the best single one of all. */
export function nearness(
  index: PhrasingIndexData,
  text: Encoded,
): { readonly byClass: Float32Array; readonly nearest: number } {
  const sums = new Float32Array(index.labels.length);
  for (let at = 0; at < text.features.length; at += 1) {
    const id = text.features[at] ?? 0;
    const weight = text.weights[at] ?? 0;
    const end = index.starts[id + 1] ?? 0;
    for (let place = index.starts[id] ?? 0; place < end; place += 1) {
      const other = index.texts[place] ?? 0;
      sums[other] = (sums[other] ?? 0) + weight * (index.weights[place] ?? 0);
    }
  }
  const top = new Float32Array(index.classes * 3);
  let nearest = 0;
  for (let other = 0; other < sums.length; other += 1) {
    const similarity = sums[other] ?? 0;
    if (similarity > nearest) nearest = similarity;
    const at = (index.labels[other] ?? 0) * 3;
    if (similarity <= (top[at + 2] ?? 0)) continue;
    if (similarity > (top[at] ?? 0)) {
      top[at + 2] = top[at + 1] ?? 0;
      top[at + 1] = top[at] ?? 0;
      top[at] = similarity;
    } else if (similarity > (top[at + 1] ?? 0)) {
      top[at + 2] = top[at + 1] ?? 0;
      top[at + 1] = similarity;
    } else top[at + 2] = similarity;
  }
  const byClass = new Float32Array(index.classes);
  for (let label = 0; label < index.classes; label += 1)
    byClass[label] = nearestWeights.reduce((sum, weight, rank) => sum + weight * (top[label * 3 + rank] ?? 0), 0);
  return { byClass, nearest };
}
