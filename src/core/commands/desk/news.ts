import type { Consultation } from "../../consultation/consultations.js";
import { showLocalTime } from "../../consultation/local-time.js";
import type { Block } from "../../conversation/reply.js";
import type { Message } from "../../delivery/delivery-entries.js";
import { firmOf } from "../firm.js";
import type { AdvisorParts } from "../turn-context.js";
import { timeOf } from "./desk-card.js";

type NewsParts = Pick<AdvisorParts, "words" | "consult">;
type Said = NonNullable<Message["said"]>;
type Proposal = NonNullable<Message["proposal"]>;

/** What the asker reads when a consultant wrote. */
export function messageNews(parts: NewsParts, { id, reference }: Consultation, said: Said): readonly Block[] {
  const { words } = parts;
  return [
    { kind: "heading", text: words.plain("consult.wrote", { name: writer(parts, said.name), reference }) },
    ...wordsOf(parts, said),
    {
      kind: "buttons",
      buttons: [
        { label: words.plain("button.reply"), action: { do: "consult-write", consultation: id }, style: "primary" },
      ],
    },
  ];
}

/** What was written, and which files stayed behind. */
export const wordsOf = ({ words }: Pick<AdvisorParts, "words">, { text, files }: Said): readonly Block[] => [
  ...(text.trim() === "" ? [] : [{ kind: "text", text } as const]),
  ...(files.length === 0
    ? []
    : [{ kind: "note", markdown: words.say("desk.files", { names: files.join(", "), count: files.length }) } as const]),
];

/** What the asker reads when a consultant offers times: a button for each, in their own zone where they gave one. */
export function proposalNews(parts: NewsParts, consultation: Consultation, proposal: Proposal): readonly Block[] {
  const { words, consult } = parts;
  const { id, reference } = consultation;
  return [
    { kind: "heading", text: words.plain("consult.proposes", { name: writer(parts, proposal.name), reference }) },
    ...(proposal.note === "" ? [] : [{ kind: "text", text: proposal.note } as const]),
    {
      kind: "buttons",
      buttons: [
        ...proposal.times.map((time, nth) => ({
          label: timeOf(time, consultation, proposal.timeZone),
          action: { do: "consult-pick", consultation: id, proposal: proposal.id, nth } as const,
        })),
        { label: words.plain("button.consult-none"), action: { do: "consult-write", consultation: id } },
      ],
    },
    ...(consult.bookingUrl
      ? [{ kind: "links", links: [{ label: words.plain("consult.book"), url: consult.bookingUrl }] } as const]
      : []),
  ];
}

/** The same for the consultants, in the zone it was typed in. */
export const proposalLines = ({ times, timeZone, note }: Proposal): readonly Block[] => [
  { kind: "text", text: times.map((time) => `• ${showLocalTime(time, timeZone)}`).join("\n") },
  ...(note === "" ? [] : [{ kind: "text", text: note } as const]),
];

const writer = (parts: NewsParts, name: string | undefined): string =>
  name === undefined ? firmOf(parts) : parts.words.plain("consult.writer", { name, firm: firmOf(parts) });
