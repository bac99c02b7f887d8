import type { Block, Reply } from "../conversation/reply.js";
import type { Nonce, TopicId } from "../ids.js";
import type { Entry } from "../knowledge/entry.js";
import { sourceNote } from "./answer-card.js";
import { firstQuestions } from "./suggestions.js";
import type { AdvisorParts } from "./turn-context.js";

/** One answer of a search, ready to be put into a chat. */
export interface FoundAnswer {
  readonly title: string;
  /** Title, short answer, sources; no buttons, since it may stand where the advisor is not. */
  readonly reply: Reply;
}

const foundAtMost = 6;
/** Topics less likely than this are no results. */
const likelyFrom = 0.05;

/** The answers nearest to what is being typed, best first; before anything is, those people start with. Keeps nothing. */
export function findAnswers(
  parts: AdvisorParts,
  query: string,
  { at, nonce }: { readonly at: string; readonly nonce: () => Nonce },
): readonly FoundAnswer[] {
  const typed = query.trim();
  const topics =
    typed === ""
      ? firstQuestions(parts).flatMap(({ says }) => likelyTopics(parts, says).slice(0, 1))
      : [...likelyTopics(parts, typed), ...titled(parts, typed)];
  return [...new Set(topics)].slice(0, foundAtMost).flatMap((topic) => {
    const entry = parts.knowledge.entries.get(topic);
    return entry ? [{ title: entry.title, reply: cardOf(parts, entry, at, nonce()) }] : [];
  });
}

function likelyTopics(parts: AdvisorParts, question: string): readonly TopicId[] {
  const finding = parts.retrieve(question);
  if (finding.kind === "unknown" && finding.outOfScope) return [];
  return [
    ...(finding.kind === "answer" ? [finding.entry, ...finding.also].map(({ id }) => id) : []),
    ...finding.alternatives.flatMap(({ topic, confidence }) => (confidence >= likelyFrom ? [topic] : [])),
    ...(finding.kind === "answer" ? finding.entry.related : []),
  ];
}

/** Half a word is no question yet, but it may begin a title. */
const titled = ({ knowledge }: AdvisorParts, typed: string): readonly TopicId[] =>
  [...knowledge.entries.values()].flatMap(({ id, title }) =>
    title.toLowerCase().includes(typed.toLowerCase()) ? [id] : [],
  );

function cardOf(parts: AdvisorParts, entry: Entry, at: string, nonce: Nonce): Reply {
  const blocks: readonly Block[] = [
    { kind: "heading", text: entry.title },
    { kind: "markdown", markdown: entry.short },
    { kind: "note", markdown: sourceNote({ parts, at }, entry) },
  ];
  return { nonce, blocks, audience: "everyone", replaces: false };
}
