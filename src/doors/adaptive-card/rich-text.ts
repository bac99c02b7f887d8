import type { List, Nodes, PhrasingContent, RootContent } from "mdast";
import { isSafeLink, parseMarkdown } from "../../core/conversation/markdown.js";
import { splitText } from "../split-text.js";
import { textLength } from "./limits.js";

export type CardElement = Readonly<Record<string, unknown>> & { readonly type: string };
interface Style {
  readonly weight?: "Bolder";
  readonly italic?: true;
  readonly fontType?: "Monospace";
}
interface Look {
  readonly size?: "Small";
  readonly isSubtle?: true;
}

/**
 * Markdown as rich text blocks, one a paragraph or list item. Runs are drawn literally, so nothing a person typed can
 * turn into a link or a mention; only links of the syntax tree with a web address can be followed.
 */
export function richText(markdown: string, look: Look = {}): readonly CardElement[] {
  return parseMarkdown(markdown).children.flatMap((node) => drawBlock(node, look));
}

/** A person's words, literally. */
export function literalText(text: string, look: Look = {}): readonly CardElement[] {
  return splitText(text, textLength).map((part) => block([run(part, {}, look)]));
}

function drawBlock(node: RootContent, look: Look): readonly CardElement[] {
  switch (node.type) {
    case "paragraph":
    case "heading":
      return [block(inlines(node.children, node.type === "heading" ? { weight: "Bolder" } : {}, look))];
    case "list":
      return node.children.map((item, index) => listItem(node, item.children, index, look));
    case "blockquote":
      return node.children.flatMap((child) => drawBlock(child, look));
    case "code":
      return [block([run(node.value, { fontType: "Monospace" }, look)])];
    case "html":
      return [block([run(node.value, {}, look)])];
    default:
      return [];
  }
}

function listItem(list: List, children: readonly Nodes[], index: number, look: Look): CardElement {
  const mark = list.ordered ? `${String((list.start ?? 1) + index)}.` : "•";
  const content = children.flatMap((child) =>
    "children" in child && child.type === "paragraph" ? inlines(child.children, {}, look) : [],
  );
  return {
    type: "ColumnSet",
    spacing: "Small",
    columns: [
      { type: "Column", width: list.ordered ? "32px" : "20px", items: [block([run(mark, {}, look)])] },
      { type: "Column", width: "stretch", spacing: "None", items: [block(content)] },
    ],
  };
}

function inlines(nodes: readonly PhrasingContent[], style: Style, look: Look): readonly CardElement[] {
  return nodes.flatMap((node): readonly CardElement[] => {
    switch (node.type) {
      case "text":
        return [run(node.value, style, look)];
      case "strong":
        return inlines(node.children, { ...style, weight: "Bolder" }, look);
      case "emphasis":
        return inlines(node.children, { ...style, italic: true }, look);
      case "delete":
        return inlines(node.children, style, look);
      case "inlineCode":
        return [run(node.value, { ...style, fontType: "Monospace" }, look)];
      case "break":
        return [run("\n", style, look)];
      case "link":
        return inlines(node.children, style, look).map((text) =>
          isSafeLink(node.url) ? { ...text, selectAction: { type: "Action.OpenUrl", url: node.url } } : text,
        );
      case "html":
        return [run(node.value, style, look)];
      default:
        return [];
    }
  });
}

const run = (text: string, style: Style, look: Look): CardElement => ({ type: "TextRun", text, ...style, ...look });
/** Neither an empty rich text block nor an empty run is valid in a card. */
function block(runs: readonly CardElement[]): CardElement {
  const said = runs.filter(({ text }) => text !== "");
  return { type: "RichTextBlock", inlines: said.length > 0 ? said : [{ type: "TextRun", text: " " }] };
}
