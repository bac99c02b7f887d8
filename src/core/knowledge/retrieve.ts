import type { TopicId } from "../ids.js";
import type { Entry, Knowledge } from "./entry.js";
import { readFollowUp } from "./follow-up.js";
import { questionsIn } from "./language/split-questions.js";
import { outOfScopeLabel } from "./learning/learn.js";
import type { LearnedModel } from "./learning/learn.js";
import { createRanker } from "./learning/rank.js";
import type { RankedLabel } from "./learning/rank.js";

export interface Ranked {
  readonly topic: TopicId;
  /** 0 to 1; of the answers given at 0.9 about nine in ten are right. */
  readonly confidence: number;
}

interface Found {
  /** That the first topic is the right one, 0 to 1. */
  readonly confidence: number;
  /** The next ones for an answer, else all, best first. */
  readonly alternatives: readonly Ranked[];
}

export type OutOfScopeKind = Knowledge["outOfScope"]["kinds"][number];

export type Finding =
  | (Found & {
      readonly kind: "answer";
      readonly entry: Entry;
      /** What a second question in the same message asks about. */
      readonly also: readonly Entry[];
      /** True: the question asks for more of the last answer. */
      readonly whole: boolean;
    })
  | (Found & { readonly kind: "clarify" })
  | (Found & {
      readonly kind: "unknown";
      /** The kind of out-of-scope words it looks like, with its own reply. */
      readonly outOfScope: OutOfScopeKind | undefined;
    });

/** Finds the answer to a question; `last` is the topic of the answer before it in the same conversation. Without side effects. */
export type Retriever = (question: string, last?: TopicId) => Finding;

/**
 * Found by cross-validation and on the tuning part of the development set (bench/retrieval); see docs/retrieval.md.
 * Chances here are raw; `confidence` is what a person may rely on.
 */
export const decision = {
  /** Answer straight from this chance on … */
  answerFrom: 0.42,
  /** … when the second topic has at most this share of it; else ask back. */
  secondAtMost: 0.7,
  /** Decline when the kinds outside have more than this together. */
  outsideFrom: 0.5,
  /** Decline when even the first topic has less. */
  clarifyFrom: 0.08,
  /** Each of two questions in one message must be this clear alone. */
  eachFrom: 0.6,
  /** How much of a follow-up's sense is in its own words, beside the same words said of the last topic. */
  ownShare: 0.6,
} as const;

/** Chance to confidence: a logistic curve over the log-odds, fitted on held-out phrasings. */
export const calibration = { slope: 1, offset: 0 };

const mostAlternatives = 4;

/** What every conversation here is about; a follow-up such as "and SOC 2?" leaves it out. */
const subject = "ISO 42001";

export function createRetriever(knowledge: Knowledge, model: LearnedModel): Retriever {
  const rank = createRanker(model, knowledge.vocabulary);
  const kinds = new Map(knowledge.outOfScope.kinds.map((kind) => [outOfScopeLabel(kind.id), kind]));
  const weigh = (ranking: readonly RankedLabel[]): Finding => decide(ranking, knowledge, kinds);
  /** Greetings and small talk stay what they are; "SOC 2?" is outside alone, but not when said of the subject. */
  const isOutside = ([first]: readonly RankedLabel[], anchored: readonly RankedLabel[]): boolean =>
    first !== undefined &&
    kinds.has(first.label) &&
    first.chance > (anchored.find(({ label }) => !kinds.has(label))?.chance ?? 0);
  const lean = (question: string, last: Entry): Finding | undefined => {
    const followUp = readFollowUp(question, last.title);
    if (!followUp) return undefined;
    if (followUp.kind === "more") return answered(last, { confidence: 1, alternatives: relatedOf(last) }, true);
    const alone = rank(followUp.alone);
    const anchored = rank(`${subject} ${followUp.alone}`);
    if (isOutside(alone, anchored)) return undefined;
    const own = combine(alone, anchored, (one, other) => (one + other) / 2);
    const about = rank(`${subject} ${followUp.about}`);
    // Likely by its own words and as a question about the last topic: the product asks for both.
    const found = weigh(
      combine(own, about, (said, meant) => said ** decision.ownShare * meant ** (1 - decision.ownShare)),
    );
    return found.kind === "answer" && found.entry.id === last.id ? { ...found, whole: true } : found;
  };
  return (question, last) => {
    const lastEntry = last === undefined ? undefined : knowledge.entries.get(last);
    const leaning = lastEntry && lean(question, lastEntry);
    if (leaning && leaning.kind !== "unknown") return leaning;
    const found = weigh(rank(question));
    return withSecond(found, questionsIn(question).map((part) => weigh(rank(part))));
  };
}

