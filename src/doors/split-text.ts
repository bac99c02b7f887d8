/**
 * Splits text into parts of at most `limit` characters, at a line break or space where there is one in the last half,
 * else between whole characters. Joined, the parts hold every word; white space at the cuts is dropped. No part is
 * empty, unless all of the text is.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const window = rest.slice(0, limit + 1);
    const space = Math.max(window.lastIndexOf("\n"), window.lastIndexOf(" "));
    const cut = space > limit / 2 ? space : wholeCharacters(rest, limit);
    const part = rest.slice(0, cut).trimEnd();
    if (part !== "") parts.push(part);
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== "" || parts.length === 0) parts.push(rest);
  return parts;
}

/** Shortens a label to `limit` characters, at a word where there is one, with an ellipsis. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const [start = ""] = splitText(text, limit - 1);
  return `${start}…`;
}

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
/** How far before the cut a character that people see as one may begin: an emoji of a family has eleven units. */
const longestCharacter = 64;

/** The last place up to `limit` that cuts no character in two: no surrogate pair, no joined emoji, no accent. */
export function wholeCharacters(text: string, limit: number): number {
  if (limit >= text.length) return text.length;
  const from = Math.max(0, limit - longestCharacter);
  const begin = characters.segment(text.slice(from, limit + longestCharacter)).containing(limit - from)?.index ?? 0;
  if (begin > 0) return from + begin;
  // One character longer than the limit: at least no surrogate pair is cut.
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff && limit > 1 ? limit - 1 : limit;
}
