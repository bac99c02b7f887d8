import type { ChoiceId, QuestionId } from "../ids.js";
import type { Assessment } from "./progress.js";
import type { NeedQuestion, Questionnaire, ReadinessQuestion } from "./question.js";

export type AskedQuestion =
  | { readonly part: "need"; readonly question: NeedQuestion }
  | { readonly part: "readiness"; readonly question: ReadinessQuestion };

/** Every question in the order it is asked: part one, then part two. */
export const questionsInOrder = (questionnaire: Questionnaire): readonly AskedQuestion[] => [
  ...questionnaire.need.questions.map((question) => ({ part: "need", question }) as const),
  ...questionnaire.readiness.questions.map((question) => ({ part: "readiness", question }) as const),
];

export const findQuestion = (questionnaire: Questionnaire, id: QuestionId): AskedQuestion | undefined =>
  questionsInOrder(questionnaire).find(({ question }) => question.id === id);

/** The next question nobody has answered or skipped, from `after` on and then from the start; within one part when given. */
export function nextQuestion(
  questionnaire: Questionnaire,
  assessment: Assessment,
  options: { readonly after?: QuestionId; readonly part?: AskedQuestion["part"] } = {},
): AskedQuestion | undefined {
  const all = questionsInOrder(questionnaire).filter(({ part }) => options.part === undefined || part === options.part);
  const from = all.findIndex(({ question }) => question.id === options.after) + 1;
  const open = (asked: AskedQuestion): boolean => !assessment.answers.has(asked.question.id);
  return all.slice(from).find(open) ?? all.find(open);
}

export function previousQuestion(questionnaire: Questionnaire, before: QuestionId): AskedQuestion | undefined {
  const all = questionsInOrder(questionnaire);
  const index = all.findIndex(({ question }) => question.id === before);
  return index > 0 ? all[index - 1] : undefined;
}

export interface Position {
  readonly part: AskedQuestion["part"];
  /** 1 for the part's first question. */
  readonly number: number;
  readonly total: number;
  /** Answered, not counting skipped ones. */
  readonly answered: number;
}

export function positionOf(questionnaire: Questionnaire, assessment: Assessment, asked: AskedQuestion): Position {
  const part = questionsInOrder(questionnaire).filter((candidate) => candidate.part === asked.part);
  return {
    part: asked.part,
    number: part.findIndex(({ question }) => question.id === asked.question.id) + 1,
    total: part.length,
    answered: part.filter(({ question }) => assessment.answers.get(question.id)?.value !== undefined).length,
  };
}

/** How many questions of a part are answered, skipped and left. */
export function countAnswered(
  questionnaire: Questionnaire,
  assessment: Assessment,
  part: AskedQuestion["part"],
): { answered: number; skipped: number; total: number } {
  const questions = part === "need" ? questionnaire.need.questions : questionnaire.readiness.questions;
  const answers = questions.flatMap((question) => assessment.answers.get(question.id) ?? []);
  const answered = answers.filter((answer) => answer.value !== undefined).length;
  return { answered, skipped: answers.length - answered, total: questions.length };
}

/** The ids that may answer a question. */
export function choicesOf(
  questionnaire: Questionnaire,
  asked: AskedQuestion,
): readonly { readonly id: ChoiceId; readonly label: string }[] {
  return asked.part === "need" ? asked.question.choices : questionnaire.readiness.states;
}
