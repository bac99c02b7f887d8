import type { Questionnaire, ReadinessQuestion } from "../assessment/question.js";
import type { QuestionId } from "../ids.js";
import { outOfScopeLabel } from "../knowledge/learning/learn.js";
import type { LearningInput } from "../knowledge/learning/learning-input.js";
import type { Vocabulary } from "../knowledge/language/vocabulary.js";

/** How customers ask, as the editors wrote it down in `knowledge/questionnaire/`. */
export interface CustomerAsks {
  /** By quick question. */
  readonly asks: ReadonlyMap<QuestionId, readonly string[]>;
  /** What questionnaires also ask, and the assessment says nothing about. */
  readonly outside: readonly string[];
  /** Whether there is a certificate. */
  readonly certified: readonly string[];
  /** Words that show a question is about AI at all. */
  readonly aboutAi: readonly string[];
}

export const outsideLabel = outOfScopeLabel("outside");
export const certifiedLabel = outOfScopeLabel("certified");

/** A text as it is learned and matched: one that names nothing of AI says so, for most of those are outside. */
export type PrepareQuestion = (text: string) => string;

/** The mark on a text that names nothing of AI; no word that anybody types. */
const withoutAi = "withoutai";

export function prepareQuestions(aboutAi: readonly string[]): PrepareQuestion {
  const words = aboutAi.map((word) =>
    word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll(" ", String.raw`\s+`),
  );
  const about = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words.join("|")})(?![\p{L}\p{N}])`, "iu");
  return (text) => (words.length > 0 && about.test(text) ? text : `${text} ${withoutAi}`);
}

/** What the matcher learns from: as customers ask, and what our own sentences say of the same. */
export function customerLearningInput(
  questionnaire: Questionnaire,
  { asks, outside, certified, aboutAi }: CustomerAsks,
  vocabulary: Vocabulary,
): LearningInput {
  const prepare = prepareQuestions(aboutAi);
  return {
    topics: questionnaire.readiness.questions.map((question) => ({
      id: question.id,
      asked: [question.text, ...(asks.get(question.id) ?? [])].map(prepare),
      told: sentencesAbout(questionnaire, question).map(prepare),
    })),
    outside: [
      { kind: "outside", lines: outside.map(prepare) },
      { kind: "certified", lines: certified.map(prepare) },
    ],
    vocabulary,
  };
}

const sentencesAbout = (questionnaire: Questionnaire, question: ReadinessQuestion): readonly string[] =>
  [
    question.why,
    question.looksLike,
    question.customer.inPlace,
    ...questionnaire.requirements.requirements.flatMap(({ partOf, text, looksLike, inPlace }) =>
      partOf === question.id ? [text, looksLike, inPlace] : [],
    ),
  ].flatMap((text) => text.split(/(?<=[.!?])\s+/u).filter((sentence) => sentence.split(" ").length >= 4));
