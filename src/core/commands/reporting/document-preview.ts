import { escapeMarkdown, isSafeLink } from "../../conversation/markdown.js";
import type { Block } from "../../conversation/reply.js";
import type { Document, DocumentBlock, Inline, Inlines } from "../../document/document.js";

/** A document as a reply, so that it can be read in the chat before it is made a file. */
export const previewBlocks = ({ title, blocks, footer }: Document): readonly Block[] => [
  { kind: "heading", text: title },
  ...blocks.flatMap(previewBlock),
  { kind: "note", markdown: escapeMarkdown(footer) },
];

function previewBlock(block: DocumentBlock): readonly Block[] {
  switch (block.kind) {
    case "heading":
      return [{ kind: "markdown", markdown: `**${escapeMarkdown(block.text)}**` }];
    case "paragraph":
      return [{ kind: block.look ?? "markdown", markdown: markdownOf(block.text) }];
    case "list":
      return [
        {
          kind: "markdown",
          markdown: block.items
            .map((item, index) => `${block.isOrdered ? `${String(index + 1)}.` : "-"} ${markdownOf(item)}`)
            .join("\n"),
        },
      ];
    case "table":
      return [
        {
          kind: "markdown",
          markdown: block.rows
            .map(
              (cells) =>
                `- ${cells
                  .map(markdownOf)
                  .filter((text) => text !== "")
                  .join(" · ")}`,
            )
            .join("\n"),
        },
      ];
    case "chart":
      return [{ kind: "picture", ...block.chart }];
    case "page-break":
      return [];
  }
}

const markdownOf = (inlines: Inlines): string => inlines.map(inlineMarkdown).join("");

function inlineMarkdown({ text, bold, link }: Inline): string {
  const escaped = escapeMarkdown(text);
  const strong = bold === true && escaped !== "" ? `**${escaped}**` : escaped;
  return link !== undefined && isSafeLink(link)
    ? `[${strong}](<${link.replace(/[<>\s]/gu, encodeURIComponent)}>)`
    : strong;
}
