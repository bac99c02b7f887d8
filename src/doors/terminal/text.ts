import type { List, PhrasingContent, RootContent } from "mdast";
import { parseMarkdown } from "../../core/conversation/markdown.js";
import type { Block, Button, Reply } from "../../core/conversation/reply.js";
import { figureOf } from "../chart-figures.js";

/** A reply as terminal text, its buttons numbered from 1 in the order `buttonsOf` lists them. */
export function drawText(reply: Reply): string {
  let number = 0;
  const label = (button: Button): string => {
    number += 1;
    return `  [${String(number)}] ${button.label}`;
  };
  return harmless(reply.blocks.map((block) => drawBlock(block, label)).join("\n\n"));
}

/** The reply's buttons in the order of their numbers; a form's own submit is not among them. */
export const buttonsOf = (reply: Reply): readonly Button[] =>
  reply.blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : []));

/** Takes out control characters, so that no text can steer the terminal. */
export const harmless = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, "");

const barWidth = 20;

function drawBlock(block: Block, label: (button: Button) => string): string {
  switch (block.kind) {
    case "heading":
      return `${block.text}\n${"-".repeat(Math.min(block.text.length, 60))}`;
    case "markdown":
    case "note":
      return drawMarkdown(block.markdown);
    case "text":
      return block.text;
    case "facts":
      return block.facts.map((fact) => `${fact.label}: ${fact.value}`).join("\n");
    case "picture": {
      const width = Math.max(...block.bars.map((bar) => bar.label.length));
      const bars = block.bars.map((bar) => {
        const filled = Math.round((bar.share ?? 0) * barWidth);
        return `${bar.label.padEnd(width)}  ${bar.share === null ? " ".repeat(barWidth) : "█".repeat(filled) + "░".repeat(barWidth - filled)}  ${figureOf(bar)}`;
      });
      return `${block.title}\n${bars.join("\n")}`;
    }
    case "buttons":
      return block.buttons.map(label).join("\n");
    case "links":
      return block.links.map((link) => `${link.label}: ${link.url}`).join("\n");
    case "file":
      return block.name;
    case "form":
      return block.title;
  }
}

const drawMarkdown = (markdown: string): string => parseMarkdown(markdown).children.map(drawNode).join("\n\n");

function drawNode(node: RootContent): string {
  switch (node.type) {
    case "paragraph":
    case "heading":
      return inlines(node.children);
    case "list":
      return drawList(node);
    case "blockquote":
      return node.children.map(drawNode).join("\n");
    case "code":
    case "html":
      return node.value;
    default:
      return "";
  }
}

function drawList(list: List): string {
  return list.children
    .map(
      (item, index) =>
        `${list.ordered ? `${String((list.start ?? 1) + index)}.` : "-"} ${item.children.map(drawNode).join("\n  ")}`,
    )
    .join("\n");
}

function inlines(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node): string => {
      switch (node.type) {
        case "text":
        case "inlineCode":
        case "html":
          return node.value;
        case "break":
          return "\n";
        case "link":
          return inlines(node.children) === node.url ? node.url : `${inlines(node.children)} <${node.url}>`;
        case "strong":
        case "emphasis":
        case "delete":
          return inlines(node.children);
        default:
          return "";
      }
    })
    .join("");
}
