import type { KnownBlock, PlainTextElement } from "@slack/types";
import { encodeAction } from "../../core/conversation/action.js";
import { isSafeLink } from "../../core/conversation/markdown.js";
import type { Block, Button, FormBlock, PictureBlock, Reply } from "../../core/conversation/reply.js";
import { figureOf } from "../chart-figures.js";
import type { Pictures } from "../pictures.js";
import { shorten, splitText } from "../split-text.js";
import { drawField } from "./fields.js";
import {
  blocksInMessage,
  buttonsInRow,
  bytesInInlineForm,
  bytesInMessage,
  linkUrl,
  optionsAsBoxes,
  textInAlt,
  textInButton,
  textInContext,
  textInHeader,
  textInSection,
} from "./limits.js";
import { drawPieces, literal, toMrkdwn } from "./mrkdwn.js";

/** Where blocks are drawn: in a message, forms with text fields are a button that opens a dialog. */
export type Surface = "message" | "modal";

/**
 * Draws a reply's blocks. In a modal the form's fields are drawn too, and its submit is the modal's own.
 *
 * @param pictures Slack's file ids of the charts that could be uploaded; the others are bars in text
 */
export function drawBlocks(
  reply: Reply,
  surface: Surface,
  pictures: Pictures<string> = new Map(),
): readonly KnownBlock[] {
  return reply.blocks.flatMap((block) => drawBlock(block, reply, surface, pictures));
}

export const hasPicture = (blocks: readonly KnownBlock[]): boolean => blocks.some((block) => block.type === "image");

/** The same message with bars in text where pictures were. */
export function asTextBars(blocks: readonly KnownBlock[], pictures: Pictures<string>): readonly KnownBlock[] {
  const charts = new Map([...pictures].map(([picture, file]) => [file, picture]));
  const chartOf = (block: KnownBlock | undefined): PictureBlock | undefined =>
    block?.type === "image" && "slack_file" in block && "id" in block.slack_file
      ? charts.get(block.slack_file.id)
      : undefined;
  return blocks.flatMap((block, index) => {
    const chart = chartOf(block);
    if (chart) return drawBars(chart);
    // The figures under a picture stand in its bars too.
    return chartOf(blocks[index - 1])?.bars.length ? [] : [block];
  });
}

/** Cuts blocks into messages that Slack takes: at most 50 blocks and 12,000 bytes each. A form stays in one. */
export function toMessages(blocks: readonly KnownBlock[]): readonly (readonly KnownBlock[])[] {
  const messages: KnownBlock[][] = [[]];
  let size = 0;
  for (const group of keptTogether(blocks)) {
    const message = messages.at(-1) ?? [];
    const bytes = bytesOf(group);
    if (message.length > 0 && (message.length + group.length > blocksInMessage || size + bytes > bytesInMessage)) {
      messages.push([...group]);
      size = bytes;
    } else {
      message.push(...group);
      size += bytes;
    }
  }
  return messages;
}

/** What is pressed under a form's boxes is sent with what stands in the same message. */
function keptTogether(blocks: readonly KnownBlock[]): readonly (readonly KnownBlock[])[] {
  const first = blocks.findIndex((block) => block.type === "input");
  const last = blocks.findIndex((block, index) => index > first && block.type === "actions");
  if (first < 0) return blocks.map((block) => [block]);
  const end = last < 0 ? blocks.length : last + 1;
  const alone = (list: readonly KnownBlock[]) => list.map((block) => [block]);
  return [...alone(blocks.slice(0, first)), blocks.slice(first, end), ...alone(blocks.slice(end))];
}

const bytesOf = (blocks: readonly KnownBlock[]): number => Buffer.byteLength(JSON.stringify(blocks));

/** Drawn as it stands: no `:name:` becomes an emoji. Slack takes no empty text. */
export const plainText = (text: string, limit: number): PlainTextElement => ({
  type: "plain_text",
  text: text.trim() === "" ? "…" : shorten(text, limit),
  emoji: false,
});

function drawBlock(block: Block, reply: Reply, surface: Surface, pictures: Pictures<string>): readonly KnownBlock[] {
  switch (block.kind) {
    case "heading":
      return block.text.trim() === "" ? [] : [{ type: "header", text: plainText(block.text, textInHeader) }];
    case "markdown":
      return sections(toMrkdwn(block.markdown));
    case "text":
      return literally(block.text);
    case "note":
      return toMrkdwn(block.markdown, textInContext).map((text) => ({
        type: "context",
        elements: [{ type: "mrkdwn", text, verbatim: true }],
      }));
    case "facts":
      return sections(block.facts.flatMap(drawFact), "\n");
    case "picture":
      return drawPicture(block, pictures.get(block));
    case "buttons":
      return rows(block.buttons.map((button, index) => drawButton(button, reply, index)));
    case "links":
      return [
        ...rows(block.links.flatMap((link, index) => (isButtonLink(link) ? [drawLink(link, index)] : []))),
        ...block.links.filter((link) => !isButtonLink(link)).flatMap(({ label }) => literally(label)),
      ];
    case "file":
      return [];
    case "form":
      return drawForm(block, reply, surface);
  }
}

