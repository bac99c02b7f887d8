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
  charactersInMessage,
  textInAlt,
  textInButton,
  textInHeader,
  textInSection,
} from "./limits.js";
import { escapeMrkdwn, toMrkdwn } from "./mrkdwn.js";

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
    return chartOf(blocks[index - 1]) ? [] : [block];
  });
}

/** Cuts blocks into messages that Slack takes: at most 50 blocks and 12,000 characters each. */
export function toMessages(blocks: readonly KnownBlock[]): readonly (readonly KnownBlock[])[] {
  const messages: KnownBlock[][] = [[]];
  for (const block of blocks) {
    const message = messages.at(-1) ?? [];
    const size = JSON.stringify([...message, block]).length;
    if (message.length > 0 && (message.length >= blocksInMessage || size > charactersInMessage)) messages.push([block]);
    else message.push(block);
  }
  return messages;
}

export const plainText = (text: string, limit: number): PlainTextElement => ({
  type: "plain_text",
  text: shorten(text === "" ? " " : text, limit),
  emoji: true,
});

function drawBlock(block: Block, reply: Reply, surface: Surface, pictures: Pictures<string>): readonly KnownBlock[] {
  switch (block.kind) {
    case "heading":
      return [{ type: "header", text: plainText(block.text, textInHeader) }];
    case "markdown":
      return sections(toMrkdwn(block.markdown));
    case "text":
      return splitText(block.text, textInSection).map((text) => ({
        type: "section",
        text: { type: "plain_text", text: text === "" ? " " : text, emoji: false },
      }));
    case "note":
      return toMrkdwn(block.markdown)
        .flatMap((text) => splitText(text, textInSection))
        .map((text) => ({ type: "context", elements: [{ type: "mrkdwn", text, verbatim: true }] }));
    case "facts":
      return sections(block.facts.map(({ label, value }) => `*${escapeMrkdwn(label)}:* ${escapeMrkdwn(value)}`));
    case "picture":
      return drawPicture(block, pictures.get(block));
    case "buttons":
      return rows(block.buttons.map((button, index) => drawButton(button, reply, index)));
    case "links":
      return rows(
        block.links.flatMap(({ label, url }, index) =>
          isSafeLink(url)
            ? [
                {
                  type: "button" as const,
                  action_id: `link-${String(index)}`,
                  text: plainText(label, textInButton),
                  url,
                },
              ]
            : [],
        ),
      );
    case "file":
      return [];
    case "form":
      return drawForm(block, reply, surface);
  }
}

/** One section each, joined while they fit. */
function sections(texts: readonly string[]): readonly KnownBlock[] {
  const joined: string[] = [];
  for (const text of texts.flatMap((part) => splitText(part, textInSection))) {
    const last = joined.at(-1);
    if (last !== undefined && last.length + text.length + 2 <= textInSection)
      joined[joined.length - 1] = `${last}\n\n${text}`;
    else joined.push(text);
  }
  return joined
    .filter((text) => text !== "")
    .map((text) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } }));
}

const barWidth = 10;

/** The image and under it its figures, so that nothing depends on seeing; bars in text when there is no image. */
function drawPicture(picture: PictureBlock, file: string | undefined): readonly KnownBlock[] {
  if (file === undefined) return drawBars(picture);
  const image: KnownBlock = {
    type: "image",
    slack_file: { id: file },
    alt_text: shorten(picture.alt, textInAlt),
    title: plainText(picture.title, textInHeader),
  };
  return [
    image,
    ...sections([picture.bars.map((bar) => `${escapeMrkdwn(bar.label)}: ${escapeMrkdwn(figureOf(bar))}`).join("\n")]),
  ];
}

/** A bar chart in text: Slack reads it aloud as its figures. */
function drawBars(picture: PictureBlock): readonly KnownBlock[] {
  const bars = picture.bars.map((bar) => {
    const filled = Math.round((bar.share ?? 0) * barWidth);
    const drawn = bar.share === null ? " ".repeat(barWidth) : "█".repeat(filled) + "░".repeat(barWidth - filled);
    return `\`${drawn}\` ${escapeMrkdwn(bar.label)}: ${escapeMrkdwn(figureOf(bar))}`;
  });
  return sections([`*${escapeMrkdwn(picture.title)}*`, bars.join("\n")]);
}

type ButtonElement = Extract<Extract<KnownBlock, { type: "actions" }>["elements"][number], { type: "button" }>;

function drawButton(button: Button, reply: Reply, index: number): ButtonElement {
  return {
    type: "button",
    action_id: `press-${String(index)}`,
    text: plainText(button.label, textInButton),
    accessibility_label: shorten(button.label, textInButton),
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

/** Whether a form can be filled in right in a message: ticking boxes can, typing wants a dialog. */
export const isInlineForm = (form: FormBlock): boolean => form.fields.every((field) => field.kind === "choice");

function drawForm(form: FormBlock, reply: Reply, surface: Surface): readonly KnownBlock[] {
  if (surface === "modal") return form.fields.flatMap(drawField);
  if (isInlineForm(form)) return [...form.fields.flatMap(drawField), ...rows([drawButton(form.submit, reply, 90)])];
  return rows([drawButton(form.reopen, reply, 91)]);
}
