import { wasPressed } from "../../assessment/entries.js";
import { isAnswered, questionsInOrder } from "../../assessment/next-question.js";
import type { AskedQuestion } from "../../assessment/next-question.js";
import { currentAssessment } from "../../assessment/progress.js";
import type { Assessment } from "../../assessment/progress.js";
import { areaOf } from "../../assessment/responsibility.js";
import type { Action } from "../../conversation/action.js";
import { editDistance } from "../../conversation/edit-distance.js";
import type { Block, Reply } from "../../conversation/reply.js";
import type { MentionedPerson } from "../../conversation/request.js";
import { typedText } from "../../form-values.js";
import type { FormValues } from "../../form-values.js";
import { areaId, personId } from "../../ids.js";
import type { AreaId, Nonce, PersonId } from "../../ids.js";
import { formerMember } from "../../former-member.js";
import type { Trail, TrailEntry } from "../../team/trail.js";
import { answerQuestion } from "../ask.js";
import { assess } from "../assess.js";
import { refuseOutsider } from "../help.js";
import { questionBlocks } from "../question-card.js";
import { changeTeam, nameOf, recordName, replyWith, stamp } from "../turn-context.js";
import type { AdvisorParts, TurnContext } from "../turn-context.js";
import { readerContext } from "./reader-context.js";
import { queueNotice, tellQueued } from "./tell.js";
import type { NoticeEntry } from "./tell.js";

/** `assign <area> @someone` as typed; with anything missing, who looks after what and a form to change it. */
export async function assignByWords(
  context: TurnContext,
  typed: { readonly area: string; readonly person: MentionedPerson | undefined },
  press: Nonce,
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const assessment = currentAssessment(context.trail.entries);
  if (!assessment) return assess(context);
  const area = findArea(context, typed.area);
  if (area && typed.person) return assignArea(context, assessment, { area, person: typed.person, press });
  return showAssignments(context, assessment, typed.area !== "" && !area ? typed.area : undefined);
}

/** Who looks after what, and a form to change it. */
export function openAssign(context: TurnContext): Reply | Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const assessment = currentAssessment(context.trail.entries);
  return assessment ? showAssignments(context, assessment, undefined) : assess(context);
}

export async function saveAssign(
  context: TurnContext,
  action: Extract<Action, { do: "assign-save" }>,
  press: Nonce,
  values: FormValues,
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const assessment = currentAssessment(context.trail.entries);
  if (!assessment || assessment.id !== action.assessment) return assess(context);
  const area = context.parts.questionnaire.readiness.areas.find(({ id }) => id === typedText(values, "area"))?.id;
  const person = typedText(values, "person");
  const isKnown = candidates(context).some((candidate) => candidate === person);
  if (!area || person === "" || (person !== nobody && !isKnown)) return showAssignments(context, assessment, undefined);
  return assignArea(context, assessment, {
    area,
    person: person === nobody ? undefined : { id: personId(person) },
    press,
  });
}

const nobody = "nobody";

/** A typed area: its title or id, near enough, or a clear part of it. */
function findArea({ parts }: TurnContext, typed: string): AreaId | undefined {
  if (typed === "") return undefined;
  const { areas } = parts.questionnaire.readiness;
  const names = areas.map(({ id, title }) => ({ id, names: [title.toLowerCase(), id.replaceAll("-", " ")] }));
  const exact = names.find((area) => area.names.includes(typed));
  if (exact) return exact.id;
  const close = names.filter((area) =>
    area.names.some((name) => editDistance(name, typed) <= 2 || (typed.length >= 4 && name.includes(typed))),
  );
  return close.length === 1 ? areaId(close[0]?.id ?? "") : undefined;
}

/** Those who can be picked from a list: everybody who has taken part, and the asker. */
const candidates = (context: TurnContext): readonly PersonId[] =>
  [...new Set([context.request.person.id, ...context.members.tookPart])].filter(
    (person) => person !== formerMember && !context.members.uninvited.has(person),
  );

