import { findQuestion, followingQuestion } from "../assessment/next-question.js";
import { currentAssessment } from "../assessment/progress.js";
import { detailLimits, recordDetail } from "../assessment/record-detail.js";
import type { DetailFault, DetailField, TypedDetail } from "../assessment/record-detail.js";
import { isControl } from "../assessment/question.js";
import type { Action } from "../conversation/action.js";
import type { Field, Reply } from "../conversation/reply.js";
import { typedText } from "../form-values.js";
import type { FormValues } from "../form-values.js";
import { questionId } from "../ids.js";
import type { Nonce } from "../ids.js";
import { findByName } from "../team/members.js";
import { assess, nextBlocks } from "./assess.js";
import { refuseOutsider } from "./help.js";
import { answerLabel, questionBlocks } from "./question-card.js";
import { changeTeam, newEntryId, replyWith } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

type DetailReference = Omit<Extract<Action, { do: "detail-save" }>, "do" | "seen">;

/** One question again, e.g. by "Back". */
export function showQuestion(context: TurnContext, reference: DetailReference): Reply | Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const assessment = currentAssessment(context.trail.entries);
  const asked = findQuestion(context.parts.questionnaire, reference.question);
  if (!assessment || assessment.id !== reference.assessment || !asked) return assess(context);
  return replyWith(context, questionBlocks(context, assessment, asked));
}

/** The question after one, answered or not. */
export function showFollowing(context: TurnContext, reference: DetailReference): Reply | Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const assessment = currentAssessment(context.trail.entries);
  if (assessment?.id !== reference.assessment) return assess(context);
  const asked = followingQuestion(context.parts.questionnaire, assessment.mode, reference.question);
  return replyWith(
    context,
    asked ? questionBlocks(context, assessment, asked) : nextBlocks(context, assessment, { after: reference.question }),
  );
}

/** The question that was picked from a list, or its note, evidence, owner and date. */
export function openPicked(
  context: TurnContext,
  { assessment, open }: Extract<Action, { do: "pick" }>,
  values: FormValues,
): Reply | Promise<Reply> {
  const question = questionId(typedText(values, "question"));
  return open === "detail"
    ? openDetail(context, { assessment, question })
    : showQuestion(context, { assessment, question });
}

/** The form for a note, an evidence link, an owner and a due date. */
export function openDetail(context: TurnContext, reference: DetailReference): Reply | Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const answer = currentAssessment(context.trail.entries)?.answers.get(reference.question);
  if (!answer) return assess(context);
  const { note = "", evidence = "", owner = "", due = "", applies = "" } = answer;
  return detailForm(context, reference, answer.revision, { note, evidence, owner, due, applies }, {});
}

export async function saveDetail(
  context: TurnContext,
  action: Extract<Action, { do: "detail-save" }>,
  press: Nonce,
  values: FormValues,
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { outcome, trail } = await changeTeam(context, ({ trail: now, members }) => {
    const recorded = recordDetail({
      entries: now.entries,
      ...action,
      values: withOwnName(context, values),
      press,
      by: context.request.person.id,
      at: context.at,
      entry: newEntryId(context),
      findPerson: (name) =>
        name === context.request.person.name
          ? context.request.person.id
          : findByName(members, name, context.request.person.id),
    });
    const entries = recorded.kind === "recorded" ? [recorded.entry] : [];
    return { entries, result: { outcome: recorded, trail: { ...now, entries: [...now.entries, ...entries] } } };
  });
  if (outcome.kind === "faulty") return detailForm(context, action, action.seen, outcome.typed, outcome.faults);
  const assessment = currentAssessment(trail.entries);
  if (!assessment || outcome.kind === "gone") return assess(context);
  return replyWith(context, [
    { kind: "note", markdown: context.parts.words.say("detail.saved") },
    ...nextBlocks(context, assessment, { after: action.question }),
  ]);
}

/** "me" as an owner is one's name: the next reader is somebody else. */
function withOwnName({ request }: TurnContext, values: FormValues): FormValues {
  const owner = typedText(values, "owner").toLowerCase();
  const { name } = request.person;
  return ["me", "myself", "i"].includes(owner) && name !== undefined ? { ...values, owner: name } : values;
}

const wrong = { url: "not-a-link", date: "not-a-date" } as const;

function detailForm(
  context: TurnContext,
  reference: DetailReference,
  seen: number,
  typed: TypedDetail,
  faults: Readonly<Partial<Record<DetailField, DetailFault>>>,
): Reply {
  const { words, questionnaire } = context.parts;
  const { assessment, question } = reference;
  const asked = findQuestion(questionnaire, question);
  const answer = currentAssessment(context.trail.entries)?.answers.get(question);
  const field = (id: DetailField, purpose?: "url" | "date"): Field => {
    const fault = faults[id];
    return {
      kind: "text",
      id,
      label: words.plain(`detail.${id}`),
      hint: words.plain(`detail.${id}-hint`),
      required: false,
      multiline: id === "note" || id === "applies",
      maxLength: detailLimits[id],
      value: typed[id],
      ...(purpose ? { purpose, mend: words.plain(`detail.fault.${wrong[purpose]}`) } : {}),
      ...(fault ? { error: words.plain(`detail.fault.${fault}`, { limit: detailLimits[id] }) } : {}),
    };
  };
  return replyWith(
    context,
    [
      { kind: "heading", text: asked?.question.text ?? words.plain("detail.title") },
      ...(asked && answer
        ? [
            {
              kind: "note",
              markdown: words.say("assess.saved", { what: answerLabel(context, asked, answer) }),
            } as const,
          ]
        : []),
      ...(asked && asked.part !== "need"
        ? [{ kind: "note", markdown: words.say("detail.evidence-example", { text: asked.question.evidence }) } as const]
        : []),
      {
        kind: "form",
        title: words.plain("detail.title"),
        fields: [
          field("note"),
          field("evidence", "url"),
          field("owner"),
          field("due", "date"),
          ...(asked?.part === "requirement" && isControl(asked.question) ? [field("applies")] : []),
        ],
        submit: {
          label: words.plain("button.save"),
          action: { do: "detail-save", assessment, question, seen },
          style: "primary",
        },
        reopen: { label: words.plain("button.detail"), action: { do: "detail", assessment, question } },
      },
      { kind: "buttons", buttons: [{ label: words.plain("button.go-on"), action: { do: "assess" } }] },
    ],
    { refused: Object.keys(faults).length > 0 },
  );
}
