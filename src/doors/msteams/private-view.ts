import { z } from "zod";
import type { Phrases } from "../../core/conversation/phrases.js";
import { personId } from "../../core/ids.js";
import type { PersonId } from "../../core/ids.js";
import type { Card } from "./conversation.js";
import { replayCharacters } from "./limits.js";
import type { MsteamsWord } from "./words.js";

/**
 * Teams has no message that one person of a group sees alone, but what a button's press brings is drawn for the presser
 * only. So a private reply is a small card whose button asks again, for that person.
 */
const openSchema = z.object({
  open: z.object({ v: z.literal(1), words: z.string().max(replayCharacters), for: z.string().transform(personId) }),
});

export function drawPrivateCard(
  words: Phrases<MsteamsWord>,
  asked: string,
  person: { readonly id: PersonId; readonly name?: string },
): Card {
  const text =
    person.name === undefined
      ? words.plain("private.ready-unnamed")
      : words.plain("private.ready", { name: person.name });
  const data = { open: { v: 1, words: asked.slice(0, replayCharacters), for: person.id } };
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    fallbackText: text,
    speak: text,
    body: [
      { type: "RichTextBlock", inlines: [{ type: "TextRun", text }] },
      {
        type: "ActionSet",
        actions: [
          { type: "Action.Execute", verb: "open", title: words.plain("private.open"), data, associatedInputs: "none" },
        ],
      },
    ],
  };
}

/** What such a button carries; undefined for any other. */
export const readOpen = (data: unknown): { readonly words: string; readonly for: PersonId } | undefined =>
  openSchema.safeParse(data).data?.open;
