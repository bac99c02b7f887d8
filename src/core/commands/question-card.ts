import { choicesOf, positionOf, previousQuestion } from "../assessment/next-question.js";
import type { AskedQuestion } from "../assessment/next-question.js";
import type { Answer, Assessment } from "../assessment/progress.js";
import type { Block, Button } from "../conversation/reply.js";
import { nameOf, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** One question: where it stands, why it is asked, the choices, back and skip. */
export function questionBlocks(context: TurnContext, assessment: Assessment, asked: AskedQuestion): readonly Block[] {
  const { words, questionnaire } = context.parts;
  const { question } = asked;
  const answer = assessment.answers.get(question.id);
  const position = positionOf(questionnaire, assessment, asked);
  const part = words.plain(asked.part === "need" ? "assess.part.need" : "assess.part.readiness");
  return [
    {
      kind: "note",
      markdown: words.say("assess.position", {
        part,
        number: position.number,
        total: position.total,
        answered: position.answered,
      }),
    },
    { kind: "heading", text: question.text },
    { kind: "markdown", markdown: words.say("assess.why", { why: question.why }) },
    ...(asked.part === "readiness"
      ? [{ kind: "note", markdown: words.say("assess.looks-like", { text: asked.question.looksLike }) } as const]
      : []),
    ...(answer ? [{ kind: "note", markdown: currentAnswer(context, asked, answer) } as const] : []),
    choiceBlock(context, assessment, asked, answer),
    { kind: "buttons", buttons: wayButtons(context, assessment, asked, answer) },
  ];
}

/** What an answer is, in the words of its choice. */
export function answerLabel(context: TurnContext, asked: AskedQuestion, answer: Answer): string {
  const { value } = answer;
  if (!value) return context.parts.words.plain("assess.skipped");
  const labels = new Map<string, string>(
    choicesOf(context.parts.questionnaire, asked).map((choice) => [choice.id, choice.label]),
  );
  const given: readonly string[] =
    value.kind === "many" ? value.choices : [value.kind === "one" ? value.choice : value.state];
  return given.map((choice) => labels.get(choice) ?? choice).join(", ");
}

function currentAnswer(context: TurnContext, asked: AskedQuestion, answer: Answer): string {
  return context.parts.words.say("assess.current", {
    who: nameOf(context, context.members, answer.by),
    what: answerLabel(context, asked, answer),
    when: showDate(answer.at),
  });
}

function choiceBlock(
  context: TurnContext,
  assessment: Assessment,
  asked: AskedQuestion,
  answer: Answer | undefined,
): Block {
  const { words, questionnaire } = context.parts;
  const reference = { assessment: assessment.id, question: asked.question.id, seen: answer?.revision ?? 0 };
  const choices = choicesOf(questionnaire, asked);
  if (asked.part === "need" && asked.question.kind === "many") {
    const value = answer?.value?.kind === "many" ? answer.value.choices : undefined;
    return {
      kind: "form",
      title: asked.question.text,
      fields: [
        {
          kind: "choice",
          id: "choices",
          label: words.plain("assess.pick-all"),
          required: true,
          several: true,
          options: choices.map(({ id, label }) => ({ value: id, label })),
          ...(value ? { value } : {}),
        },
      ],
      submit: { label: words.plain("button.save"), action: { do: "answer-several", ...reference }, style: "primary" },
      reopen: {
        label: words.plain("button.answer"),
        action: { do: "question", assessment: assessment.id, question: asked.question.id },
      },
    };
  }
  return {
    kind: "buttons",
    buttons: choices.map(({ id, label }) => ({ label, action: { do: "answer", ...reference, choice: id } })),
  };
}

function wayButtons(
  context: TurnContext,
  assessment: Assessment,
  asked: AskedQuestion,
  answer: Answer | undefined,
): readonly Button[] {
  const { words, questionnaire } = context.parts;
  const before = previousQuestion(questionnaire, asked.question.id);
  const reference = { assessment: assessment.id, question: asked.question.id };
  return [
    ...(before
      ? [
          {
            label: words.plain("button.back"),
            action: { do: "question", assessment: assessment.id, question: before.question.id },
          } as const,
        ]
      : []),
    { label: words.plain("button.skip"), action: { do: "skip", ...reference, seen: answer?.revision ?? 0 } },
    ...(answer?.value && asked.part === "readiness"
      ? [{ label: words.plain("button.detail"), action: { do: "detail", ...reference } } as const]
      : []),
  ];
}
