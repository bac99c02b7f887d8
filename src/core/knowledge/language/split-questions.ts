import { readable } from "./words.js";

const openers =
  "what|whats|how|who|whom|when|why|where|which|can|could|do|does|did|is|are|should|must|will|would|may|have|has|shall";
/** Where one question may end and the next begin: a sentence's end, a line's end, or "and" before a word that asks. */
const seams = new RegExp(String.raw`(?<=[?!.;]) |\n|,? (?:and also|and|also|plus|then) (?=(?:${openers})\b)`, "iu");
const asks = new RegExp(
  String.raw`\?$|^(?:and|also|plus|but|so|then|btw|second|secondly|first|[12][.)])?[\s,:]*(?:${openers})\b`,
  "iu",
);

/** The questions of a message, one text each; a message that asks nothing in particular, or once, gives at most one. */
export const questionsIn = (message: string): readonly string[] =>
  readable(message)
    .split(seams)
    .map((part) => part.trim())
    .filter((part) => asks.test(part) && part.split(/\s+/u).length >= 2);
