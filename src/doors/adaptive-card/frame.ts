import { shorten } from "../split-text.js";
import type { CardElement } from "./rich-text.js";

export interface AdaptiveCard {
  readonly type: "AdaptiveCard";
  readonly $schema: string;
  readonly version: "1.5";
  readonly body: readonly CardElement[];
  readonly fallbackText: string;
  readonly speak: string;
  readonly [more: string]: unknown;
}

/** What is read aloud and shown where cards cannot be, in characters. */
const spokenLength = 600;

/**
 * Puts elements into a card.
 *
 * @param said the same in plain words, for screen readers and clients that cannot show the card
 */
export function frameCard(
  body: readonly CardElement[],
  said: string,
  more: Record<string, unknown> = {},
): AdaptiveCard {
  const text = shorten(said, spokenLength);
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    ...more,
    body,
    fallbackText: text,
    speak: text,
  };
}

export const cardSize = (card: unknown): number => Buffer.byteLength(JSON.stringify(card));
