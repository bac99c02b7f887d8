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
const sharpness = 9;
/** The best score of a question that was asked almost like this before; below it the confidence is held down. */
const usualBest = 0.85;
const answerFrom = 0.55;
const clarifyFrom = 0.15;
/** Below this similarity to anything known, nothing is near. */
const nearFrom = 0.2;
const outOfScopePrefix = "out-of-scope:";

export function createRetriever(knowledge: Knowledge): Retriever {
  const examples = examplesOf(knowledge);
  const spaces: Spaces = { lines: new VectorSpace(examples), wholes: new VectorSpace(wholesOf(knowledge, examples)) };
  const kinds = new Map(knowledge.outOfScope.kinds.map((kind) => [outOfScopePrefix + kind.id, kind]));
  return (question) => {
    const ranked = chances(scores(spaces, question));
    const best = ranked[0];
    const found: readonly Ranked[] = ranked.flatMap(({ label, confidence }) => {
      const entry = knowledge.entries.get(label as TopicId);
      return entry ? [{ topic: entry.id, confidence }] : [];
    });
    // Topics that share nothing with the question come last, so that there are always next ones to name.
    const named = new Set(found.map(({ topic }) => topic));
    const topics = [...found, ...[...knowledge.entries.keys()].filter((topic) => !named.has(topic)).map((topic) => ({ topic, confidence: 0 }))];
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

interface Spaces {
  /** One example a phrasing: what was asked almost like this before. */
  readonly lines: VectorSpace;
  /** One example a topic, all its texts together: what it is about, whatever the words' order. */
  readonly wholes: VectorSpace;
}

function wholesOf(knowledge: Knowledge, examples: readonly Example[]): readonly Example[] {
  const texts = new Map<string, string[]>();
  for (const { label, text } of examples) texts.set(label, [...(texts.get(label) ?? []), text]);
  for (const entry of knowledge.entries.values()) texts.get(entry.id)?.push(entry.short, entry.detail);
  return [...texts].map(([label, parts]) => ({ label, text: parts.join(" \n ") }));
}

/** How much the whole topic counts beside the nearest phrasings; found by cross-validation (bench/retrieval). */
const wholeWeight = 2;

function scores(spaces: Spaces, question: string): readonly { label: string; score: number }[] {
  const nearest = new Map<string, number[]>();
  for (const { label, similarity } of spaces.lines.neighbors(question)) {
    const known = nearest.get(label) ?? [];
    known.push(similarity);
    nearest.set(label, known);
  }
  const wholes = new Map(spaces.wholes.neighbors(question).map(({ label, similarity }) => [label, similarity]));
  return [...nearest]
    .map(([label, similarities]) => {
      const top = similarities.sort((a, b) => b - a);
      const near = nearestWeights.reduce((sum, weight, rank) => sum + weight * (top[rank] ?? 0), 0);
      return { label, score: near + wholeWeight * (wholes.get(label) ?? 0) };
    })
    .sort((a, b) => b.score - a.score);
}

/** Softmax over the scores, held down where even the best is far from everything known. */
function chances(scored: readonly { label: string; score: number }[]): readonly { label: string; score: number; confidence: number }[] {
  const best = scored[0]?.score ?? 0;
  const powers = scored.map(({ score }) => Math.exp(sharpness * (score - best)));
  const sum = powers.reduce((total, power) => total + power, 0);
  const nearness = Math.min(1, best / usualBest);
  return scored.map((entry, index) => ({ ...entry, confidence: ((powers[index] ?? 0) / sum) * nearness }));
}
