import type { AskedQuestion } from "../assessment/next-question.js";
import type { Assessment } from "../assessment/progress.js";
import type { FormBlock } from "../conversation/reply.js";
import type { AdvisorParts, TurnContext } from "./turn-context.js";
import { answerShown } from "./reporting/answer-shown.js";

/** A menu takes so many in Slack. */
const most = 100;

/** A list to pick a question from: to open it, or to give it a note, evidence, an owner and a date. */
export function questionPicker(
  { parts }: Pick<TurnContext, "parts">,
  assessment: Assessment,
  { open, questions }: { readonly open: "question" | "detail"; readonly questions: readonly AskedQuestion[] },
): readonly FormBlock[] {
  const { words } = parts;
  if (questions.length === 0) return [];
  const action = { do: "pick", assessment: assessment.id, open } as const;
  return [
    {
      kind: "form",
      title: words.plain(`pick.${open}-title`),
      fields: [
        {
          kind: "choice",
          id: "question",
          label: words.plain(`pick.${open}-title`),
          required: true,
          several: false,
          options: questions
            .slice(0, most)
            .map((asked) => ({ value: asked.question.id, label: optionLabel(parts, assessment, asked) })),
        },
      ],
      submit: { label: words.plain(`button.pick-${open}`), action },
      reopen: { label: words.plain(`pick.${open}-title`), action },
    },
  ];
}

function optionLabel(
  parts: Pick<AdvisorParts, "questionnaire" | "words">,
  assessment: Assessment,
  asked: AskedQuestion,
): string {
  const answer = assessment.answers.get(asked.question.id);
  const state = answer
    ? answerShown(parts, asked, { value: withoutReason(answer.value) })
    : parts.words.plain("pick.open");
  return parts.words.plain("pick.option", { state, question: asked.question.text });
}

type Value = Parameters<typeof answerShown>[2]["value"];
const withoutReason = (value: Value): Value =>
  value?.kind === "state" ? { kind: "state", state: value.state } : value;
