import type { Phrases } from "../../core/conversation/phrases.js";
import type { Block } from "../../core/conversation/reply.js";
import { nonce } from "../../core/ids.js";
import { drawCards } from "../adaptive-card/card.js";
import type { OutgoingMessage } from "./conversation.js";
import type { MsteamsWord } from "./words.js";

/** A file's signed link, as part of a reply. */
export const linkBlocks = (name: string, url: string, words: Phrases<MsteamsWord>): readonly Block[] => [
  { kind: "note", markdown: words.say("file.link", { name }) },
  { kind: "links", links: [{ label: name, url }] },
];

/** For a file that could not be put into the person's OneDrive: its link, or a line that says so. */
export function insteadOfFile(name: string, url: string | undefined, words: Phrases<MsteamsWord>): OutgoingMessage {
  if (url === undefined) return { kind: "text", text: words.say("file.failed", { name }) };
  const blocks = linkBlocks(name, url, words);
  const [card = {}] = drawCards({ nonce: nonce("file"), audience: "asker", replaces: false, blocks });
  return { kind: "card", card, preview: words.plain("file.link", { name }) };
}
