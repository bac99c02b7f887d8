import { toString } from "mdast-util-to-string";
import { parseMarkdown } from "../core/conversation/markdown.js";
import type { Block, Reply } from "../core/conversation/reply.js";

/** A reply in plain words, for notifications, screen readers and fallbacks. */
export const drawPlain = (reply: Reply): string => reply.blocks.flatMap(plainLines).join("\n");

function plainLines(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "text":
      return [block.text];
    case "markdown":
    case "note":
      return [plainMarkdown(block.markdown)];
    case "facts":
      return block.facts.map(({ label, value }) => `${label}: ${value}`);
    case "picture":
      return [block.title, block.alt];
    case "buttons":
      return [];
    case "links":
      return block.links.map(({ label, url }) => `${label}: ${url}`);
    case "file":
      return [block.name];
    case "form":
      return [block.title, ...block.fields.map((field) => field.label)];
  }
}

const plainMarkdown = (markdown: string): string =>
  parseMarkdown(markdown)
    .children.map((node) =>
      "children" in node && node.type === "list"
        ? node.children.map((item) => `- ${toString(item)}`).join("\n")
        : toString(node),
    )
    .join("\n");
