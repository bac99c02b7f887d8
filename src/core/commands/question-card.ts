import { choicesOf, numbersOf, positionOf, previousQuestion, quickQuestionOf } from "../assessment/next-question.js";
import type { AskedQuestion } from "../assessment/next-question.js";
import type { Answer, Assessment } from "../assessment/progress.js";
import type { Block, Button } from "../conversation/reply.js";
import { answeredParts, requirementState } from "../assessment/requirement-states.js";
import { answerShown } from "./reporting/answer-shown.js";
import { hoursRange } from "./shown.js";
import { disagreementAbout } from "./teamwork/disagreement-about.js";
import { nameOf, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/**
 * One question: where it stands, why it is asked, the choices, back and skip.
 *
 * @param ticked what somebody ticked and could not save, in place of the answer that stands
 */
export function questionBlocks(
  context: TurnContext,
  assessment: Assessment,
  asked: AskedQuestion,
  ticked: readonly string[] = [],
): readonly Block[] {
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
    ...(asked.part === "need" ? [] : helpNotes(context, asked)),
    ...inferredNote(context, assessment, asked),
    ...(answer ? [{ kind: "note", markdown: currentAnswer(context, asked, answer) } as const] : []),
    choiceBlock(context, assessment, asked, { answer, ticked }),
    { kind: "buttons", buttons: wayButtons(context, assessment, asked, answer) },
  ];
}

/** What "in place" looks like, an example of evidence, the lowest-effort way there with its hours, and what it is about. */
function helpNotes({ parts }: TurnContext, asked: Exclude<AskedQuestion, { part: "need" }>): readonly Block[] {
  const { words, questionnaire } = parts;
  const { question } = asked;
  return [
    { kind: "note", markdown: words.say("assess.looks-like", { text: question.looksLike }) },
    { kind: "note", markdown: words.say("detail.evidence-example", { text: question.evidence }) },
    {
      kind: "note",
      markdown: words.say("assess.way", {
        step: question.nextStep,
        hours: hoursRange(question.hours),
        numbers: numbersOf(questionnaire, asked).join(", "),
      }),
    },
  ];
}

/** What the other mode says about it: the area question's answer, or the requirements answered one by one. */
function inferredNote({ parts }: TurnContext, assessment: Assessment, asked: AskedQuestion): readonly Block[] {
  const { words, questionnaire } = parts;
  if (asked.part === "readiness") {
    const answered = answeredParts(questionnaire, assessment.answers, asked.question).filter(
      ({ state, isInferred }) => state && !isInferred,
    );
    return answered.length > 0
      ? [{ kind: "note", markdown: words.say("assess.parts", { count: answered.length }) }]
      : [];
  }
  if (asked.part === "need" || assessment.answers.get(asked.question.id)?.value) return [];
  const { state, isInferred } = requirementState(questionnaire, assessment.answers, asked.question);
  const quick = quickQuestionOf(questionnaire, asked);
  return state && isInferred && quick
    ? [
        {
          kind: "note",
          markdown: words.say("assess.inferred", { state: state.label, question: quick.text }),
        },
      ]
    : [];
}

/** What an answer is, in the words of its choice. */
export const answerLabel = (context: TurnContext, asked: AskedQuestion, answer: Answer): string =>
  answerShown(context.parts, asked, answer);

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
  { answer, ticked }: { readonly answer: Answer | undefined; readonly ticked: readonly string[] },
): Block {
  const { words, questionnaire } = context.parts;
  const reference = { assessment: assessment.id, question: asked.question.id, seen: answer?.revision ?? 0 };
  const choices = choicesOf(questionnaire, asked);
  if (asked.part === "need" && asked.question.kind === "many") {
    const stands = answer?.value?.kind === "many" ? answer.value.choices : undefined;
    const value = ticked.length > 0 ? ticked : stands;
    return {
      kind: "form",
      title: asked.question.text,
      fields: [
        {
          kind: "choice",
          id: "choices",
          label: words.plain("assess.pick-all"),
          required: true,
          mend: words.plain("assess.pick-one"),
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

/** What a colleague wrote before is in the record. */
const hasDetail = (answer: Answer | undefined): boolean =>
  [answer?.note, answer?.evidence, answer?.owner, answer?.due].some((part) => part !== undefined);

function wayButtons(
  context: TurnContext,
  assessment: Assessment,
  asked: AskedQuestion,
  answer: Answer | undefined,
): readonly Button[] {
  const { words, questionnaire } = context.parts;
  const before = previousQuestion(questionnaire, assessment.mode, asked.question.id);
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
    answer?.value
      ? { label: words.plain("button.next"), action: { do: "next", ...reference } }
      : { label: words.plain("button.skip"), action: { do: "skip", ...reference, seen: answer?.revision ?? 0 } },
    ...(answer?.value && asked.part !== "need"
      ? [{ label: words.plain("button.detail"), action: { do: "detail", ...reference } } as const]
      : []),
    ...((answer?.revision ?? 0) > 1 || hasDetail(answer)
      ? [{ label: words.plain("button.earlier"), action: { do: "earlier", ...reference } } as const]
      : []),
    ...(disagreementAbout(context, context.trail, assessment, asked.question.id)
      ? [{ label: words.plain("button.settle"), action: { do: "settle-open", ...reference } } as const]
      : []),
  ];
}
