import type { TopicId } from "../ids.js";
import type { Entry, Knowledge } from "./entry.js";
import type { Finding, Found, OutOfScopeKind } from "./finding.js";
import type { RankedLabel } from "./learning/rank.js";

/** Chances from which something is done; chosen on left-out phrasings and the tuning part of bench/retrieval, see docs/retrieval.md. */
export const decision = {
  /** Answer straight when the first topic has at least this chance, … */
  answerFrom: 0.5,
  /** … the second at most this share of it … */
  secondAtMost: 0.55,
  /** … and the kinds outside together at most this; else ask back. */
  answerOutsideAtMost: 0.13,
  /** Decline when the kinds outside have more than this together … */
  outsideFrom: 0.3,
  /** … or even the first topic has less. */
  clarifyFrom: 0.14,
  /** Each of two questions in one message must be this clear alone. */
  eachFrom: 0.7,
  /** How much of a follow-up's sense is in its own words, beside the same words said of the last topic. */
  ownShare: 0.6,
} as const;

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
    .map(({ label, chance }) => ({ topic: label as TopicId, confidence: chance }));
  const first = inside[0];
  const entry = first && knowledge.entries.get(first.label as TopicId);
  const confidence = first?.chance ?? 0;
  if (!entry || outsideChance > decision.outsideFrom || first.chance < decision.clarifyFrom) {
    const likeliest = outside[0];
    const known = likeliest && likeliest.chance > (first?.chance ?? 0) ? kinds.get(likeliest.label) : undefined;
    return { kind: "unknown", confidence, alternatives: topics, outOfScope: known };
  }
  const isClear =
    first.chance >= decision.answerFrom &&
    (inside[1]?.chance ?? 0) <= decision.secondAtMost * first.chance &&
    outsideChance <= decision.answerOutsideAtMost;
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
