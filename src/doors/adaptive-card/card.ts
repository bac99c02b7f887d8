import { z } from "zod";
import { decodeAction, encodeAction } from "../../core/conversation/action.js";
import type { Press } from "../../core/conversation/action.js";
import { isSafeLink } from "../../core/conversation/markdown.js";
import type { Block, Button, PictureBlock, Reply } from "../../core/conversation/reply.js";
import type { FormValues } from "../../core/form-values.js";
import { figureOf } from "../chart-figures.js";
import type { Pictures } from "../pictures.js";
import { drawPlain } from "../plain-text.js";
import { shorten } from "../split-text.js";
import { drawFields, plain, readValues, severalFields } from "./fields.js";
import { actionsInSet, cardBytes, labelLength } from "./limits.js";
import { literalText, richText } from "./rich-text.js";
import type { CardElement } from "./rich-text.js";

export interface AdaptiveCard {
  readonly type: "AdaptiveCard";
  readonly $schema: string;
  readonly version: "1.5";
  readonly body: readonly CardElement[];
  readonly fallbackText: string;
  readonly speak: string;
  readonly [more: string]: unknown;
}

/** The verb of every button of ours. */
export const pressVerb = "press";

interface Drawing {
  /** Addresses of charts that are shown as images; the others are bars of columns. */
  readonly pictures?: Pictures<string>;
  /** The budget of one card. */
  readonly bytes?: number;
}

/** Draws a reply as one card or, when it is long, several, each within the budget; nothing is left out. */
export function drawCards(
  reply: Reply,
  { pictures = new Map(), bytes = cardBytes }: Drawing = {},
): readonly AdaptiveCard[] {
  const elements = reply.blocks.flatMap((block) => drawBlock(block, reply, pictures));
  const pages: CardElement[][] = [[]];
  for (const element of elements) {
    const page = pages.at(-1) ?? [];
    if (page.length > 0 && sizeOf([...page, element]) > bytes - reserved) pages.push([element]);
    else page.push(element);
  }
  const text = drawPlain(reply);
  return pages.map((body) => ({
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    body,
    fallbackText: shorten(text, spokenLength),
    speak: shorten(text, spokenLength),
  }));
}

/** Room for the card's own frame and its spoken text. */
const reserved = 3_000;
const spokenLength = 600;
const sizeOf = (elements: readonly CardElement[]): number => Buffer.byteLength(JSON.stringify(elements));

function drawBlock(block: Block, reply: Reply, pictures: Pictures<string>): readonly CardElement[] {
  switch (block.kind) {
    case "heading":
      return [
        { type: "TextBlock", text: plain(block.text), style: "heading", weight: "Bolder", size: "Medium", wrap: true },
      ];
    case "markdown":
      return richText(block.markdown);
    case "text":
      return literalText(block.text);
    case "note":
      return richText(block.markdown, { size: "Small", isSubtle: true });
    case "facts":
      return block.facts.map(drawFact);
    case "picture":
      return drawPicture(block, pictures.get(block));
    case "buttons":
      return inSets(block.buttons.map((button) => drawButton(button, reply)));
    case "links":
      return inSets(
        block.links.flatMap(({ label, url }) =>
          isSafeLink(url) ? [{ type: "Action.OpenUrl", title: shorten(label, labelLength), url }] : [],
        ),
      );
    case "file":
      return literalText(block.name);
    case "form":
      return [...drawFields(block), ...inSets([drawButton(block.submit, reply, severalFields(block))])];
  }
}

const drawFact = ({ label, value }: { readonly label: string; readonly value: string }): CardElement => ({
  type: "ColumnSet",
  spacing: "Small",
  columns: [
    {
      type: "Column",
      width: 2,
      items: [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text: label, weight: "Bolder" }] }],
    },
    { type: "Column", width: 3, items: literalText(value) },
  ],
});

/** The image, whose words are in its alternative text; else bars as weighted columns with every figure as text. */
function drawPicture(picture: PictureBlock, url: string | undefined): readonly CardElement[] {
  if (url !== undefined) return [{ type: "Image", url, altText: picture.alt, size: "Stretch" }];
  const isSmall = { size: "Small" } as const;
  return [
    { type: "TextBlock", text: plain(picture.title), style: "heading", weight: "Bolder", size: "Medium", wrap: true },
    ...picture.bars.map((bar): CardElement => ({
      type: "ColumnSet",
      spacing: "Small",
      columns: [
        { type: "Column", width: 4, items: literalText(bar.label, isSmall) },
        { type: "Column", width: 5, verticalContentAlignment: "Center", items: drawBar(bar.share) },
        { type: "Column", width: 3, items: literalText(figureOf(bar), isSmall) },
      ],
    })),
  ];
}

function drawBar(share: number | null): readonly CardElement[] {
  if (share === null) return [];
  const filled = Math.round(share * 100);
  const part = (width: number, style: string): readonly CardElement[] =>
    width === 0
      ? []
      : [
          {
            type: "Column",
            width,
            spacing: "None",
            items: [{ type: "Container", style, minHeight: "14px", items: [] }],
          },
        ];
  return [
    { type: "ColumnSet", spacing: "None", columns: [...part(filled, "good"), ...part(100 - filled, "emphasis")] },
  ];
}

function drawButton(button: Button, reply: Reply, several?: readonly string[]): CardElement {
  const data = { press: encodeAction({ action: button.action, nonce: reply.nonce }), ...(several ? { several } : {}) };
  const look = {
    title: shorten(button.label, labelLength),
    ...(button.style === "primary" ? { style: "positive" } : {}),
    ...(button.style === "danger" ? { style: "destructive" } : {}),
    data,
    ...(several ? {} : { associatedInputs: "none" }),
  };
  return { type: "Action.Execute", verb: pressVerb, ...look, fallback: { type: "Action.Submit", ...look } };
}

function inSets(actions: readonly CardElement[]): readonly CardElement[] {
  const sets: CardElement[] = [];
  for (let from = 0; from < actions.length; from += actionsInSet)
    sets.push({ type: "ActionSet", actions: actions.slice(from, from + actionsInSet) });
  return sets;
}

const sentSchema = z.looseObject({ press: z.string().max(2_000), several: z.array(z.string()).optional() });

/** What a press on a card of ours sent; undefined when the data is not ours. An unreadable press is one of an older version. */
export function readPress(
  data: unknown,
): { readonly press: Press | undefined; readonly values: FormValues } | undefined {
  const sent = sentSchema.safeParse(data);
  if (!sent.success) return undefined;
  const { press, several = [], ...inputs } = sent.data;
  return { press: decodeAction(press), values: readValues(inputs, several) };
}
