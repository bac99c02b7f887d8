import { availableParallelism } from "node:os";
import type { TopicId } from "../../core/ids.js";
import type { Knowledge } from "../../core/knowledge/entry.js";
import { createTextReader } from "../../core/knowledge/language/senses.js";
import { FeatureSpace, learnFeatureSpace } from "../../core/knowledge/learning/feature-space.js";
import type { Encoded } from "../../core/knowledge/learning/feature-space.js";
import type { LearnedModel } from "../../core/knowledge/learning/learn.js";
import type { LearningInput } from "../../core/knowledge/learning/learning-input.js";
import { learningInputOf } from "../../core/knowledge/learning/learning-input.js";
import { createRanker } from "../../core/knowledge/learning/rank.js";
import type { Ranker } from "../../core/knowledge/learning/rank.js";
import { learnBeside } from "../model-cache.js";

/** One way people ask about a topic, as number `index` of its `asks`. */
export interface Phrasing {
  readonly topic: TopicId;
  readonly index: number;
  readonly text: string;
}

export interface Judged extends Phrasing {
  /** What the search takes it for: a topic or an out-of-scope kind. */
  readonly taken: string;
  /** The chance it gives to the right topic, 0 to 1. */
  readonly chance: number;
}

export const phrasingsOf = (knowledge: Knowledge): readonly Phrasing[] =>
  [...knowledge.entries.values()].flatMap(({ id, asks }) => asks.map((text, index) => ({ topic: id, index, text })));

function judge(phrasing: Phrasing, rank: Ranker): Judged {
  const labels = rank(phrasing.text);
  return {
    ...phrasing,
    taken: labels[0]?.label ?? "",
    chance: labels.find(({ label }) => label === phrasing.topic)?.chance ?? 0,
  };
}

/** Phrasings that the search, having learned them, still sends elsewhere: two topics claim the same words. */
export function phrasingsSentElsewhere(knowledge: Knowledge, model: LearnedModel): readonly Judged[] {
  const rank = createRanker(model, knowledge.vocabulary);
  return phrasingsOf(knowledge)
    .map((phrasing) => judge(phrasing, rank))
    .filter(({ taken, topic }) => taken !== topic);
}

const folds = 5;

/**
 * How each phrasing fares when it was left out of learning: five times, a fifth is left out and asked. Several seconds a
 * fold, so as many at once as the machine has processors.
 */
export async function judgeLeftOut(knowledge: Knowledge): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  const waiting = Array.from({ length: folds }, (_, fold) => fold);
  const work = async (): Promise<void> => {
    for (let fold = waiting.shift(); fold !== undefined; fold = waiting.shift()) {
      const current = fold;
      const rank = createRanker(await learnBeside(withoutFold(knowledge, current)), knowledge.vocabulary);
      const left = phrasingsOf(knowledge).filter(({ index }) => index % folds === current);
      judged.push(...left.map((phrasing) => judge(phrasing, rank)));
    }
  };
  await Promise.all(Array.from({ length: Math.min(folds, availableParallelism()) }, work));
  return judged;
}

/** What is learned from when one fold of the phrasings (every fifth) is left out. */
export function withoutFold(knowledge: Knowledge, fold: number): LearningInput {
  const entries = [...knowledge.entries].map(
    ([id, entry]) => [id, { ...entry, asks: entry.asks.filter((_, index) => index % folds !== fold) }] as const,
  );
  return learningInputOf({ ...knowledge, entries: new Map(entries) });
}

export interface NearDuplicate {
  readonly one: Phrasing;
  readonly other: Phrasing;
  /** Cosine similarity, 0 to 1. */
  readonly similarity: number;
}

/** Two texts as alike as `from` share nearly all their weight, so surely one of each text's rarest words. */
const rarestWords = 4;

/** Pairs of phrasings of different topics that are almost the same words: they confuse the search, and the editor. */
export function nearDuplicates(knowledge: Knowledge, from = 0.92): readonly NearDuplicate[] {
  const read = createTextReader(knowledge.vocabulary);
  const texts = phrasingsOf(knowledge).map((phrasing) => ({ phrasing, read: read(phrasing.text) }));
  const space = new FeatureSpace(learnFeatureSpace(texts.map((text) => text.read)));
  const commonness = new Map<string, number>();
  for (const { words } of texts.map((text) => text.read))
    for (const word of new Set(words)) commonness.set(word, (commonness.get(word) ?? 0) + 1);
  const byRareWord = new Map<string, Comparable[]>();
  const found: NearDuplicate[] = [];
  for (const text of texts) {
    const current: Comparable = { phrasing: text.phrasing, weights: weightsOf(space.encode(text.read)) };
    const rare = [...new Set(text.read.words)]
      .sort((a, b) => (commonness.get(a) ?? 0) - (commonness.get(b) ?? 0))
      .slice(0, rarestWords);
    const candidates = new Set(rare.flatMap((word) => byRareWord.get(word) ?? []));
    for (const before of candidates) {
      if (before.phrasing.topic === current.phrasing.topic) continue;
      const similarity = cosine(before.weights, current.weights);
      if (similarity >= from) found.push({ one: before.phrasing, other: current.phrasing, similarity });
    }
    for (const word of rare) {
      const known = byRareWord.get(word);
      if (known) known.push(current);
      else byRareWord.set(word, [current]);
    }
  }
  return found.sort((a, b) => b.similarity - a.similarity);
}

type Weights = ReadonlyMap<number, number>;
interface Comparable {
  readonly phrasing: Phrasing;
  readonly weights: Weights;
}

const weightsOf = ({ features, weights }: Encoded): Weights =>
  new Map(Array.from(features, (feature, at) => [feature, weights[at] ?? 0]));

/** Of two texts whose weights' squares add up to 1. */
function cosine(one: Weights, other: Weights): number {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [feature, weight] of few) sum += weight * (many.get(feature) ?? 0);
  return sum;
}
