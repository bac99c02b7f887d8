import { choicesOf } from "../../assessment/next-question.js";
import type { AskedQuestion } from "../../assessment/next-question.js";
import type { Answer } from "../../assessment/progress.js";
import type { AnswerValue } from "../../assessment/entries.js";
import type { AdvisorParts } from "../turn-context.js";

type Parts = Pick<AdvisorParts, "questionnaire" | "words">;

/** What an answer is, in the words of its choice, with the reason of a "not applicable". */
export function answerShown(parts: Parts, asked: AskedQuestion, answer: Pick<Answer, "value">): string {
  const { value } = answer;
  return value ? valueShown(parts, asked, value) : parts.words.plain("assess.skipped");
}

export function valueShown({ questionnaire }: Parts, asked: AskedQuestion, value: AnswerValue): string {
  const labels = new Map<string, string>(
    (asked.part === "need" ? choicesOf(questionnaire, asked) : questionnaire.readiness.states).map((choice) => [
      choice.id,
      choice.label,
    ]),
  );
  const given: readonly string[] =
    value.kind === "many" ? value.choices : [value.kind === "one" ? value.choice : value.state];
  const shown = given.map((choice) => labels.get(choice) ?? choice).join(", ");
  return value.kind === "state" && value.reason !== undefined ? `${shown} (${value.reason})` : shown;
}