function showAssignments(context: TurnContext, assessment: Assessment, unknown: string | undefined): Reply {
  const { words } = context.parts;
  const { areas } = context.parts.questionnaire.readiness;
  const who = (area: AreaId): string => {
    const person = assessment.assignees.get(area);
    return person ? nameOf(context, context.members, person) : words.plain("assign.nobody");
  };
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("assign.title") },
      ...(unknown === undefined
        ? []
        : [{ kind: "note", markdown: words.say("assign.unknown", { area: unknown }) } as const]),
      { kind: "markdown", markdown: words.say("assign.about") },
      {
        kind: "form",
        title: words.plain("assign.form-title"),
        fields: [
          {
            kind: "choice",
            id: "area",
            label: words.plain("assign.area"),
            required: true,
            several: false,
            options: areas.map(({ id, title }) => ({ value: id, label: title })),
          },
          {
            kind: "choice",
            id: "person",
            label: words.plain("assign.person"),
            hint: words.plain("assign.person-hint"),
            required: true,
            several: false,
            options: [
              ...candidates(context)
                .slice(0, 90)
                .map((person) => ({ value: person, label: nameOf(context, context.members, person) })),
              { value: nobody, label: words.plain("assign.nobody") },
            ],
          },
        ],
        submit: {
          label: words.plain("button.save"),
          action: { do: "assign-save", assessment: assessment.id },
          style: "primary",
        },
        reopen: { label: words.plain("button.assign"), action: { do: "assign" } },
      },
      { kind: "facts", facts: areas.map(({ id, title }) => ({ label: title, value: who(id) })) },
    ],
    { replaces: false },
  );
}

interface Assigned {
  readonly entries: readonly TrailEntry[];
  /** Undefined: nothing was assigned. */
  readonly result: { readonly trail: Trail; readonly notice: NoticeEntry | undefined } | undefined;
}

/** Stores who looks after an area and tells them, with the first question; else gives the assigner a text to pass on. */
async function assignArea(
  context: TurnContext,
  assessment: Assessment,
  given: { readonly area: AreaId; readonly person: MentionedPerson | undefined; readonly press: Nonce },
): Promise<Reply> {
  const { words } = context.parts;
  const { area, person, press } = given;
  if (person && mustBeInvited(context, person))
    return replyWith(context, [
      { kind: "markdown", markdown: words.say("assign.guest", { name: person.name ?? words.plain("name.someone") }) },
    ]);
  const isOther = person !== undefined && person.id !== context.request.person.id;
  const done = await changeTeam(context, ({ trail: now, members, rights }): Assigned => {
    if (wasPressed(now.entries, press) || !rights.takesPart) return { entries: [], result: undefined };
    const named = isOther && person.name !== undefined && members.names.get(person.id) !== person.name;
    const about = { person: person?.id ?? context.request.person.id, notice: { type: "area", area } } as const;
    const notice = isOther ? queueNotice(context.parts, about, { ...stamp(context), isToldNow: true }) : undefined;
    const entries = [
      ...(named ? [{ kind: "person-named", ...stamp(context), person: person.id, name: person.name } as const] : []),
      {
        kind: "area-assigned",
        ...stamp(context),
        assessment: assessment.id,
        area,
        person: person?.id ?? null,
        press,
      } as const,
      ...(notice ? [notice] : []),
    ];
    return { entries, result: { trail: { ...now, entries: [...now.entries, ...entries] }, notice } };
  });
  if (!done) return showAssignments(context, assessment, undefined);
  const title = context.parts.questionnaire.readiness.areas.find(({ id }) => id === area)?.title ?? area;
  if (!person)
    return replyWith(context, [{ kind: "markdown", markdown: words.say("assign.taken-back", { area: title }) }]);
  const name = person.name ?? recordName(context, person.id);
  const { trail, notice } = done;
  if (!notice)
    return replyWith(context, [
      { kind: "markdown", markdown: words.say("assign.yours", { area: title }) },
      openButton(context, area),
    ]);
  const from = context.request.person.name ?? recordName(context, context.request.person.id);
  const blocks = invitation(readerContext(context.parts, trail, person), { area, title, from });
  const outcome = await tellQueued(context.parts, trail, notice, blocks);
  return replyWith(context, [
    { kind: "markdown", markdown: words.say("assign.done", { name, area: title }) },
    ...(outcome === "unreachable"
      ? passOn(context, trail, area, { title, name })
      : [
          {
            kind: "note",
            markdown: words.say(outcome === "told" ? "assign.told" : "assign.told-soon", { name }),
          } as const,
        ]),
  ]);
}

