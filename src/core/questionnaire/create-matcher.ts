import type { QuestionId } from "../ids.js";
import type { Vocabulary } from "../knowledge/language/vocabulary.js";
import type { LearnedModel } from "../knowledge/learning/learn.js";
import { createRanker } from "../knowledge/learning/rank.js";
import type { RankedLabel } from "../knowledge/learning/rank.js";
import { certifiedLabel, outsideLabel, prepareQuestions } from "./customer-asks.js";
import type { CustomerMatch, CustomerQuestionMatcher, MatchedQuestion } from "./match.js";

/** Chances from which something is done; chosen on left-out lines (every fifth), see bench/questionnaire.mjs. */
export const matchDecision = {
  /** Below this for the first question it counts as outside … */
  draftFrom: 0.3,
  /** … and so it does when outside has more than this. */
  outsideAtMost: 0.3,
  /** About the certificate, when that comes first with at least this. */
  certifiedFrom: 0.35,
  /** Less likely questions are not offered. */
  offerFrom: 0.07,
} as const;

const mostAlternatives = 3;

export function createCustomerMatcher(
  model: LearnedModel,
  vocabulary: Vocabulary,
  aboutAi: readonly string[],
): CustomerQuestionMatcher {
  const rank = createRanker(model, vocabulary);
  const prepare = prepareQuestions(aboutAi);
  return (text) => decideMatch(rank(prepare(text)));
}

/** Ranked labels to what is done about them. */
export function decideMatch(ranking: readonly RankedLabel[]): CustomerMatch {
  const chanceOf = (wanted: string): number => ranking.find(({ label }) => label === wanted)?.chance ?? 0;
  const [first] = ranking;
  if (first?.label === certifiedLabel && first.chance >= matchDecision.certifiedFrom)
    return { kind: "certified", confidence: first.chance };
  const questions = ranking
    .filter(({ label, chance }) => !isOutside(label) && chance >= matchDecision.offerFrom)
    .map(({ label, chance }): MatchedQuestion => ({ question: label as QuestionId, confidence: chance }));
  const [best, ...others] = questions;
  const outside = chanceOf(outsideLabel);
  if (!best || best.confidence < matchDecision.draftFrom || outside > matchDecision.outsideAtMost)
    return { kind: "outside", confidence: outside, alternatives: questions.slice(0, mostAlternatives) };
  return { kind: "question", ...best, alternatives: others.slice(0, mostAlternatives) };
}

const isOutside = (label: string): boolean => label === outsideLabel || label === certifiedLabel;
