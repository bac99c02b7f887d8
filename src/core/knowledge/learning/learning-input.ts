import type { Knowledge } from "../entry.js";
import type { Vocabulary } from "../language/vocabulary.js";

/** All that is learned from, as plain data: the same input always gives the same model, and another input another key. */
export interface LearningInput {
  readonly topics: readonly {
    readonly id: string;
    /** As people ask: the title and the phrasings. */
    readonly asked: readonly string[];
    /** Our own sentences about it. */
    readonly told: readonly string[];
  }[];
  readonly outside: readonly { readonly kind: string; readonly lines: readonly string[] }[];
  readonly vocabulary: Vocabulary;
}

export function learningInputOf(knowledge: Knowledge): LearningInput {
  return {
    topics: [...knowledge.entries.values()].map((entry) => ({
      id: entry.id,
      asked: [entry.title, ...entry.asks],
      told: sentencesOf(`${entry.short}\n${entry.detail}`),
    })),
    outside: knowledge.outOfScope.kinds.map(({ id, lines }) => ({ kind: id, lines })),
    vocabulary: knowledge.vocabulary,
  };
}

const sentencesOf = (markdown: string): readonly string[] =>
  markdown
    .split(/(?<=[.!?])\s+|\n+/u)
    .map((sentence) => sentence.replace(/[*`_#>-]/gu, " ").trim())
    .filter((sentence) => sentence.split(" ").length >= 4);
