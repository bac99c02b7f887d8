import type { TopicId } from "../ids.js";
import { answered, decide, decision } from "./decide.js";
import type { Entry, Knowledge } from "./entry.js";
import type { Finding, Ranked } from "./finding.js";
import { readFollowUp } from "./follow-up.js";
import { questionsIn } from "./language/split-questions.js";
import { outOfScopeLabel } from "./learning/learn.js";
import type { LearnedModel } from "./learning/learn.js";
import { combine, createRanker } from "./learning/rank.js";
import type { RankedLabel } from "./learning/rank.js";

/** Finds the answer to a question; `last` is the topic of the answer before it in the same conversation. Without side effects. */
export type Retriever = (question: string, last?: TopicId) => Finding;

/** A message is nothing but questions when they make up this share of it. */
const asksOnlyFrom = 0.8;

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
    const inside = alone.filter(({ label }) => !kinds.has(label));
    const own = combine(inside, anchored, (one, other) => (one + other) / 2);
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
    const parts = questionsIn(question);
    if (parts.length < 2) return found;
    const asksOnly = parts.join(" ").length >= asksOnlyFrom * question.trim().length;
    return withSecond(
      found,
      parts.map((part) => weigh(rank(part))),
      asksOnly,
    );
  };
}

const relatedOf = (entry: Entry): readonly Ranked[] => entry.related.map((topic) => ({ topic, confidence: 0 }));

/** The answers to each question of a message that asks clearly about two or more topics; else as found for the whole. */
function withSecond(found: Finding, parts: readonly Finding[], asksOnly: boolean): Finding {
  const clear = parts.flatMap((part) => (part.kind === "answer" && part.confidence >= decision.eachFrom ? [part] : []));
  const entries = [...new Map(clear.map((part) => [part.entry.id, part.entry])).values()];
  if (entries.length < 2) return found;
  const near = new Set([
    ...(found.kind === "answer" ? [found.entry.id] : []),
    ...found.alternatives.slice(0, 3).map(({ topic }) => topic),
  ]);
  // In a story the whole message must hint at each of them: a side remark is not a second question.
  const asked = entries.filter(({ id }) => asksOnly || near.has(id));
  const [first, ...also] = asked;
  if (!first || also.length === 0) return found;
  const told = [first, ...also.slice(0, 2)].map(({ id }) => id);
  return {
    kind: "answer",
    entry: first,
    also: also.slice(0, 2),
    whole: false,
    confidence: Math.min(...clear.flatMap((part) => (told.includes(part.entry.id) ? [part.confidence] : []))),
    alternatives: found.alternatives.filter(({ topic }) => !told.includes(topic)),
  };
}
