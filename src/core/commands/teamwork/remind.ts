import { isDueAgain, openItems } from "../../assessment/open-items.js";
import type { OpenItem } from "../../assessment/open-items.js";
import { currentAssessment } from "../../assessment/progress.js";
import type { Block, Reply } from "../../conversation/reply.js";
import type { PersonId } from "../../ids.js";
import { formerMember } from "../../former-member.js";
import { membersOf } from "../../team/members.js";
import { remindersOf } from "../../team/reminders.js";
import type { Trail } from "../../team/trail.js";
import { refuseMember, refuseOutsider } from "../help.js";
import { changeTeam, replyWith, stamp } from "../turn-context.js";
import type { AdvisorParts, TurnContext } from "../turn-context.js";
import { itemLines } from "./open-item-lines.js";

/** `remind`: whether weekly reminders are on, and a way to switch them; the lead decides for the team. */
export async function setReminders(context: TurnContext, set: "on" | "off" | undefined): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const { words } = context.parts;
  if (!set) return replyWith(context, stateBlocks(context), { replaces: false });
  const outcome = await changeTeam(context, ({ trail, rights }) => {
    if (!rights.leads) return { entries: [], result: { isDone: false, trail } };
    const isOn = set === "on";
    const entries =
      remindersOf(trail.entries).isOn === isOn ? [] : [{ kind: "reminders-set", ...stamp(context), isOn } as const];
    return { entries, result: { isDone: true, trail: { ...trail, entries: [...trail.entries, ...entries] } } };
  });
  if (!outcome.isDone) return refuseMember(context);
  return replyWith(context, [
    { kind: "markdown", markdown: words.say(`remind.set-${set}`) },
    ...stateBlocks({ ...context, trail: outcome.trail }),
  ]);
}

/** One's own reminders, off or on again. */
export async function muteReminders(context: TurnContext, set: "on" | "off"): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const person = context.request.person.id;
  await changeTeam(context, ({ trail }) => {
    const isMuted = set === "off";
    const entries =
      remindersOf(trail.entries).muted.has(person) === isMuted
        ? []
        : [{ kind: "reminders-muted", ...stamp(context), person, isMuted } as const];
    return { entries, result: undefined };
  });
  return replyWith(context, [{ kind: "markdown", markdown: context.parts.words.say(`remind.me-${set}`) }]);
}

function stateBlocks(context: TurnContext): readonly Block[] {
  const { words, questionnaire } = context.parts;
  const { isOn, muted } = remindersOf(context.trail.entries);
  const assessment = currentAssessment(context.trail.entries);
  const owners = assessment ? openItems(questionnaire, assessment).size : 0;
  const isMuted = muted.has(context.request.person.id);
  return [
    { kind: "markdown", markdown: words.say(isOn ? "remind.is-on" : "remind.is-off", { owners }) },
    {
      kind: "buttons",
      buttons: [
        {
          label: words.plain(isOn ? "button.remind-off" : "button.remind-on"),
          action: { do: "remind", set: isOn ? "off" : "on" },
          ...(isOn ? {} : { style: "primary" }),
        },
        ...(isOn
          ? [
              {
                label: words.plain(isMuted ? "button.remind-me-on" : "button.remind-me-off"),
                action: { do: "remind-me", set: isMuted ? "on" : "off" },
              } as const,
            ]
          : []),
        { label: words.plain("button.assign"), action: { do: "assign" } },
      ],
    },
  ];
}

const dayMs = 24 * 60 * 60 * 1000;
const namedAtMost = 5;

/**
 * Who is to be reminded now: with reminders on, each person who owns open items, has not muted them and was not reminded
 * for a week; and the lead, when a quarter has passed since the last answer of a finished assessment.
 */
export function dueReminders(
  parts: Pick<AdvisorParts, "questionnaire">,
  trail: Trail,
  now: string,
): readonly PersonId[] {
  const { last, since } = remindersOf(trail.entries);
  const { remindEveryDays } = parts.questionnaire.readiness.rhythm;
  return [...remindable(parts, trail, now).keys()].filter((person) => {
    const from = last.get(person) ?? since ?? now;
    return Date.parse(now) - Date.parse(from) >= remindEveryDays * dayMs;
  });
}

/** What somebody is reminded of; undefined when there is nothing, or they want none by now. */
export function reminderFor(
  parts: Pick<AdvisorParts, "questionnaire" | "words">,
  trail: Trail,
  { person, now }: { readonly person: PersonId; readonly now: string },
): readonly Block[] | undefined {
  const waiting = remindable(parts, trail, now).get(person);
  return waiting && reminderBlocks(parts, waiting.items, waiting.isAgain);
}

interface Waiting {
  readonly items: readonly OpenItem[];
  /** A quarter has passed since the last answer. */
  readonly isAgain: boolean;
}

/** Everybody whom something waits for, and who wants to be reminded of it. */
function remindable(
  { questionnaire }: Pick<AdvisorParts, "questionnaire">,
  trail: Trail,
  now: string,
): ReadonlyMap<PersonId, Waiting> {
  const { isOn, muted } = remindersOf(trail.entries);
  const assessment = currentAssessment(trail.entries);
  if (!isOn || !assessment) return new Map();
  const { lead, uninvited } = membersOf(trail.entries);
  const items = openItems(questionnaire, assessment);
  const isAgain = isDueAgain(questionnaire, assessment, now);
  const people = new Set([...items.keys(), ...(isAgain && lead ? [lead] : [])]);
  return new Map(
    [...people]
      .filter((person) => person !== formerMember && !uninvited.has(person) && !muted.has(person))
      .map((person) => [person, { items: items.get(person) ?? [], isAgain: isAgain && person === lead }]),
  );
}

function reminderBlocks(
  { words }: Pick<AdvisorParts, "words">,
  items: readonly OpenItem[],
  isAgain: boolean,
): readonly Block[] {
  const more = items.length - namedAtMost;
  return [
    ...(items.length > 0
      ? [
          { kind: "markdown", markdown: words.say("remind.title", { count: items.length }) } as const,
          { kind: "markdown", markdown: itemLines({ words }, items, namedAtMost) } as const,
        ]
      : []),
    ...(more > 0 ? [{ kind: "note", markdown: words.say("remind.more", { count: more }) } as const] : []),
    ...(isAgain ? [{ kind: "markdown", markdown: words.say("remind.again") } as const] : []),
    {
      kind: "buttons",
      buttons: [
        { label: words.plain("button.go-on"), action: { do: "assess" }, style: "primary" },
        { label: words.plain("button.gaps"), action: { do: "gaps" } },
        { label: words.plain("button.remind-me-off"), action: { do: "remind-me", set: "off" } },
      ],
    },
  ];
}
