import type { TopicId } from "../ids.js";
import type { Entry, Knowledge } from "./entry.js";
import { VectorSpace } from "./vector-space.js";
import type { Example } from "./vector-space.js";

export interface Ranked {
  readonly topic: TopicId;
  /** 0 to 1; of the answers given at 0.9 about nine in ten are right. */
  readonly confidence: number;
}

export type Finding =
  | { readonly kind: "answer"; readonly entry: Entry; readonly confidence: number; readonly alternatives: readonly Ranked[] }
  | { readonly kind: "clarify"; readonly confidence: number; readonly alternatives: readonly Ranked[] }
  | {
      readonly kind: "unknown";
      readonly confidence: number;
      readonly alternatives: readonly Ranked[];
      /** The kind of out-of-scope words it looks like, with its own reply. */
      readonly outOfScope: Knowledge["outOfScope"]["kinds"][number] | undefined;
    };

/** Finds the answer to a question. Without side effects; built once for a knowledge base (about 100 ms), then about 1 ms a question. */
export type Retriever = (question: string) => Finding;

/** A topic's score: its three nearest phrasings, the nearest counting most. */
const nearestWeights = [0.6, 0.25, 0.15] as const;
/** Scores to chances: how sharply the best one stands out. */
const sharpness = 22;
const answerFrom = 0.55;
const clarifyFrom = 0.2;
/** Below this similarity to anything known, nothing is near. */
const nearFrom = 0.16;
const outOfScopePrefix = "out-of-scope:";

export function createRetriever(knowledge: Knowledge): Retriever {
  const space = new VectorSpace(examplesOf(knowledge));
  const kinds = new Map(knowledge.outOfScope.kinds.map((kind) => [outOfScopePrefix + kind.id, kind]));
  return (question) => {
    const ranked = chances(scores(space, question));
    const best = ranked[0];
    const topics: readonly Ranked[] = ranked.flatMap(({ label, confidence }) => {
      const entry = knowledge.entries.get(label as TopicId);
      return entry ? [{ topic: entry.id, confidence }] : [];
    });
    const outOfScope = best ? kinds.get(best.label) : undefined;
    const first = topics[0];
    const entry = first && knowledge.entries.get(first.topic);
    if (!best || !first || !entry || outOfScope || best.score < nearFrom || first.confidence < clarifyFrom) {
      return { kind: "unknown", confidence: first?.confidence ?? 0, alternatives: topics.slice(0, 3), outOfScope };
    }
    if (first.confidence < answerFrom) return { kind: "clarify", confidence: first.confidence, alternatives: topics.slice(0, 4) };
    return { kind: "answer", entry, confidence: first.confidence, alternatives: topics.slice(1, 4) };
  };
}

function examplesOf(knowledge: Knowledge): readonly Example[] {
  const asked = [...knowledge.entries.values()].flatMap((entry) =>
    [entry.title, ...entry.asks].map((text) => ({ label: entry.id, text })),
  );
  const outside = knowledge.outOfScope.kinds.flatMap((kind) =>
    kind.lines.map((text) => ({ label: outOfScopePrefix + kind.id, text })),
  );
  return [...asked, ...outside];
}

function scores(space: VectorSpace, question: string): readonly { label: string; score: number }[] {
  const nearest = new Map<string, number[]>();
  for (const { label, similarity } of space.neighbors(question)) {
    const known = nearest.get(label) ?? [];
    known.push(similarity);
    nearest.set(label, known);
  }
  return [...nearest]
    .map(([label, similarities]) => {
      const top = similarities.sort((a, b) => b - a);
      return { label, score: nearestWeights.reduce((sum, weight, rank) => sum + weight * (top[rank] ?? 0), 0) };
    })
    .sort((a, b) => b.score - a.score);
}

/** Softmax over the scores, held down where even the best is far from everything known. */
function chances(scored: readonly { label: string; score: number }[]): readonly { label: string; score: number; confidence: number }[] {
  const best = scored[0]?.score ?? 0;
  const powers = scored.map(({ score }) => Math.exp(sharpness * (score - best)));
  const sum = powers.reduce((total, power) => total + power, 0);
  const nearness = Math.min(1, best / 0.45);
  return scored.map((entry, index) => ({ ...entry, confidence: ((powers[index] ?? 0) / sum) * nearness }));
}
