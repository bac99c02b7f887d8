import type { Disagreement } from "../../assessment/disagreements.js";
import { choicesOf, findQuestion } from "../../assessment/next-question.js";
import type { AskedQuestion } from "../../assessment/next-question.js";
import { currentAssessment } from "../../assessment/progress.js";
import type { Assessment } from "../../assessment/progress.js";
import { recordAnswer } from "../../assessment/record-answer.js";
import { findState } from "../../assessment/requirement-states.js";
import { responsibleFor } from "../../assessment/responsibility.js";
import type { Action } from "../../conversation/action.js";
import type { Block, Reply } from "../../conversation/reply.js";
import { choiceId } from "../../ids.js";
import type { Nonce, PersonId, QuestionId } from "../../ids.js";
import type { Members } from "../../team/members.js";
import type { Trail, TrailEntry } from "../../team/trail.js";
import { assess, nextBlocks } from "../assess.js";
import { refuseOutsider } from "../help.js";
import { valueShown } from "../reporting/answer-shown.js";
import { submissionOf } from "../submission.js";
import { changeTeam, nameOf, recordName, replyWith, showDate, stamp } from "../turn-context.js";
import type { AdvisorParts, TurnContext } from "../turn-context.js";
import { disagreementAbout } from "./disagreement-about.js";
import { readerContext } from "./reader-context.js";
import { queueNotice, tellQueued } from "./tell.js";
import type { NoticeEntry } from "./tell.js";

/** Who settles a question: its owner, else who looks after its area, else the team's lead. */
export const settlerOf = (
  context: Pick<TurnContext, "parts">,
  assessment: Assessment,
  members: Members,
  question: QuestionId,
): PersonId | undefined => {
  const owner = responsibleFor(context.parts.questionnaire, assessment, question);
  return owner && !members.uninvited.has(owner) ? owner : members.lead;
};

/** What the settler is told of a difference that this answer brings about; stored with it. */
export function queueDifference(context: TurnContext, trail: Trail, question: QuestionId): NoticeEntry | undefined {
  const assessment = currentAssessment(trail.entries);
  const open = assessment && disagreementAbout(context, trail, assessment, question);
  const settler = assessment && settlerOf(context, assessment, context.members, question);
  const own = context.request.person.id;
  if (open?.views[0].by !== own || settler === undefined || settler === own) return undefined;
  const about = { person: settler, notice: { type: "difference", question } } as const;
  return queueNotice(context.parts, about, { ...stamp(context), isToldNow: true });
}

/** The same once more, for the outbox; undefined when it is settled by now, or somebody else's. */
export function differenceAgain(
  parts: AdvisorParts,
  trail: Trail,
  { person, question }: { readonly person: PersonId; readonly question: QuestionId },
): readonly Block[] | undefined {
  const context = readerContext(parts, trail, { id: person });
  const assessment = currentAssessment(trail.entries);
  const asked = findQuestion(parts.questionnaire, question);
  const open = assessment && disagreementAbout(context, trail, assessment, question);
  if (!asked || !open || settlerOf(context, assessment, context.members, question) !== person) return undefined;
  return settleBlocks(context, assessment, asked, open);
}

interface Answered {
  readonly trail: Trail;
  readonly assessment: Assessment;
  readonly asked: AskedQuestion;
  /** What was queued for the settler. */
  readonly notice: NoticeEntry | undefined;
}

/** Said to the one whose answer brought it about; the settler is told with both views, unless it is the same person. */
export async function announceDisagreement(
  context: TurnContext,
  { trail, assessment, asked, notice }: Answered,
): Promise<readonly Block[]> {
  const { words } = context.parts;
  const open = disagreementAbout(context, trail, assessment, asked.question.id);
  if (!open) return [];
  const [own, other] = open.views;
  if (own.by !== context.request.person.id) return [];
  const settler = settlerOf(context, assessment, context.members, asked.question.id);
  const reference = { assessment: assessment.id, question: asked.question.id };
  const said = {
    other: nameOf(context, context.members, other.by),
    what: valueShown(context.parts, asked, other.value),
  };
  if (settler === context.request.person.id)
    return [
      { kind: "note", markdown: words.say("settle.yours", said) },
      {
        kind: "buttons",
        buttons: [{ label: words.plain("button.settle"), action: { do: "settle-open", ...reference } }],
      },
    ];
  const outcome = notice
    ? await tellQueued(context.parts, trail, notice, settleBlocks(context, assessment, asked, open))
    : "unreachable";
  const name = settler === undefined ? words.plain("name.lead") : recordName(context, settler);
  return [
    {
      kind: "note",
      markdown: words.say(toldWord[outcome], { ...said, settler: name }),
    },
  ];
}

