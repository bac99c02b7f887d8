import { findQuestion } from "../assessment/next-question.js";
import type { Answer, Assessment } from "../assessment/progress.js";
import type { QuestionId } from "../ids.js";
import { answerLabel } from "./question-card.js";
import { nameOf, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** Who answered last, when and what; undefined before the first answer. */
export function lastAnswer(context: TurnContext, assessment: Assessment): string | undefined {
  const [first, ...rest] = assessment.answers;
  if (!first) return undefined;
  const [id, last] = rest.reduce(
    (newest: readonly [QuestionId, Answer], next) => (next[1].at >= newest[1].at ? next : newest),
    first,
  );
  const asked = findQuestion(context.parts.questionnaire, id);
  if (!asked) return undefined;
  return context.parts.words.plain("status.last", {
    who: nameOf(context, context.members, last.by),
    when: showDate(last.at),
    what: answerLabel(context, asked, last),
    question: asked.question.text,
  });
}
