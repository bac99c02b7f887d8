/**
 * Splits text into parts of at most `limit` characters, at a line break or space where there is one in the last half,
 * else between whole characters. Joined, the parts hold every word; white space at the cuts is dropped.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const window = rest.slice(0, limit + 1);
    const space = Math.max(window.lastIndexOf("\n"), window.lastIndexOf(" "));
    const cut = space > limit / 2 ? space : wholeCharacters(rest, limit);
    parts.push(rest.slice(0, cut).trimEnd());
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

/** Never cuts a surrogate pair in two. */
const wholeCharacters = (text: string, limit: number): number => {
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff && limit > 1 ? limit - 1 : limit;
};
