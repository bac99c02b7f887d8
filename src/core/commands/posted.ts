import type { Nonce } from "../ids.js";
import type { TurnContext } from "./turn-context.js";

/** Longer than a card that one person sees alone lives. */
const postedKeptMs = 24 * 60 * 60 * 1000;

/** Whether nothing was posted yet from this card; the next time it is not. Errors: `store-unwritable`. */
export const isFirstPost = ({ parts }: TurnContext, card: Nonce): Promise<boolean> =>
  parts.claims.claim(`posted:${card}`, postedKeptMs);

/** As many letters as a name under a message needs; a button carries at most 80 code units. */
const nameLetters = 40;

/** The asker's name as it stands under what they posted, in one line. */
export function sharerName({ parts, request }: TurnContext): string {
  const name = (request.person.name ?? "").replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim();
  return name === "" ? parts.words.plain("name.someone") : Array.from(name).slice(0, nameLetters).join("");
}
