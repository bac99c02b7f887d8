import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { toString } from "mdast-util-to-string";
import type { List, Paragraph, PhrasingContent, RootContent, Table } from "mdast";
import { gfmTable } from "micromark-extension-gfm-table";
import { isSafeLink } from "../conversation/markdown.js";
import type { DocumentBlock, HeadingPart, Inline, Inlines, TablePart } from "../document/document.js";
import { columnWidths } from "./column-widths.js";

/** Markdown as blocks of a document, and the kinds of Markdown in it that documents do not have. */
export interface MarkdownBlocks {
  readonly blocks: readonly DocumentBlock[];
  readonly unsupported: readonly { readonly kind: string; readonly line: number }[];
}

/** @param title the caption of a table that no heading stands above */
export function markdownDocument(markdown: string, title: string): MarkdownBlocks {
  const root = fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const unsupported: { kind: string; line: number }[] = [];
  let heading = title;
  const blocks = root.children.flatMap((node): readonly DocumentBlock[] => {
    switch (node.type) {
      case "heading":
        heading = toString(node);
        return [{ kind: "heading", level: levelOf(node.depth), text: heading }];
      case "paragraph":
        return [paragraph(node)];
      case "list":
        return [{ kind: "list", isOrdered: node.ordered === true, items: items(node) }];
      case "table":
        return [table(node, heading)];
      default:
        unsupported.push({ kind: node.type, line: lineOf(node) });
        return [{ kind: "paragraph", text: [{ text: toString(node) }] }];
    }
  });
  unsupported.push(...root.children.flatMap(unsupportedIn));
  return { blocks, unsupported };
}

/** `##` is the first level: the title of the document stands above it. */
const levelOf = (depth: number): HeadingPart["level"] => (depth <= 2 ? 1 : depth === 3 ? 2 : 3);

/** A paragraph all in italics is small print. */
function paragraph({ children }: Paragraph): DocumentBlock {
  const [only] = children;
  return children.length === 1 && only?.type === "emphasis"
    ? { kind: "paragraph", look: "note", text: inlines(only.children) }
    : { kind: "paragraph", text: inlines(children) };
}

const items = ({ children }: List): readonly Inlines[] =>
  children.map((item) =>
    item.children.flatMap((part) => (part.type === "paragraph" ? inlines(part.children) : [{ text: toString(part) }])),
  );

function table({ children }: Table, caption: string): TablePart {
  const [first = [], ...others] = children.map((row) => row.children.map((cell) => inlines(cell.children)));
  const head = first.map(wordsOf);
  // A row that is too short or too long for its head is made to fit, as GFM does.
  const rows = others.map((row) => head.map((_, column) => row[column] ?? []));
  const widths = columnWidths(head.map((title, column) => [title, ...rows.map((row) => wordsOf(row[column] ?? []))]));
  return { kind: "table", caption, head, rows, widths };
}

const wordsOf = (text: Inlines): string => text.map((run) => run.text).join("");

const inlines = (nodes: readonly PhrasingContent[], look: Omit<Inline, "text"> = {}): Inlines =>
  nodes.flatMap((node): Inlines => {
    switch (node.type) {
      case "text":
        return [{ ...look, text: node.value.replaceAll("\n", " ") }];
      case "strong":
        return inlines(node.children, { ...look, bold: true });
      case "emphasis":
        return inlines(node.children, { ...look, italic: true });
      case "inlineCode":
        return [{ ...look, text: node.value, code: true }];
      case "break":
        return [{ ...look, text: " " }];
      case "link":
        return inlines(node.children, isSafeLink(node.url) ? { ...look, link: node.url } : look);
      default:
        return [{ ...look, text: toString(node) }];
    }
  });

/** Pictures, HTML and lists within lists, wherever they stand. */
function unsupportedIn(node: RootContent): MarkdownBlocks["unsupported"] {
  const here = ["image", "imageReference", "html", "footnoteReference"].includes(node.type)
    ? [{ kind: node.type, line: lineOf(node) }]
    : [];
  if (!("children" in node)) return here;
  const isItem = node.type === "listItem";
  const nested = node.children.flatMap((child): MarkdownBlocks["unsupported"] =>
    isItem && child.type !== "paragraph"
      ? [{ kind: `${child.type} in a list`, line: lineOf(child) }]
      : unsupportedIn(child),
  );
  return [...here, ...nested];
}

const lineOf = (node: { readonly position?: { readonly start: { readonly line: number } } | undefined }): number =>
  node.position?.start.line ?? 1;
