import type { List, PhrasingContent, RootContent } from "mdast";
import { isSafeLink, parseMarkdown } from "../../core/conversation/markdown.js";

/** Markdown as Slack's mrkdwn, one string a paragraph or list, drawn from the syntax tree. */
export const toMrkdwn = (markdown: string): readonly string[] =>
  parseMarkdown(markdown)
    .children.map(drawNode)
    .filter((text) => text !== "");

/** The three characters Slack gives a meaning: without them nothing typed can ping, link or break a message. */
export const escapeMrkdwn = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function drawNode(node: RootContent): string {
  switch (node.type) {
    case "paragraph":
      return inlines(node.children);
    case "heading":
      return `*${inlines(node.children)}*`;
    case "list":
      return drawList(node);
    case "blockquote":
      return node.children.map((child) => `> ${drawNode(child)}`).join("\n");
    case "code":
    case "html":
      return escapeMrkdwn(node.value);
    default:
      return "";
  }
}

function drawList(list: List): string {
  return list.children
    .map(
      (item, index) =>
        `${list.ordered ? `${String((list.start ?? 1) + index)}.` : "•"} ${item.children.map(drawNode).join("\n    ")}`,
    )
    .join("\n");
}

function inlines(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node): string => {
      switch (node.type) {
        case "text":
        case "html":
          return escapeMrkdwn(node.value);
        case "strong":
          return `*${inlines(node.children)}*`;
        case "emphasis":
          return `_${inlines(node.children)}_`;
        case "delete":
          return `~${inlines(node.children)}~`;
        case "inlineCode":
          return `\`${escapeMrkdwn(node.value)}\``;
        case "break":
          return "\n";
        case "link":
          return drawLink(node.url, inlines(node.children));
        default:
          return "";
      }
    })
    .join("");
}

/** A bar in a label would end it early. */
const drawLink = (url: string, label: string): string =>
  isSafeLink(url)
    ? `<${encodeURI(decodeSafely(url)).replace(/[|<>]/g, encodeURIComponent)}|${label.replace(/\|/g, "¦")}>`
    : label;

function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
