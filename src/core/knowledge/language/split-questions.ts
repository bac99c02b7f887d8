const openers =
  "what|whats|how|who|whom|when|why|where|which|can|could|do|does|did|is|are|should|must|will|would|may|have|has|shall";
/** Where one question may end and the next begin: a sentence's end, a line's end, or "and" before a word that asks. */
const seams = new RegExp(
  String.raw`(?<=[?!.;])\s+|\n+|\s*,?\s+(?:and|also|plus|and also|then)\s+(?=(?:${openers})\b)`,
  "iu",
);
const asks = new RegExp(
  String.raw`\?\s*$|^(?:and|also|plus|but|so|then|btw|second|secondly|first|[12][.)])?[\s,:]*(?:${openers})\b`,
  "iu",
);

/** The questions of a message, one text each; a message that asks nothing in particular, or once, gives at most one. */
export const questionsIn = (message: string): readonly string[] =>
  message
    .split(seams)
    .map((part) => part.trim())
    .filter((part) => asks.test(part) && part.split(/\s+/u).length >= 2);