/** One section each, joined while they fit. */
function sections(texts: readonly string[], between = "\n\n"): readonly KnownBlock[] {
  const joined: string[] = [];
  for (const text of texts) {
    const last = joined.at(-1);
    if (last !== undefined && last.length + text.length + between.length <= textInSection)
      joined[joined.length - 1] = `${last}${between}${text}`;
    else joined.push(text);
  }
  return joined.map((text) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } }));
}

const literally = (text: string): readonly KnownBlock[] =>
  splitText(text, textInSection)
    .filter((part) => part.trim() !== "")
    .map((part) => ({ type: "section", text: { type: "plain_text", text: part, emoji: false } }));

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

function drawFact({ label, value }: { readonly label: string; readonly value: string }): readonly string[] {
  const name = oneLine(label);
  return drawPieces(
    [
      ...(name === "" ? [] : [{ text: literal(name.endsWith("?") ? name : `${name}:`), marks: ["*" as const] }]),
      { text: ` ${literal(value)}`, marks: [] },
    ],
    textInSection,
  );
}

/** Lines of literal text after a drawn start, as many sections as they need. */
const drawLines = (rows: readonly { readonly start: string; readonly text: string }[]): readonly KnownBlock[] =>
  sections(
    drawPieces(
      rows.flatMap(({ start, text }, index) => [
        ...(index === 0 ? [] : [{ text: "\n", marks: [] }]),
        ...(start === "" ? [] : [{ text: start, marks: ["`" as const] }]),
        { text: `${start === "" ? "" : " "}${literal(oneLine(text))}`, marks: [] },
      ]),
      textInSection,
    ),
  );

const barWidth = 10;

/** The image and under it its figures in small print, so that nothing depends on seeing; bars in text when there is no image. */
function drawPicture(picture: PictureBlock, file: string | undefined): readonly KnownBlock[] {
  if (file === undefined) return drawBars(picture);
  const image: KnownBlock = {
    type: "image",
    slack_file: { id: file },
    alt_text: plainText(picture.alt.trim() === "" ? picture.title : picture.alt, textInAlt).text,
    title: plainText(picture.title, textInHeader),
  };
  const figures = picture.bars.map((bar) => `${bar.label}: ${figureOf(bar)}`).join(" · ");
  return figures === "" ? [image] : [image, { type: "context", elements: [plainText(figures, textInContext)] }];
}

/** A bar chart in text: Slack reads it aloud as its figures. */
function drawBars(picture: PictureBlock): readonly KnownBlock[] {
  const bars = picture.bars.map((bar) => {
    const filled = Math.round(Math.min(1, Math.max(0, bar.share ?? 0)) * barWidth);
    const start = bar.share === null ? "·".repeat(barWidth) : "█".repeat(filled) + "░".repeat(barWidth - filled);
    return { start, text: `${bar.label}: ${figureOf(bar)}` };
  });
  const title = drawPieces([{ text: literal(oneLine(picture.title)), marks: ["*"] }], textInSection);
  return [...sections(title), ...drawLines(bars)];
}

type ButtonElement = Extract<Extract<KnownBlock, { type: "actions" }>["elements"][number], { type: "button" }>;

function drawButton(button: Button, reply: Reply, index: number): ButtonElement {
  return {
    type: "button",
    action_id: `press-${String(index)}`,
    text: plainText(button.label, textInButton),
    accessibility_label: plainText(button.label, textInButton).text,
    value: encodeAction({ action: button.action, nonce: reply.nonce }),
    ...(button.style === undefined ? {} : { style: button.style }),
  };
}

function rows(elements: readonly ButtonElement[]): readonly KnownBlock[] {
  const made: KnownBlock[] = [];
  for (let from = 0; from < elements.length; from += buttonsInRow)
    made.push({ type: "actions", elements: elements.slice(from, from + buttonsInRow) });
  return made;
}

type Link = Extract<Block, { kind: "links" }>["links"][number];

const isButtonLink = ({ url }: Link): boolean => isSafeLink(url) && new URL(url).href.length <= linkUrl;

const drawLink = ({ label, url }: Link, index: number): ButtonElement => ({
  type: "button",
  action_id: `link-${String(index)}`,
  text: plainText(label, textInButton),
  url: new URL(url).href,
});

/** Whether a form can be filled in right in a message: ticking a few boxes can, typing and long lists want a dialog. */
export const isInlineForm = (form: FormBlock): boolean =>
  form.fields.every((field) => field.kind === "choice" && field.options.length <= optionsAsBoxes) &&
  bytesOf(form.fields.flatMap(drawField)) <= bytesInInlineForm &&
  form.fields.length < blocksInMessage / 2;

function drawForm(form: FormBlock, reply: Reply, surface: Surface): readonly KnownBlock[] {
  if (surface === "modal") return form.fields.flatMap(drawField);
  if (isInlineForm(form)) return [...form.fields.flatMap(drawField), ...rows([drawButton(form.submit, reply, 90)])];
  return rows([drawButton(form.reopen, reply, 91)]);
}
