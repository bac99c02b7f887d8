import type { ChoiceId, QuestionId } from "../ids.js";
import type { Mode } from "./entries.js";
import type { Assessment } from "./progress.js";
import { isControl } from "./question.js";
import type { NeedQuestion, Questionnaire, ReadinessQuestion, Requirement } from "./question.js";

export type AskedQuestion =
  | { readonly part: "need"; readonly question: NeedQuestion }
  | { readonly part: "readiness"; readonly question: ReadinessQuestion }
  /** A clause or control, asked for itself in the thorough mode. */
  | { readonly part: "requirement"; readonly question: Requirement };

/** The two parts of the assessment; the second is asked in one of two modes. */
export type Part = "need" | "readiness";
export const partOf = (asked: AskedQuestion): Part => (asked.part === "need" ? "need" : "readiness");

/** Every question in the order it is asked: part one, then part two in its mode. */
export const questionsInOrder = (questionnaire: Questionnaire, mode: Mode): readonly AskedQuestion[] => [
  ...questionnaire.need.questions.map((question) => ({ part: "need", question }) as const),
  ...(mode === "quick"
    ? questionnaire.readiness.questions.map((question) => ({ part: "readiness", question }) as const)
    : questionnaire.requirements.requirements.map((question) => ({ part: "requirement", question }) as const)),
];

/** Whichever mode asks it. */
export const findQuestion = (questionnaire: Questionnaire, id: QuestionId): AskedQuestion | undefined =>
  questionsInOrder(questionnaire, "quick").find(({ question }) => question.id === id) ??
  questionsInOrder(questionnaire, "thorough").find(({ question }) => question.id === id);

/** The requirements that a quick question stands for. */
export const requirementsOf = (questionnaire: Questionnaire, question: QuestionId): readonly Requirement[] =>
  questionnaire.requirements.requirements.filter((requirement) => requirement.partOf === question);

/** The quick question a state was given to, or whose part it is. */
export const quickQuestionOf = (questionnaire: Questionnaire, asked: AskedQuestion): ReadinessQuestion | undefined => {
  if (asked.part === "need") return undefined;
  const id = asked.part === "readiness" ? asked.question.id : asked.question.partOf;
  return questionnaire.readiness.questions.find((question) => question.id === id);
};

/** The number or numbers of ISO/IEC 42001 a question is about, e.g. `5.2, A.2.2`. */
export const numbersOf = (questionnaire: Questionnaire, asked: AskedQuestion): readonly string[] => {
  if (asked.part === "need") return [];
  if (asked.part === "requirement") return [asked.question.number];
  return requirementsOf(questionnaire, asked.question.id).map(({ number }) => number);
};

/** Answered itself, or, for a quick question, each of its requirements. */
export const isAnswered = (questionnaire: Questionnaire, assessment: Assessment, asked: AskedQuestion): boolean => {
  const has = (id: QuestionId): boolean => assessment.answers.get(id)?.value !== undefined;
  if (has(asked.question.id)) return true;
  if (asked.part !== "readiness") return false;
  const parts = requirementsOf(questionnaire, asked.question.id);
  return parts.length > 0 && parts.every(({ id }) => has(id));
};

const isSkipped = (assessment: Assessment, { question }: AskedQuestion): boolean => {
  const answer = assessment.answers.get(question.id);
  return answer !== undefined && answer.value === undefined;
};

/** The next question nobody has answered or skipped, from `after` on and then from the start; within one part when given. */
export function nextQuestion(
  questionnaire: Questionnaire,
  assessment: Assessment,
  options: { readonly after?: QuestionId; readonly part?: Part } = {},
): AskedQuestion | undefined {
  const all = questionsInOrder(questionnaire, assessment.mode).filter(
    (asked) => options.part === undefined || partOf(asked) === options.part,
  );
  const from = all.findIndex(({ question }) => question.id === options.after) + 1;
  const open = (asked: AskedQuestion): boolean =>
    !isSkipped(assessment, asked) && !isAnswered(questionnaire, assessment, asked);
  return all.slice(from).find(open) ?? all.find(open);
}

export function previousQuestion(
  questionnaire: Questionnaire,
  mode: Mode,
  before: QuestionId,
): AskedQuestion | undefined {
  const all = questionsInOrder(questionnaire, mode);
  const index = all.findIndex(({ question }) => question.id === before);
  return index > 0 ? all[index - 1] : undefined;
}

/** The question after this one, answered or not; undefined at the end, or when it is of the other mode. */
export function followingQuestion(
  questionnaire: Questionnaire,
  mode: Mode,
  after: QuestionId,
): AskedQuestion | undefined {
  const all = questionsInOrder(questionnaire, mode);
  const index = all.findIndex(({ question }) => question.id === after);
  return index < 0 ? undefined : all[index + 1];
}

export interface Position {
  readonly part: Part;
  /** 1 for the part's first question. */
  readonly number: number;
  readonly total: number;
  /** Answered, not counting skipped ones. */
  readonly answered: number;
}

export function positionOf(questionnaire: Questionnaire, assessment: Assessment, asked: AskedQuestion): Position {
  // A question of the other mode, e.g. from an old card, has its place there.
  const mode = asked.part === "need" ? assessment.mode : asked.part === "readiness" ? "quick" : "thorough";
  const part = partOf(asked);
  const all = questionsInOrder(questionnaire, mode).filter((candidate) => partOf(candidate) === part);
  return {
    part,
    number: all.findIndex(({ question }) => question.id === asked.question.id) + 1,
    total: all.length,
    answered: all.filter((candidate) => isAnswered(questionnaire, assessment, candidate)).length,
  };
}

/** How many questions of a part, in the mode it is in, are answered, skipped and left. */
export function countAnswered(
  questionnaire: Questionnaire,
  assessment: Assessment,
  part: Part,
): { answered: number; skipped: number; total: number } {
  const all = questionsInOrder(questionnaire, assessment.mode).filter((asked) => partOf(asked) === part);
  const answered = all.filter((asked) => isAnswered(questionnaire, assessment, asked));
  const skipped = all.filter((asked) => !answered.includes(asked) && isSkipped(assessment, asked));
  return { answered: answered.length, skipped: skipped.length, total: all.length };
}

/** The ids that may answer a question; a clause cannot be left out, so "not applicable" answers nothing that is about clauses alone. */
export function choicesOf(
  questionnaire: Questionnaire,
  asked: AskedQuestion,
): readonly { readonly id: ChoiceId; readonly label: string }[] {
  if (asked.part === "need") return asked.question.choices;
  const { states } = questionnaire.readiness;
  const about = asked.part === "requirement" ? [asked.question] : requirementsOf(questionnaire, asked.question.id);
  return about.some(isControl) ? states : states.filter(({ score }) => score !== null);
}
