import { firstAnswerAt } from "../../consultation/first-answer.js";
import { consultations } from "../../consultation/consultations.js";
import type { Block } from "../../conversation/reply.js";
import type { Message } from "../../delivery/delivery-entries.js";
import { latestDetails } from "../../delivery/threads.js";
import type { ConsultationId } from "../../ids.js";
import type { TrailEntry } from "../../team/trail.js";
import { showTime } from "../turn-context.js";
import { askerOf, timeOf } from "./desk-card.js";
import type { DeskWords } from "./desk-card.js";
import { proposalLines, wordsOf } from "./news.js";

/**
 * What the consultants read under a request's card; nothing where the card says it all, as when one of them has moved it.
 */
export function deskNews(parts: DeskWords, entries: readonly TrailEntry[], message: Message): readonly Block[] {
  const { words } = parts;
  const { consultation: id, reference, said, proposal, time } = message;
  const known = consultations(entries).find((candidate) => candidate.id === id);
  const details = latestDetails(entries, id);
  const name = askerOf(parts, details);
  const line = (markdown: string): Block => ({ kind: "markdown", markdown });
  switch (message.type) {
    case "consultation.requested":
      return message.details?.summary === undefined
        ? []
        : [line(`**${words.say("desk.summary")}**`), { kind: "text", text: message.details.summary }];
    case "consultation.message":
      return said
        ? [...saidBlocks(parts, said, name), ...(said.from === "asker" ? [answerButton(parts, id)] : [])]
        : [];
    case "consultation.proposed":
      return proposal
        ? [line(words.say("desk.said.proposed", { name: nameOf(parts, proposal.name) })), ...proposalLines(proposal)]
        : [];
    case "consultation.scheduled":
      if (known && time !== undefined && isAskers(entries, message))
        return [line(words.say("desk.said.scheduled", { name, time: timeOf(time, known) }))];
      return known ? [] : otherNews(parts, message);
    case "consultation.changed":
      return message.details ? [line(words.say("desk.said.changed", { name }))] : [];
    case "consultation.withdrawn":
      return [line(words.say("desk.said.withdrawn", { reference }))];
    case "consultation.unanswered":
      return known ? [line(words.say("desk.said.unanswered", { reference, when: showTime(known.requestedAt) }))] : [];
    case "consultation.unreachable":
      return [line(words.say("desk.said.unreachable", { name, email: details?.email ? details.email : "none" }))];
    case "consultation.accepted":
    case "consultation.closed":
      return known ? [] : otherNews(parts, message);
  }
}

/** Whether a consultant has answered a request, or it needs no answer any more. */
export const isAnswered = (entries: readonly TrailEntry[], id: ConsultationId): boolean =>
  firstAnswerAt(entries, id) !== undefined ||
  consultations(entries).find((known) => known.id === id)?.state !== "requested";

function saidBlocks(parts: DeskWords, said: NonNullable<Message["said"]>, asker: string): readonly Block[] {
  const name = said.from === "asker" ? asker : nameOf(parts, said.name);
  return [{ kind: "markdown", markdown: parts.words.say(`desk.said.${said.from}`, { name }) }, ...wordsOf(parts, said)];
}

const answerButton = ({ words }: DeskWords, consultation: ConsultationId): Block => ({
  kind: "buttons",
  buttons: [{ label: words.plain("button.reply"), action: { do: "desk-write", consultation } }],
});

const nameOf = ({ words }: DeskWords, name: string | undefined): string => name ?? words.plain("desk.operator");

/** Where no card shows it. */
const otherNews = ({ words }: DeskWords, { reference, type }: Message): readonly Block[] => [
  { kind: "markdown", markdown: words.say("desk.said.other", { reference, state: type.replace("consultation.", "") }) },
];

/** Whether the asker, not a consultant, made the move that a message tells of. */
const isAskers = (entries: readonly TrailEntry[], { consultation, time }: Message): boolean =>
  entries.findLast(
    (entry) => entry.kind === "consultation-moved" && entry.consultation === consultation && entry.time === time,
  )?.by !== null;
