import type { PhrasingContent, RootContent } from "mdast";
import { isSafeLink, parseMarkdown } from "../core/conversation/markdown.js";
import { escapeHtml } from "./escape-html.js";

/** Markdown as HTML: headings, paragraphs, lists, emphasis, code and links. Whatever else is in it stays plain words. */
export const drawMarkdown = (markdown: string): string => parseMarkdown(markdown).children.map(drawNode).join("\n");

function drawNode(node: RootContent): string {
  switch (node.type) {
    case "heading":
      return `<h2>${drawInlines(node.children)}</h2>`;
    case "paragraph":
      return `<p>${drawInlines(node.children)}</p>`;
    case "list": {
      const name = node.ordered ? "ol" : "ul";
      const items = node.children.map(({ children }) => `<li>${children.map(drawInItem).join("\n")}</li>`);
      return `<${name}>${items.join("\n")}</${name}>`;
    }
    case "blockquote":
      return `<blockquote>${node.children.map(drawNode).join("\n")}</blockquote>`;
    case "code":
      return `<pre><code>${escapeHtml(node.value)}</code></pre>`;
    case "html":
      return `<p>${escapeHtml(node.value)}</p>`;
    default:
      return "";
  }
}

/** The lines of an item stand close: its paragraphs are drawn without a tag of their own. */
const drawInItem = (node: RootContent): string =>
  node.type === "paragraph" ? drawInlines(node.children) : drawNode(node);

const drawInlines = (nodes: readonly PhrasingContent[]): string => nodes.map(drawInline).join("");

function drawInline(node: PhrasingContent): string {
  switch (node.type) {
    case "text":
    case "html":
      return escapeHtml(node.value);
    case "inlineCode":
      return `<code>${escapeHtml(node.value)}</code>`;
    case "strong":
      return `<strong>${drawInlines(node.children)}</strong>`;
    case "emphasis":
      return `<em>${drawInlines(node.children)}</em>`;
    case "break":
      return "<br>";
    case "link":
      return isSafeLink(node.url)
        ? `<a href="${escapeHtml(node.url)}">${drawInlines(node.children)}</a>`
        : drawInlines(node.children);
    default:
      return "";
  }
}
