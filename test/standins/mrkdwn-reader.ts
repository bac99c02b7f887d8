/**
 * Reads Slack's mrkdwn the way its documentation says it is read, generously: what could be a mention, a link, a format,
 * a quote or an emoji is taken for one. Independent of the writer. `joiner` says how a word joiner (U+2060) is read, as a
 * space or as a letter, since nobody has documented it.
 */
export interface MrkdwnRun {
  readonly text: string;
  readonly looks: readonly string[];
  readonly link?: string;
}
export interface ReadMrkdwn {
  readonly runs: readonly MrkdwnRun[];
  readonly mentions: readonly string[];
  readonly emoji: readonly string[];
  readonly quotes: number;
}

const isLetter = (character: string | undefined, joiner: "space" | "letter"): boolean =>
  character !== undefined && (/[\p{L}\p{N}]/u.test(character) || (character === "\u2060" && joiner === "letter"));
const isSpace = (character: string | undefined, joiner: "space" | "letter"): boolean =>
  character === undefined || /\s/.test(character) || (character === "\u2060" && joiner === "space");

export function readMrkdwn(mrkdwn: string, joiner: "space" | "letter" = "letter"): ReadMrkdwn {
  const mentions: string[] = [];
  const emoji: string[] = [];
  const runs: MrkdwnRun[] = [];
  let quotes = 0;
  for (const [index, line] of mrkdwn.split("\n").entries()) {
    if (index > 0) runs.push({ text: "\n", looks: [] });
    if (/^\s*(>|&gt;)/.test(line)) quotes += 1;
    readLine(line.replace(/^\s*>\s?/, ""), []);
  }
  return { runs, mentions, emoji, quotes };

  function readLine(text: string, looks: readonly string[]): void {
    let plain = "";
    const flush = (): void => {
      if (plain !== "") readEmoji(plain, looks);
      plain = "";
    };
    for (let at = 0; at < text.length;) {
      const character = text[at] ?? "";
      if (character === "<") {
        const end = text.indexOf(">", at);
        const inside = text.slice(at + 1, end < 0 ? text.length : end);
        flush();
        if (/^[!@#]/.test(inside)) mentions.push(inside);
        else {
          const [url = "", ...label] = inside.split("|");
          const from = runs.length;
          readLine(label.join("|") || url, looks);
          for (let index = from; index < runs.length; index += 1)
            runs[index] = { ...(runs[index] ?? { text: "", looks }), link: unescape(url) };
        }
        at = end < 0 ? text.length : end + 1;
        continue;
      }
      if (character === "`") {
        const end = text.indexOf("`", at + 1);
        if (end > at + 1) {
          flush();
          runs.push({ text: unescape(text.slice(at + 1, end)), looks: [...looks, "`"] });
          at = end + 1;
          continue;
        }
      }
      if ("*_~".includes(character) && opens(text, at)) {
        const end = closing(text, at);
        if (end > at + 1) {
          flush();
          readLine(text.slice(at + 1, end), [...looks, character]);
          at = end + 1;
          continue;
        }
      }
      plain += character;
      at += 1;
    }
    flush();
  }

  function opens(text: string, at: number): boolean {
    return !isLetter(text[at - 1], joiner) && !isSpace(text[at + 1], joiner);
  }
  function closing(text: string, at: number): number {
    const mark = text[at] ?? "";
    for (let end = text.indexOf(mark, at + 1); end >= 0; end = text.indexOf(mark, end + 1))
      if (!isSpace(text[end - 1], joiner) && !isLetter(text[end + 1], joiner)) return end;
    return -1;
  }
  function readEmoji(text: string, looks: readonly string[]): void {
    for (const [found, name = ""] of text.matchAll(/:([\p{L}\p{N}\p{M}_+'-]+):/gu))
      if (!/^\d+$/.test(name)) emoji.push(found);
    runs.push({ text: unescape(text), looks });
  }
}

const unescape = (text: string): string => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** Only what people see of it, without white space, and without what nobody sees. */
export const lettersOf = (text: string): string => text.replace(/[\s\u2060\u200B]/g, "").replace(/`/g, "ˋ");

export const lettersOfMrkdwn = (mrkdwn: string): string =>
  lettersOf(
    readMrkdwn(mrkdwn)
      .runs.map(({ text }) => text)
      .join(""),
  );
