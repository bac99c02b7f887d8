import { createTextReader } from "../language/senses.js";
import type { ReadText, TextReader } from "../language/senses.js";
import { learnKnownWords } from "../language/spelling.js";
import type { KnownWords } from "../language/spelling.js";
import { compactClassifier, learnClassifier } from "./classifier.js";
import type { CompactClassifier } from "./classifier.js";
import { FeatureSpace, learnFeatureSpace } from "./feature-space.js";
import type { FeatureSpaceData } from "./feature-space.js";
import type { LearningInput } from "./learning-input.js";

/** Changes with the way of learning, so that what an older version learned is not taken for this one's. */
export const learningVersion = 5;

/** What was learned from the phrasings: plain data, so that it can be kept in a file and sent between threads. */
export interface LearnedModel {
  /** Topic ids, and the kinds of out-of-scope words behind `out-of-scope:`. */
  readonly labels: readonly string[];
  readonly words: KnownWords;
  readonly space: FeatureSpaceData;
  readonly classifier: CompactClassifier;
}

export const outOfScopeLabel = (kind: string): string => `out-of-scope:${kind}`;

interface Example {
  readonly label: number;
  readonly text: ReadText;
  readonly weight: number;
}

/** Learns to tell the topics apart. Pure, repeatable, and long: several seconds for a hundred topics. */
export function learn(input: LearningInput): LearnedModel {
  const read = createTextReader(input.vocabulary);
  const labels = [...input.topics.map(({ id }) => id), ...input.outside.map(({ kind }) => outOfScopeLabel(kind))];
  const examples = examplesOf(input, read);
  const spaceData = learnFeatureSpace(examples.map(({ text }) => text));
  const space = new FeatureSpace(spaceData);
  const texts = examples.map(({ label, text, weight }) => ({ label, weight, encoded: space.encode(text) }));
  return {
    labels,
    words: learnKnownWords(textsOf(input)),
    space: spaceData,
    classifier: compactClassifier(learnClassifier(texts, space.size, labels.length)),
  };
}

const textsOf = ({ topics, outside }: LearningInput): readonly string[] => [
  ...topics.flatMap(({ asked, told }) => [...asked, ...told]),
  ...outside.flatMap(({ lines }) => lines),
];

/** Sentences of our own answers say what a topic is about, but not how people ask. */
const toldWeight = 0.3;

function examplesOf({ topics, outside }: LearningInput, read: TextReader): readonly Example[] {
  const inside = topics.flatMap(({ asked, told }, label): readonly Example[] => [
    ...asked.map((text) => ({ label, text: read(text), weight: 1 })),
    ...told.map((text) => ({ label, text: read(text), weight: toldWeight })),
  ]);
  const around = outside.flatMap(({ lines }, kind) =>
    lines.map((text) => ({ label: topics.length + kind, text: read(text), weight: 1 })),
  );
  return [...inside, ...around];
}
