import type { AnswerValue } from "../assessment/entries.js";
import { countAnswered, findQuestion } from "../assessment/next-question.js";
import type { AskedQuestion } from "../assessment/next-question.js";
import { currentAssessment } from "../assessment/progress.js";
import type { Answer, Assessment } from "../assessment/progress.js";
import { stateOf } from "../assessment/requirement-states.js";
import { toldState } from "../assessment/strengths.js";
import { recordAnswer, recordSkip } from "../assessment/record-answer.js";
import type { NotRecorded } from "../assessment/record-answer.js";
import type { Action } from "../conversation/action.js";
import type { Block, Reply } from "../conversation/reply.js";
import { tickedValues, typedText } from "../form-values.js";
import type { FormValues } from "../form-values.js";
import { choiceId } from "../ids.js";
import type { Nonce } from "../ids.js";
import type { Trail, TrailEntry } from "../team/trail.js";
import { nextBlocks, partOneBlocks, startBlock } from "./assess.js";
import { refuseOutsider } from "./help.js";
import { answerLabel, questionBlocks } from "./question-card.js";
import { announceDisagreement, queueDifference } from "./teamwork/settle.js";
import type { NoticeEntry } from "./teamwork/tell.js";
import { submissionOf } from "./submission.js";
import { changeTeam, nameOf, replyWith } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

type AnswerAction = Extract<Action, { do: "answer" | "answer-several" | "skip" }>;
type Outcome = { readonly kind: "recorded" } | NotRecorded;
interface Stored {
  readonly entries: readonly TrailEntry[];
  readonly result: { readonly trail: Trail; readonly outcome: Outcome; readonly notice?: NoticeEntry | undefined };
}

/** Stores an answer (or a skip) and shows what comes next; says so when the card was old or used before. */
export async function answerAssessment(
  context: TurnContext,
  action: AnswerAction,
  press: Nonce,
  values: FormValues,
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { questionnaire } = context.parts;
  const asked = findQuestion(questionnaire, action.question);
  if (!asked) return showCurrent(context, currentAssessment(context.trail.entries), "press.gone");
  const { trail, outcome, notice } = await changeTeam(context, ({ trail: now, rights }): Stored => {
    if (!rights.takesPart) return { entries: [], result: { trail: now, outcome: { kind: "gone" } } };
    const submission = submissionOf(context, now, action, press);
    const recorded =
      action.do === "skip"
        ? recordSkip(submission)
        : recordAnswer({ ...submission, value: valueOf(asked, action, values) });
    if (recorded.kind !== "recorded") return { entries: [], result: { trail: now, outcome: recorded } };
    const after: Trail = { team: now.team, entries: [...now.entries, recorded.entry] };
    const queued = queueDifference(context, after, action.question);
    const entries = [recorded.entry, ...(queued ? [queued] : [])];
    return { entries, result: { trail: after, outcome: { kind: "recorded" }, notice: queued } };
  });
  const assessment = currentAssessment(trail.entries);
  if (outcome.kind === "recorded" && assessment)
    return afterAnswer(
      context,
      assessment,
      asked,
      await announceDisagreement(context, { trail, assessment, asked, notice }),
    );
  return notRecorded(context, assessment, asked, outcome, { action, values });
}

function valueOf(asked: AskedQuestion, action: AnswerAction, values: FormValues): AnswerValue {
  if (action.do === "answer-several") {
    const given = tickedValues(values, "choices");
    const exclusive =
      asked.part === "need"
        ? asked.question.choices.find((choice) => choice.exclusive && given.includes(choice.id))
        : undefined;
    return { kind: "many", choices: exclusive ? [exclusive.id] : given.map(choiceId) };
  }
  const choice = choiceId(action.do === "answer" ? action.choice : "");
  if (asked.part === "need") return { kind: "one", choice };
  const reason = typedText(values, "reason").slice(0, 2000);
  return { kind: "state", state: choice, ...(reason === "" ? {} : { reason }) };
}

