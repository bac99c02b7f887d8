import { createInterface } from "node:readline";
import { knowledgeFolder } from "../compose-advisor.js";
import { obtainContent } from "../content/kept-content.js";
import { loadWords } from "../content/load-content.js";
import type { Phrases } from "../core/conversation/phrases.js";
import type { Knowledge } from "../core/knowledge/entry.js";
import { obtainModel } from "../content/model-cache.js";
import { learningInputOf } from "../core/knowledge/learning/learning-input.js";
import { createRetriever } from "../core/knowledge/retrieve.js";
import type { Finding } from "../core/knowledge/finding.js";
import type { Retriever } from "../core/knowledge/retrieve.js";
import { coreWordKeys } from "../core/words.js";
import type { CoreWordKey } from "../core/words.js";
import { harmless } from "../doors/terminal/text.js";

/** What `ask --json` prints; fields may be added, never removed or renamed. */
interface Printed {
  readonly question: string;
  readonly kind: Finding["kind"];
  readonly topic: string | null;
  readonly confidence: number;
  readonly alternatives: readonly { readonly topic: string; readonly confidence: number }[];
  readonly title: string | null;
  readonly answer: string;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  readonly reviewed: string | null;
  readonly related: readonly string[];
  /** The answers to further questions of the same message. */
  readonly also?: readonly { readonly topic: string; readonly title: string; readonly answer: string }[];
}

interface AskParts {
  readonly retrieve: Retriever;
  readonly words: Phrases<CoreWordKey>;
  readonly knowledge: Knowledge;
}

/** Answers one question, or one a line from standard input when none is given; a blank line is `unknown`. */
export async function ask(question: string, asJson: boolean): Promise<void> {
  const { knowledge } = await obtainContent(knowledgeFolder());
  const parts = {
    knowledge,
    retrieve: createRetriever(knowledge, await obtainModel(learningInputOf(knowledge))),
    words: await loadWords(knowledgeFolder(), "core", coreWordKeys),
  };
  const isBatch = question === "";
  const print = (line: string): void => {
    const printed = answer(parts, line);
    process.stdout.write(asJson || isBatch ? `${JSON.stringify(printed)}\n` : `${harmless(toText(printed))}\n`);
  };
  if (!isBatch) {
    print(question);
    return;
  }
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) print(line);
}

export function answer({ retrieve, words, knowledge }: AskParts, question: string): Printed {
  const finding = retrieve(question);
  const round = (confidence: number): number => Math.round(confidence * 1000) / 1000;
  const ranked = finding.alternatives.map(({ topic, confidence }) => ({ topic, confidence: round(confidence) }));
  const base = { question, confidence: round(finding.confidence) };
  if (finding.kind === "answer") {
    const { entry } = finding;
    return {
      ...base,
      kind: "answer",
      topic: entry.id,
      alternatives: ranked,
      title: entry.title,
      answer: entry.short,
      sources: entry.sources.map(({ title, url }) => ({ title, url })),
      reviewed: entry.reviewed,
      related: entry.related,
      ...(finding.also.length > 0
        ? { also: finding.also.map(({ id, title, short }) => ({ topic: id, title, answer: short })) }
        : {}),
    };
  }
  const none = { title: null, sources: [], reviewed: null, related: [] };
  if (finding.kind === "clarify") {
    const titles = ranked
      .slice(0, 3)
      .flatMap(({ topic }) => [...knowledge.entries.values()].find((entry) => entry.id === topic)?.title ?? []);
    return {
      ...base,
      ...none,
      kind: "clarify",
      topic: ranked[0]?.topic ?? null,
      alternatives: ranked.slice(1),
      answer: `${words.say("ask.clarify")}\n\n${titles.map((title) => `- ${title}`).join("\n")}`,
    };
  }
  return {
    ...base,
    ...none,
    kind: "unknown",
    topic: null,
    alternatives: ranked,
    answer: finding.outOfScope?.reply ?? words.say("ask.unknown"),
  };
}

function toText(printed: Printed): string {
  const sources = printed.sources.map((source) => `  ${source.title}: ${source.url}`);
  return [
    ...(printed.title === null ? [] : [printed.title, ""]),
    printed.answer,
    ...(printed.also ?? []).flatMap(({ title, answer: text }) => ["", title, "", text]),
    ...(printed.reviewed === null ? [] : ["", `Last checked ${printed.reviewed}. Sources:`, ...sources]),
  ].join("\n");
}
