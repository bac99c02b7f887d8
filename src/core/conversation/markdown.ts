import { fromMarkdown } from "mdast-util-from-markdown";
import type { Root } from "mdast";

/**
 * A person's words as Markdown that reads back as exactly those words: CommonMark lets every ASCII punctuation
 * character be escaped. Line breaks and other control characters become spaces, so the words stay in their paragraph.
 */
export function escapeMarkdown(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, (character) => `\\${character}`);
}

/** Parses the Markdown of a reply (CommonMark, no raw HTML is ever drawn by a door). */
export const parseMarkdown = (markdown: string): Root => fromMarkdown(markdown);

/** Addresses a door may link to; anything else is drawn as plain words. */
export function isSafeLink(url: string): boolean {
  try {
    return ["https:", "http:", "mailto:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
