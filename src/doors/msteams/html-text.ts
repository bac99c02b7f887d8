const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** Teams writes `&`, `<`, `>` and the space after a mention as HTML entities, in plain text too. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (typeof name === "string") return named[name] ?? whole;
    const code = typeof decimal === "string" ? Number.parseInt(decimal, 10) : Number.parseInt(String(hex), 16);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code).replace("\u00a0", " ") : whole;
  });
}

/** The words of a message in format `xml`: block ends become line breaks, every other tag goes. */
export const dropTags = (text: string): string =>
  text.replace(/<(?:br\s*\/?|\/p|\/div|\/li)>/gi, "\n").replace(/<\/?[a-zA-Z][^<>]*>/g, "");
