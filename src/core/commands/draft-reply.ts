import type { Action } from "../conversation/action.js";
import type { Block, Button, Reply } from "../conversation/reply.js";
import { draftPicked, draftReplies } from "../questionnaire/draft-reply.js";
import type { DraftedReply, DraftSource } from "../questionnaire/draft-reply.js";
import { answerFile } from "./answer-file.js";
import { draftSource } from "./draft-source.js";
import { refuseOutsider } from "./help.js";
import { replyWith } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

type DraftAction = Extract<Action, { do: "draft" }>;

/** `answer <a customer's question>`: an honest draft for each question of it, or the file that came along with drafts in it. */
export async function draftReply(context: TurnContext, question: string): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { reportWords: words } = context.parts;
  const { input } = context.request;
  const files = input.kind === "words" ? (input.files ?? []) : [];
  if (question.trim() === "" && files.length === 0)
    return replyWith(context, [{ kind: "markdown", markdown: words.say("draft.how") }], { replaces: false });
  const source = draftSource(context);
  if (!source) return offerAssessment(context);
  if (files.length > 0) return answerFile(context, source, files);
  const { replies, more } = draftReplies(source, question);
  const [only] = replies;
  const blocks =
    only && replies.length === 1 ? oneDraft(context, source, only) : severalDrafts(context, source, replies);
  return replyWith(
    context,
    [...blocks, ...(more > 0 ? [note(words.say("draft.more-questions", { count: more }))] : [])],
    { replaces: false },
  );
}

/** The draft on the quick question that a person picked, e.g. after the wrong one was drafted. */
export function draftFor(context: TurnContext, action: Pick<DraftAction, "question" | "asked">): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { reportWords: words, questionnaire } = context.parts;
  const source = draftSource(context);
  if (!source) return offerAssessment(context);
  if (!questionnaire.readiness.questions.some(({ id }) => id === action.question))
    return replyWith(context, [{ kind: "markdown", markdown: words.say("draft.gone") }], { replaces: false });
  const reply = draftPicked(source, action.asked ?? "", action.question);
  return replyWith(
    context,
    [...draftBlocks(context, reply, words.say("draft.picked")), ways(context, source, [reply])],
    {
      replaces: false,
    },
  );
}

function offerAssessment(context: TurnContext): Reply {
  const { reportWords: words } = context.parts;
  return replyWith(
    context,
    [
      { kind: "markdown", markdown: words.say("draft.no-assessment") },
      {
        kind: "buttons",
        buttons: [{ label: words.plain("draft.start"), action: { do: "assess" }, style: "primary" }],
      },
    ],
    { replaces: false },
  );
}

const note = (markdown: string): Block => ({ kind: "note", markdown });

function oneDraft(context: TurnContext, source: DraftSource, reply: DraftedReply): readonly Block[] {
  const { reportWords: words } = context.parts;
  if (reply.kind === "outside") {
    const near = otherButtons(source, reply);
    return [
      { kind: "markdown", markdown: words.say("draft.outside") },
      ...(near.length > 0 ? [note(words.say("draft.near")), { kind: "buttons", buttons: near } as const] : []),
      ways(context, source, [reply]),
    ];
  }
  const others = otherButtons(source, reply);
  return [
    ...draftBlocks(context, reply, reply.level === "none" ? "" : words.say(`draft.sure.${reply.level}`)),
    ...(others.length > 0 ? [note(words.say("draft.other")), { kind: "buttons", buttons: others } as const] : []),
    ways(context, source, [reply]),
  ];
}

/** The draft to copy, what it rests on, and what to look at first. */
function draftBlocks(context: TurnContext, reply: DraftedReply, sure: string): readonly Block[] {
  const { reportWords: words } = context.parts;
  return [
    { kind: "heading", text: words.plain("draft.title") },
    ...(reply.asked === "" ? [] : [note(words.say("draft.asked", { asked: reply.asked.slice(0, 300) }))]),
    ...bodyBlocks(context, reply),
    note([sure, reply.text === "" ? "" : words.say("draft.copy")].filter((part) => part !== "").join(" ")),
  ];
}

function bodyBlocks(context: TurnContext, { text, restsOn, checks, kind }: DraftedReply): readonly Block[] {
  const { reportWords: words } = context.parts;
  const empty = words.say(kind === "outside" ? "draft.outside" : "draft.unanswered");
  return [
    text === "" ? { kind: "markdown", markdown: empty } : { kind: "text", text },
    ...(restsOn.length > 0 && text !== ""
      ? [{ kind: "facts", facts: [{ label: words.plain("draft.rests-label"), value: restsOn.join("\n") }] } as const]
      : []),
    ...(restsOn.length > 0 && text === "" ? [{ kind: "text", text: restsOn.join("\n") } as const] : []),
    ...(checks.length > 0 && text !== "" ? [note([words.say("draft.check.title"), ...checks].join(" "))] : []),
  ];
}

function severalDrafts(context: TurnContext, source: DraftSource, replies: readonly DraftedReply[]): readonly Block[] {
  const { reportWords: words } = context.parts;
  const others = replies.flatMap((reply, index) =>
    reply.level === "high"
      ? []
      : otherButtons(source, reply)
          .slice(0, 2)
          .map((button) => ({
            ...button,
            label: words.plain("draft.pick-numbered", { number: index + 1, question: button.label }),
          })),
  );
  return [
    { kind: "heading", text: words.plain("draft.titles", { count: replies.length }) },
    ...replies.flatMap((reply, index) => [
      note(words.say("draft.item", { number: index + 1, asked: reply.asked.slice(0, 200) })),
      ...bodyBlocks(context, reply),
    ]),
    note(words.say("draft.copy")),
    ...(others.length > 0 ? [note(words.say("draft.other")), { kind: "buttons", buttons: others } as const] : []),
    ways(context, source, replies),
  ];
}

/** The other questions it may be about, each drafting on a press. */
const otherButtons = (
  { questionnaire }: DraftSource,
  { alternatives, asked, level }: DraftedReply,
): readonly Button[] =>
  alternatives
    .filter(({ confidence }) => level !== "high" || confidence >= offeredBesideHigh)
    .flatMap(({ question: id }): readonly Button[] => {
      const question = questionnaire.readiness.questions.find((candidate) => candidate.id === id);
      return question ? [{ label: question.text, action: { do: "draft", question: id, asked: carried(asked) } }] : [];
    });

/** As much of a question as a button carries. */
const carried = (asked: string): string =>
  asked
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .slice(0, 200)
    .replaceAll(/\p{Cs}/gu, "");

/** Beside a sure draft only what is likely at all is offered. */
const offeredBesideHigh = 0.1;

/** To the questions that decide the drafts, and on with the assessment. */
function ways(
  { parts: { reportWords: words } }: TurnContext,
  { assessment }: DraftSource,
  replies: readonly DraftedReply[],
): Block {
  const open = [...new Set(replies.flatMap((reply) => reply.open ?? []))];
  const [only] = open;
  return {
    kind: "buttons",
    buttons: [
      ...(only && open.length === 1
        ? [
            {
              label: words.plain("draft.open-question"),
              action: { do: "question", assessment: assessment.id, question: only },
            } as const,
          ]
        : []),
      { label: words.plain("draft.open-assessment"), action: { do: "assess" } },
    ],
  };
}