const toldWord = { told: "settle.told", "not-now": "settle.told-soon", unreachable: "settle.pass-on" } as const;

/** Both views, and the choices for the one who settles it. */
function settleBlocks(
  context: TurnContext,
  assessment: Assessment,
  asked: AskedQuestion,
  open: Disagreement,
): readonly Block[] {
  const { words, questionnaire } = context.parts;
  const seen = assessment.answers.get(asked.question.id)?.revision ?? 0;
  return [
    { kind: "heading", text: asked.question.text },
    { kind: "markdown", markdown: words.say("settle.about") },
    {
      kind: "facts",
      facts: open.views.map((view) => ({
        label: words.plain("settle.view", { who: recordName(context, view.by), when: showDate(view.at) }),
        value: valueShown(context.parts, asked, view.value),
      })),
    },
    {
      kind: "buttons",
      // A reason for "not applicable" can only be that of somebody who gave one.
      buttons: choicesOf(questionnaire, asked)
        .filter(
          ({ id }) =>
            findState(questionnaire, id)?.needsReason !== true || open.views.some(({ value }) => value.state === id),
        )
        .map(({ id, label }) => ({
          label,
          action: { do: "settle", assessment: assessment.id, question: asked.question.id, seen, choice: id },
        })),
    },
    { kind: "buttons", buttons: [{ label: words.plain("button.later"), action: { do: "assess" } }] },
  ];
}

/** Shows both views to the one who settles it; others are told who does. */
export function openSettle(
  context: TurnContext,
  { assessment: id, question }: Extract<Action, { do: "settle-open" }>,
): Reply | Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { words } = context.parts;
  const assessment = currentAssessment(context.trail.entries);
  const asked = findQuestion(context.parts.questionnaire, question);
  if (!assessment || assessment.id !== id || !asked) return assess(context);
  const open = disagreementAbout(context, context.trail, assessment, question);
  if (!open)
    return replyWith(context, [
      { kind: "note", markdown: words.say("settle.none") },
      ...nextBlocks(context, assessment, { after: question }),
    ]);
  const settler = settlerOf(context, assessment, context.members, question);
  if (settler !== context.request.person.id && !context.rights.leads)
    return replyWith(context, [
      {
        kind: "markdown",
        markdown: words.say("settle.not-yours", {
          settler: settler === undefined ? words.plain("name.lead") : recordName(context, settler),
        }),
      },
    ]);
  return replyWith(context, settleBlocks(context, assessment, asked, open));
}

interface Settled {
  readonly entries: readonly TrailEntry[];
  readonly result: { readonly trail: Trail; readonly outcome: "recorded" | "refused" | "not-recorded" };
}

/** Stores the settler's word; the trail keeps both views and who settled it. */
export async function settle(
  context: TurnContext,
  action: Extract<Action, { do: "settle" }>,
  press: Nonce,
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { words, questionnaire } = context.parts;
  const asked = findQuestion(questionnaire, action.question);
  const { trail, outcome } = await changeTeam(context, ({ trail: now, members, rights }): Settled => {
    const assessment = currentAssessment(now.entries);
    const mayOf = assessment && settlerOf(context, assessment, members, action.question);
    if (!assessment || (mayOf !== context.request.person.id && !rights.leads))
      return { entries: [], result: { trail: now, outcome: "refused" } };
    // Its reason for "not applicable" is that of whoever said so.
    const open = disagreementAbout(context, now, assessment, action.question);
    if (!open) return { entries: [], result: { trail: now, outcome: "not-recorded" } };
    const reason = open.views.find(({ value }) => value.state === action.choice)?.value.reason;
    const recorded = recordAnswer({
      ...submissionOf(context, now, action, press),
      kind: "settled",
      value: { kind: "state", state: choiceId(action.choice), ...(reason === undefined ? {} : { reason }) },
    });
    if (recorded.kind !== "recorded") return { entries: [], result: { trail: now, outcome: "not-recorded" } };
    const after: Trail = { team: now.team, entries: [...now.entries, recorded.entry] };
    return { entries: [recorded.entry], result: { trail: after, outcome: "recorded" } };
  });
  const assessment = currentAssessment(trail.entries);
  const answer = assessment?.answers.get(action.question);
  if (outcome !== "recorded" || !assessment || !asked || !answer?.value)
    return openSettle({ ...context, trail }, { ...action, do: "settle-open" });
  return replyWith(context, [
    { kind: "markdown", markdown: words.say("settle.done", { what: valueShown(context.parts, asked, answer.value) }) },
    ...nextBlocks(context, assessment, { after: action.question }),
  ]);
}
