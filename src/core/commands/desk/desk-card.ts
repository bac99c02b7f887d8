import { messagesOf } from "../../consultation/correspondence.js";
import { movesFrom, movesOf } from "../../consultation/desk-moves.js";
import type { DeskMove } from "../../consultation/desk-moves.js";
import { consultations, isOpen } from "../../consultation/consultations.js";
import type { Consultation } from "../../consultation/consultations.js";
import { isTimeZone, showLocalTime } from "../../consultation/local-time.js";
import type { Block, Button } from "../../conversation/reply.js";
import type { Message } from "../../delivery/delivery-entries.js";
import { latestDetails } from "../../delivery/threads.js";
import type { ConsultationId } from "../../ids.js";
import type { TrailEntry } from "../../team/trail.js";
import type { DeskDestination } from "../../thread.js";
import { showTime } from "../turn-context.js";
import type { AdvisorParts } from "../turn-context.js";

export type DeskWords = Pick<AdvisorParts, "words">;
type Details = NonNullable<Message["details"]>;

/**
 * A request as it stands, for the consultants, with what can be done about it; undefined when it is not known any more.
 * It shows what its asker agreed to pass on, and no more.
 */
export function deskCard(
  parts: DeskWords,
  entries: readonly TrailEntry[],
  { consultation: id, desk }: { readonly consultation: ConsultationId; readonly desk: DeskDestination },
): readonly Block[] | undefined {
  const consultation = consultations(entries).find((known) => known.id === id);
  if (!consultation) return undefined;
  const { words } = parts;
  const details = latestDetails(entries, id);
  const buttons = [...buttonsFor(parts, consultation), ...(details?.report ? [reportButton(parts, id)] : [])];
  return [
    { kind: "heading", text: words.plain("desk.title", { reference: consultation.reference }) },
    { kind: "facts", facts: [...standing(parts, entries, consultation), ...contact(parts, details)] },
    ...(details && details.situation !== "" ? [{ kind: "text", text: details.situation } as const] : []),
    ...(buttons.length > 0 ? [{ kind: "buttons", buttons } as const] : []),
    ...(isOpen(consultation)
      ? [{ kind: "note", markdown: words.say(`desk.note.${desk}`, { name: askerOf(parts, details) }) } as const]
      : []),
  ];
}

/** The asker's name, as far as it was passed on. */
export const askerOf = ({ words }: DeskWords, details: Details | undefined): string =>
  details?.name ? details.name : words.plain("desk.asker");

const reportButton = ({ words }: DeskWords, consultation: ConsultationId): Button => ({
  label: words.plain("button.desk-report"),
  action: { do: "desk-report", consultation },
});

type Facts = Extract<Block, { kind: "facts" }>["facts"];

function standing({ words }: DeskWords, entries: readonly TrailEntry[], consultation: Consultation): Facts {
  const { id, state, requestedAt, scheduledFor } = consultation;
  const moved = movesOf(entries, id).at(-1);
  const said = messagesOf(entries, id).at(-1);
  const fact = (key: "desk.asked" | "desk.scheduled-for" | "desk.last-message", value: string) => ({
    label: words.plain(key),
    value,
  });
  return [
    {
      label: words.plain("consult.state"),
      value: words.plain("desk.moved", {
        state: words.plain(`consult.state.${state}`),
        // The asker's own moves need no name: that it is theirs is said by the state.
        name: moved?.by === null ? (moved.consultant ?? words.plain("desk.operator")) : "none",
        when: moved ? showTime(moved.at) : "none",
      }),
    },
    fact("desk.asked", words.plain("desk.when", { when: showTime(requestedAt) })),
    ...(scheduledFor === undefined ? [] : [fact("desk.scheduled-for", timeOf(scheduledFor, consultation))]),
    ...(said
      ? [
          fact(
            "desk.last-message",
            words.plain("desk.last-said", {
              from: said.from,
              name: said.consultant ?? words.plain("desk.operator"),
              when: showTime(said.at),
            }),
          ),
        ]
      : []),
  ];
}

/** In the asker's zone where they gave one, else in UTC. */
export const timeOf = (time: string, { form }: Pick<Consultation, "form">, otherwise = "UTC"): string =>
  showLocalTime(time, isTimeZone(form.timeZone) ? form.timeZone : otherwise);

function contact({ words }: DeskWords, details: Details | undefined): Facts {
  if (!details) return [];
  const { topic, name, email, times, timeZone, platform, question, knowledgeTopic } = details;
  const facts = [
    { label: words.plain("consult.topic"), value: topic },
    { label: words.plain("desk.from"), value: name },
    { label: words.plain("consult.email"), value: email },
    { label: words.plain("consult.times"), value: [times, timeZone].filter((part) => part !== "").join(" · ") },
    { label: words.plain("desk.question"), value: question ?? "" },
    { label: words.plain("desk.knowledge-topic"), value: knowledgeTopic?.title ?? "" },
    { label: words.plain("desk.platform"), value: words.plain("desk.platform-name", { platform }) },
  ];
  return facts.filter(({ value }) => value !== "");
}

function buttonsFor({ words }: DeskWords, { id: consultation, state }: Consultation): readonly Button[] {
  const possible = movesFrom(state);
  const move = (name: DeskMove, style?: Button["style"]): readonly Button[] =>
    possible.includes(name)
      ? [
          {
            label: words.plain(`button.desk-${name}`),
            action: { do: "desk-move", consultation, move: name },
            ...(style ? { style } : {}),
          },
        ]
      : [];
  const writing: readonly Button[] = possible.includes("close")
    ? [
        { label: words.plain("button.desk-propose"), action: { do: "desk-propose", consultation } },
        { label: words.plain("button.desk-write"), action: { do: "desk-write", consultation } },
      ]
    : [];
  return [...move("accept", "primary"), ...writing, ...move("close"), ...move("undo-accept"), ...move("reopen")];
}
