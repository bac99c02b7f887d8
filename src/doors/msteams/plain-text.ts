import { toString as nodeText } from "mdast-util-to-string";
import type { RootContent } from "mdast";
import { assertNever } from "../../core/errors.js";
import { parseMarkdown } from "../../core/conversation/markdown.js";
import { shorten } from "../split-text.js";
import type { Block, Reply } from "../../core/conversation/reply.js";

/**
 * What a reply says, as one line of plain text: for notifications, screen readers and the line a pressed card shows.
 *
 * @param maxCharacters longer text ends in an ellipsis
 */
export function replyLine(reply: Reply, maxCharacters: number): string {
  const line = reply.blocks.map(blockText).join(" ").replace(/\s+/g, " ").trim();
  return shorten(line, maxCharacters);
}

/** List items and quotations apart: `toString` alone would run them together. */
function paragraphs(node: RootContent): string[] {
  switch (node.type) {
    case "list":
    case "listItem":
    case "blockquote":
      return node.children.flatMap(paragraphs);
    default:
      return [nodeText(node)];
  }
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
      return /[.!?…]$/.test(block.text) ? block.text : `${block.text}.`;
    case "text":
      return block.text;
    case "markdown":
    case "note":
      return parseMarkdown(block.markdown).children.flatMap(paragraphs).join(" ");
    case "facts":
      return block.facts.map((fact) => `${fact.label}: ${fact.value}.`).join(" ");
    case "picture":
      return block.alt;
    case "form":
      return block.title;
    case "buttons":
    case "links":
    case "file":
      return "";
    default:
      return assertNever(block);
  }
}
