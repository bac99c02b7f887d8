import { createWordReader } from "../language/words.js";
import type { WordReader } from "../language/words.js";
import { compactClassifier, learnClassifier, numbersFrom } from "./classifier.js";
import type { CompactClassifier, LabeledText } from "./classifier.js";
import { FeatureSpace, learnFeatureSpace } from "./feature-space.js";
import type { FeatureSpaceData } from "./feature-space.js";
import type { LearningInput } from "./learning-input.js";
import { learnPhrasingIndex } from "./phrasing-index.js";
import type { PhrasingIndexData } from "./phrasing-index.js";

/** Changes with the way of learning, so that what an older version learned is not taken for this one's. */
export const learningVersion = 1;

/** What was learned from the phrasings: plain data, so that it can be kept in a file and sent between threads. */
export interface LearnedModel {
  /** Topic ids, and the kinds of out-of-scope words behind `out-of-scope:`. */
  readonly labels: readonly string[];
  readonly space: FeatureSpaceData;
  readonly classifier: CompactClassifier;
  readonly phrasings: PhrasingIndexData;
}

export const outOfScopeLabel = (kind: string): string => `out-of-scope:${kind}`;

interface Example {
  readonly label: number;
  readonly words: readonly string[];
  readonly weight: number;
  /** Whether it is a whole message as someone would send it; sentences of our own answers are not. */
  readonly asked: boolean;
}

/** Learns to tell the topics apart. Pure, repeatable, and long: several seconds for a hundred topics. */
export function learn(input: LearningInput): LearnedModel {
  const readWords = createWordReader(input.vocabulary);
  const labels = [...input.topics.map(({ id }) => id), ...input.outside.map(({ kind }) => outOfScopeLabel(kind))];
  const examples = examplesOf(input, readWords);
  const spaceData = learnFeatureSpace(examples.map(({ words }) => words));
  const space = new FeatureSpace(spaceData);
  const encode = ({ label, words, weight }: Example): LabeledText => ({ label, weight, encoded: space.encode(words) });
  const asked = examples.filter((example) => example.asked).map(encode);
  const told = examples.filter((example) => !example.asked).map(encode);
  const rambles = ramblesOf(examples, input.background, readWords).map(encode);
  return {
    labels,
    space: spaceData,
    classifier: compactClassifier(learnClassifier([...asked, ...told, ...rambles], space.size, labels.length)),
    phrasings: learnPhrasingIndex(asked, space.size, labels.length),
  };
}

/** Sentences of our own answers say what a topic is about, but not how people ask. */
const toldWeight = 0.3;

function examplesOf({ topics, outside }: LearningInput, readWords: WordReader): readonly Example[] {
  const inside = topics.flatMap(({ asked, told }, label): readonly Example[] => [
    ...asked.map((text) => ({ label, words: readWords(text), weight: 1, asked: true })),
    ...told.map((text) => ({ label, words: readWords(text), weight: toldWeight, asked: false })),
  ]);
  const around = outside.flatMap(({ lines }, kind) =>
    lines.map((text) => ({ label: topics.length + kind, words: readWords(text), weight: 1, asked: true })),
  );
  return [...inside, ...around];
}

const rambleWeight = 0.5;

/** Each phrasing once more, buried in what people tell around their question. */
function ramblesOf(
  examples: readonly Example[],
  background: readonly string[],
  readWords: WordReader,
): readonly Example[] {
  if (background.length === 0) return [];
  const random = numbersFrom(7);
  const pick = (): readonly string[] => readWords(background[Math.floor(random() * background.length)] ?? "");
  return examples
    .filter((example) => example.asked)
    .map((example) => {
      const before = Array.from({ length: 1 + Math.floor(random() * 3) }, pick).flat();
      const after = Array.from({ length: Math.floor(random() * 2) }, pick).flat();
      return { ...example, words: [...before, ...example.words, ...after], weight: rambleWeight };
    });
}
