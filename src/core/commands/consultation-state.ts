import type { SharedItem } from "../consultation/consultation-entries.js";
import { isOpen } from "../consultation/consultations.js";
import type { Consultation } from "../consultation/consultations.js";
import type { Block } from "../conversation/reply.js";
import { timeOf } from "./desk/desk-card.js";
import { firmOf } from "./firm.js";
import { showDate } from "./turn-context.js";
import type { AdvisorParts } from "./turn-context.js";

type OfferParts = Pick<AdvisorParts, "words" | "consult">;

/** What the asker reads when the consultant has moved their request. */
export function newsBlocks(parts: OfferParts, consultation: Consultation): readonly Block[] {
  return [
    { kind: "heading", text: parts.words.plain("consult.news", { reference: consultation.reference }) },
    ...stateBlocks(parts, consultation),
  ];
}

/** Under a form that was just sent. */
export function confirmationBlocks(parts: OfferParts, consultation: Consultation): readonly Block[] {
  const { words } = parts;
  return [
    { kind: "heading", text: words.plain("consult.thanks") },
    {
      kind: "markdown",
      markdown: words.say("consult.confirmed", { reference: consultation.reference, firm: firmOf(parts) }),
    },
    ...stateBlocks(parts, consultation),
  ];
}

/** The things themselves by their names, e.g. "E-mail address, Your name". */
const sharedShown = ({ words }: OfferParts, shared: readonly SharedItem[]): string =>
  shared.map((item) => words.plain(`consult.item.${item}`)).join(", ");

/** Where a request stands, and what its asker can do about it. */
export function stateBlocks(parts: OfferParts, consultation: Consultation): readonly Block[] {
  const { words, consult: offer } = parts;
  const { id, form } = consultation;
  return [
    {
      kind: "facts",
      facts: [
        { label: words.plain("consult.reference"), value: consultation.reference },
        { label: words.plain("consult.state"), value: words.plain(`consult.state.${consultation.state}`) },
        ...(consultation.scheduledFor === undefined
          ? []
          : [{ label: words.plain("consult.scheduled-for"), value: timeOf(consultation.scheduledFor, consultation) }]),
        { label: words.plain("consult.topic"), value: form.topic },
        { label: words.plain("consult.email"), value: form.email },
        ...(consultation.shared
          ? [{ label: words.plain("consult.passed-on"), value: sharedShown(parts, consultation.shared) }]
          : []),
        { label: words.plain("consult.asked-on"), value: showDate(consultation.requestedAt) },
        ...(offer.replyWithin ? [{ label: words.plain("consult.reply-within"), value: offer.replyWithin }] : []),
      ],
    },
    ...(offer.bookingUrl && isOpen(consultation)
      ? [{ kind: "links", links: [{ label: words.plain("consult.book"), url: offer.bookingUrl }] } as const]
      : []),
    ...(isOpen(consultation)
      ? [
          {
            kind: "buttons",
            buttons: [
              ...(offer.destinations.length > 0
                ? [
                    {
                      label: words.plain("button.consult-write"),
                      action: { do: "consult-write", consultation: id },
                    } as const,
                  ]
                : []),
              { label: words.plain("button.consult-change"), action: { do: "consult-change", consultation: id } },
              {
                label: words.plain("button.consult-withdraw"),
                action: { do: "consult-withdraw", consultation: id },
                style: "danger",
              },
            ],
          } as const,
        ]
      : []),
  ];
}