function decide(ranking: readonly RankedLabel[], knowledge: Knowledge, kinds: ReadonlyMap<string, OutOfScopeKind>): Finding {
  const inside = ranking.filter(({ label }) => !kinds.has(label));
  const outside = ranking.filter(({ label }) => kinds.has(label));
  const outsideChance = outside.reduce((sum, { chance }) => sum + chance, 0);
  const topics = inside
    .slice(0, mostAlternatives)
    .map(({ label, chance }) => ({ topic: label as TopicId, confidence: toConfidence(chance) }));
  const first = inside[0];
  const entry = first && knowledge.entries.get(first.label as TopicId);
  const confidence = toConfidence(first?.chance ?? 0);
  if (!entry || outsideChance > decision.outsideFrom || first.chance < decision.clarifyFrom) {
    const likeliest = outside[0];
    const known = likeliest && likeliest.chance > (first?.chance ?? 0) ? kinds.get(likeliest.label) : undefined;
    return { kind: "unknown", confidence, alternatives: topics, outOfScope: known };
  }
  const isClear =
    first.chance >= decision.answerFrom && (inside[1]?.chance ?? 0) <= decision.secondAtMost * first.chance;
  return isClear
    ? answered(entry, { confidence, alternatives: topics.slice(1) }, false)
    : { kind: "clarify", confidence, alternatives: topics };
}

const answered = (entry: Entry, found: Found, whole: boolean): Finding => ({
  kind: "answer",
  entry,
  ...found,
  also: [],
  whole,
});

const relatedOf = (entry: Entry): readonly Ranked[] => entry.related.map((topic) => ({ topic, confidence: 0 }));

/** The answers to each question of a message that asks clearly about two or more topics; else as found for the whole. */
function withSecond(found: Finding, parts: readonly Finding[]): Finding {
  const clear = parts.flatMap((part) =>
    part.kind === "answer" && part.confidence >= decision.eachFrom ? [part] : [],
  );
  const entries = [...new Map(clear.map((part) => [part.entry.id, part.entry])).values()];
  if (entries.length < 2) return found;
  const near = new Set([
    ...(found.kind === "answer" ? [found.entry.id] : []),
    ...found.alternatives.slice(0, 3).map(({ topic }) => topic),
  ]);
  // The whole message must hint at each of them: a story's side remark is not a second question.
  const asked = entries.filter(({ id }) => near.has(id));
  const [first, ...also] = asked;
  if (!first || also.length === 0) return found;
  const confidence = Math.min(...clear.map((part) => part.confidence));
  return { kind: "answer", entry: first, also: also.slice(0, 2), whole: false, confidence, alternatives: found.alternatives };
}

/** Two rankings as one, by label; the chances add up to 1 again. */
function combine(
  one: readonly RankedLabel[],
  other: readonly RankedLabel[],
  together: (one: number, other: number) => number,
): readonly RankedLabel[] {
  const others = new Map(other.map(({ label, chance }) => [label, chance]));
  const both = one.map(({ label, chance }) => ({ label, chance: together(chance, others.get(label) ?? 0) }));
  const total = both.reduce((sum, { chance }) => sum + chance, 0) || 1;
  return both.map(({ label, chance }) => ({ label, chance: chance / total })).sort((a, b) => b.chance - a.chance);
}

function toConfidence(chance: number): number {
  const clamped = Math.min(Math.max(chance, 1e-6), 1 - 1e-6);
  const odds = Math.log(clamped / (1 - clamped));
  return 1 / (1 + Math.exp(-(calibration.slope * odds + calibration.offset)));
}
