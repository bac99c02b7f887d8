import type { QuestionId } from "../ids.js";
import type { Vocabulary } from "../knowledge/language/vocabulary.js";
import type { LearnedModel } from "../knowledge/learning/learn.js";
import { createRanker } from "../knowledge/learning/rank.js";
import type { RankedLabel, Ranker } from "../knowledge/learning/rank.js";
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
  let ranker: Ranker | undefined;
  // Made with the first question: most runs of the program are asked none.
  const rank: Ranker = (text) => (ranker ??= createRanker(model, vocabulary))(text);
  const prepare = prepareQuestions(aboutAi);
  const namesAi = (text: string): boolean => prepare(text) === text;
  return (text, within = "") => {
    const isAboutAi = namesAi(text) || namesAi(within);
    const prepared = isAboutAi ? text : prepare(text);
    const isOfOthers = othersWords.test(text);
    const match = decideMatch(rank(prepared).filter(({ label }) => !(isOfOthers && label === certifiedLabel)));
    if (!isOfOthers && asksForCertificate(text))
      return { kind: "certified", confidence: Math.max(match.confidence, certifiedByWords) };
    return isAboutAi ? match : offeredOnly(match);
  };
}

/** How often a text with these words does ask for the certificate. */
const certifiedByWords = 0.9;
const certificateWords = /\b(?:certif(?:y|ied|ication|icate)s?|certs?|accredit(?:ed|ation))\b/iu;
const standardWords = /\b42001\b|\bAIMS\b|\b(?:AI|artificial intelligence) management system\b/iu;
/** Somebody else's certificate. */
const othersWords =
  /\b(?:your|third[- ]party)\s+(?:\S+\s+){0,2}(?:suppliers?|vendors?|providers?|sub-?processors?|subcontractors?)\b/iu;

const asksForCertificate = (text: string): boolean => certificateWords.test(text) && standardWords.test(text);

/**
 * Most questionnaires ask the same of security in general: "Is there an incident response plan?". What names nothing of AI
 * is offered, never drafted by itself.
 */
function offeredOnly(match: CustomerMatch): CustomerMatch {
  if (match.kind !== "question") return match;
  const { question, confidence, alternatives } = match;
  return {
    kind: "outside",
    confidence: 1 - confidence,
    alternatives: [{ question, confidence }, ...alternatives].slice(0, mostAlternatives),
  };
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
