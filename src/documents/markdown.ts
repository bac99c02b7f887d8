import { escapeMarkdown, isSafeLink } from "../core/conversation/markdown.js";
import type { Document, DocumentBlock, Inline, Inlines, TablePart } from "../core/document/document.js";
import { dropControls } from "../pictures/drop-controls.js";

/** Prints a document as GitHub-flavored Markdown; every text reads back as the words it is. */
export function printMarkdown({ title, subtitle, cover, footer, blocks }: Document): string {
  const parts = [
    `# ${escape(title)}`,
    subtitle === "" ? "" : `**${escape(subtitle)}**`,
    cover.map((line) => escape(line)).join("  \n"),
    ...blocks.map(printBlock),
    footer === "" ? "" : `---\n\n${escape(footer)}`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** Everything is escaped, then what cannot become a mark where it stands is freed again: files are read raw, too. */
function escape(text: string, before = ""): string {
  const escaped = escapeMarkdown(dropControls(text));
  return escaped.replace(/\\(.)/g, (whole, mark: string, offset: number) => {
    const place = { before: before + escaped.slice(0, offset), next: escaped.charAt(offset + 2) };
    return isHarmless(mark, place) ? mark : whole;
  });
}

/** `before` is the block's text up to the mark, `next` the character after it, or nothing at a run's end. */
function isHarmless(mark: string, { before, next }: { readonly before: string; readonly next: string }): boolean {
  switch (mark) {
    case ".":
      return !/^\s*\d+$|www$/i.test(before);
    case ")":
      return !/^\s*\d+$/.test(before);
    case "-":
    case "+":
    case "=":
      return /[\p{L}\p{N}]$/u.test(before);
    case ":":
      return next === "" || next === " ";
    case "&":
      return next === " ";
    // Before a link it would make an image of it.
    case "!":
      return next !== "";
    default:
      return `,;'"%?/(`.includes(mark);
  }
}

function printBlock(block: DocumentBlock): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level + 1)} ${escape(block.text)}`;
    case "paragraph":
      return printInlines(block.text);
    case "list":
      return block.items
        .map((item, index) => `${block.isOrdered ? `${index + 1}.` : "-"} ${printInlines(item)}`)
        .join("\n");
    case "table":
      return printTable(block);
    case "chart":
      return printChart(block.chart.title, block.chart.bars);
    case "page-break":
      return "---";
  }
}

function printTable({ head, rows }: TablePart): string {
  return [head.map((text) => escape(text)), head.map(() => "---"), ...rows.map((cells) => cells.map(printInlines))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** A chart is a table of its figures. */
const printChart = (title: string, bars: readonly { readonly label: string; readonly text: string }[]): string =>
  [
    `| ${escape(title)} | |`,
    "| --- | --- |",
    ...bars.map(({ label, text }) => `| ${escape(label)} | ${escape(text)} |`),
  ].join("\n");

const printInlines = (inlines: Inlines): string =>
  inlines
    .map((inline, index) =>
      printInline(
        inline,
        inlines
          .slice(0, index)
          .map(({ text }) => text)
          .join(""),
      ),
    )
    .join("")
    .trim();

/** Marks hold only around words: the spaces at a run's ends stay outside of them. */
function printInline(inline: Inline, before: string): string {
  const text = dropControls(inline.text);
  const words = escape(text, before);
  if (words === "") return text === "" ? "" : " ";
  const [spaceBefore, spaceAfter] = [/^\s/.test(text) ? " " : "", /\s$/.test(text) ? " " : ""];
  const emphasis = `${inline.bold === true ? "**" : ""}${inline.italic === true ? "*" : ""}`;
  const marked = inline.code === true ? codeSpan(text) : words;
  const emphasized = `${emphasis}${marked}${Array.from(emphasis).reverse().join("")}`;
  return `${spaceBefore}${linked(emphasized, inline.link)}${spaceAfter}`;
}

/** Nothing is escaped in a code span: its fence is longer than any in the text. A pipe would end a table's cell. */
function codeSpan(text: string): string {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.includes("|")) return escape(words);
  const longest = Math.max(0, ...Array.from(words.matchAll(/`+/g), ([fence]) => fence.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${words}${fence}` : `${fence} ${words} ${fence}`;
}

const linked = (words: string, link: string | undefined): string =>
  link !== undefined && isSafeLink(link)
    ? `[${words}](<${new URL(link).href.replace(/[<>|\\]/g, encodeURIComponent)}>)`
    : words;