function afterAnswer(
  context: TurnContext,
  assessment: Assessment,
  asked: AskedQuestion,
  announced: readonly Block[],
): Reply {
  const { words, questionnaire } = context.parts;
  const answer = assessment.answers.get(asked.question.id);
  const saved: Block = {
    kind: "note",
    markdown: words.say("assess.saved", { what: answer ? answerLabel(context, asked, answer) : "" }),
  };
  const need = countAnswered(questionnaire, assessment, "need");
  const isPartOneDone = asked.part === "need" && need.answered + need.skipped === need.total;
  const next = isPartOneDone
    ? partOneBlocks(context, assessment)
    : nextBlocks(context, assessment, { after: asked.question.id });
  const detail: readonly Block[] =
    asked.part !== "need" && answer?.value
      ? [
          {
            kind: "buttons",
            buttons: [
              {
                label: words.plain("button.detail-before"),
                action: { do: "detail", assessment: assessment.id, question: asked.question.id },
              },
            ],
          },
        ]
      : [];
  const evidence: readonly Block[] =
    answer && lacksEvidence(context, answer) ? [{ kind: "note", markdown: words.say("assess.add-evidence") }] : [];
  return replyWith(context, [saved, ...announced, ...evidence, ...next, ...detail], {
    // The verdict stays in view; "assess" would go on to part two.
    ...(isPartOneDone ? { again: { do: "report" } } : {}),
  });
}

/** "In place, with evidence" without a word on where it is. */
function lacksEvidence({ parts: { questionnaire } }: TurnContext, answer: Answer): boolean {
  const state = stateOf(questionnaire, answer);
  return state !== undefined && toldState(questionnaire, { state, answer }) !== state;
}

function notRecorded(
  context: TurnContext,
  assessment: Assessment | undefined,
  asked: AskedQuestion,
  outcome: Outcome,
  { action, values }: { readonly action: AnswerAction; readonly values: FormValues },
): Reply {
  const { words } = context.parts;
  if (outcome.kind === "reason-needed") return askReason(context, asked, action);
  if (outcome.kind === "stale" && outcome.current && assessment) {
    const note = words.say("assess.stale", {
      who: nameOf(context, context.members, outcome.current.by),
      what: answerLabel(context, asked, outcome.current),
    });
    return replyWith(context, [
      { kind: "markdown", markdown: note },
      // What this person ticked stays, so that one press more makes it the answer.
      ...questionBlocks(context, assessment, asked, tickedValues(values, "choices")),
    ]);
  }
  if (action.do === "answer-several" && outcome.kind === "gone" && assessment?.id === action.assessment) {
    return replyWith(
      context,
      [{ kind: "markdown", markdown: words.say("assess.pick-one") }, ...questionBlocks(context, assessment, asked)],
      { refused: true },
    );
  }
  if (outcome.kind === "answered" && assessment)
    return replyWith(context, nextBlocks(context, assessment, { after: asked.question.id }));
  return showCurrent(context, assessment, outcome.kind === "repeated" ? "press.repeated" : "press.gone");
}

/** An old card: nothing changed, and where things stand now. */
function showCurrent(
  context: TurnContext,
  assessment: Assessment | undefined,
  why: "press.repeated" | "press.gone",
): Reply {
  const note: Block = { kind: "note", markdown: context.parts.words.say(why) };
  return replyWith(context, [note, ...(assessment ? nextBlocks(context, assessment) : [startBlock(context)])]);
}

function askReason(context: TurnContext, asked: AskedQuestion, action: AnswerAction): Reply {
  const { words } = context.parts;
  return replyWith(context, [
    { kind: "heading", text: asked.question.text },
    {
      kind: "form",
      title: words.plain("assess.reason-title"),
      fields: [
        {
          kind: "text",
          id: "reason",
          label: words.plain("assess.reason"),
          hint: words.plain("assess.reason-hint"),
          required: true,
          mend: words.plain("assess.reason-hint"),
          multiline: true,
          maxLength: 2000,
        },
      ],
      submit: { label: words.plain("button.save"), action, style: "primary" },
      reopen: { label: words.plain("button.give-reason"), action },
    },
    {
      kind: "buttons",
      buttons: [
        {
          label: words.plain("button.back"),
          action: { do: "question", assessment: action.assessment, question: action.question },
        },
      ],
    },
  ]);
}