/** A guest or somebody of another organization whom the lead has not let in. */
const mustBeInvited = ({ members }: TurnContext, { id, standing }: MentionedPerson): boolean =>
  members.uninvited.has(id) || (standing !== undefined && standing !== "member" && !members.invited.has(id));

const openButton = ({ parts: { words } }: TurnContext, area: AreaId): Block => ({
  kind: "buttons",
  buttons: [{ label: words.plain("button.area"), action: { do: "assign-area", area }, style: "primary" }],
});

/** The first open question of an area, or its first. */
function firstOf(context: TurnContext, assessment: Assessment, area: AreaId): AskedQuestion | undefined {
  const { questionnaire } = context.parts;
  const own = questionsInOrder(questionnaire, assessment.mode).filter((asked) => areaOf(questionnaire, asked) === area);
  return own.find((asked) => !isAnswered(questionnaire, assessment, asked)) ?? own[0];
}

/** The same once more, for the outbox; undefined when somebody else looks after it by now. */
export function invitationAgain(
  parts: AdvisorParts,
  trail: Trail,
  { person, by, area }: { readonly person: PersonId; readonly by: PersonId | null; readonly area: AreaId },
): readonly Block[] | undefined {
  if (currentAssessment(trail.entries)?.assignees.get(area) !== person) return undefined;
  const reader = readerContext(parts, trail, { id: person });
  const title = parts.questionnaire.readiness.areas.find(({ id }) => id === area)?.title ?? area;
  return invitation(reader, { area, title, from: recordName(reader, by) });
}

/** What the colleague reads: who asks, what for, and the first question ready to answer. */
function invitation(
  reader: TurnContext,
  { area, title, from }: { readonly area: AreaId; readonly title: string; readonly from: string },
): readonly Block[] {
  const { words } = reader.parts;
  const assessment = currentAssessment(reader.trail.entries);
  const asked = assessment && firstOf(reader, assessment, area);
  return [
    { kind: "markdown", markdown: words.say("assign.invitation", { name: from, area: title }) },
    ...(assessment && asked ? questionBlocks(reader, assessment, asked) : [openButton(reader, area)]),
  ];
}

/** Where the bot may not write to the colleague: a text the assigner can send. */
function passOn(
  context: TurnContext,
  trail: Trail,
  area: AreaId,
  { title, name }: { readonly title: string; readonly name: string },
): readonly Block[] {
  const { words } = context.parts;
  const assessment = currentAssessment(trail.entries);
  const asked = assessment && firstOf(context, assessment, area);
  return [
    { kind: "note", markdown: words.say("assign.not-told", { name }) },
    {
      kind: "text",
      text: words.plain("assign.pass-on", {
        area: title,
        question: asked?.question.text ?? title,
      }),
    },
  ];
}

/** `assess <area>`: its first open question; when there is no such area, the message is a question like any other. */
export function assessArea(context: TurnContext, typed: string, asked: string): Reply | Promise<Reply> {
  const area = currentAssessment(context.trail.entries) && findArea(context, typed);
  return area ? showArea(context, area) : answerQuestion(context, asked, "assess");
}

/** The first open question of an area, from a message or a card. */
export function showArea(context: TurnContext, area: AreaId): Reply | Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const assessment = currentAssessment(context.trail.entries);
  const asked = assessment && firstOf(context, assessment, area);
  return assessment && asked ? replyWith(context, questionBlocks(context, assessment, asked)) : assess(context);
}
