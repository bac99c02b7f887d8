import { z } from "zod";
import { decodeAction } from "../../core/conversation/action.js";
import type { Press } from "../../core/conversation/action.js";
import { isSafeLink } from "../../core/conversation/markdown.js";
import type { Block, PictureBlock, Reply } from "../../core/conversation/reply.js";
import type { FormValues } from "../../core/form-values.js";
import { figureOf } from "../chart-figures.js";
import type { Pictures } from "../pictures.js";
import { drawPlain } from "../plain-text.js";
import { shorten } from "../split-text.js";
import { drawButton, inSets } from "./buttons.js";
import type { Carried } from "./buttons.js";
import { drawFields, plain, readValues, severalFields } from "./fields.js";
import { cardSize, frameCard } from "./frame.js";
import type { AdaptiveCard } from "./frame.js";
import { leadsToButtons } from "./leads.js";
import { cardBytes, labelLength } from "./limits.js";
import { literalText, richText } from "./rich-text.js";
import type { CardElement } from "./rich-text.js";

interface Drawing {
  /** Addresses of charts that are shown as images; the others are bars of columns. */
  readonly pictures?: Pictures<string>;
  /** The budget of one card. */
  readonly bytes?: number;
  /** Rides along in every button. */
  readonly carried?: Carried;
  /** Parts of the card itself, beside its body. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/**
 * Draws a reply as one card or, when it is long, several, each within the budget; nothing is left out. No card ends on a
 * heading or on a line that leads to the buttons under it, where these fit together.
 */
export function drawCards(
  reply: Reply,
  { pictures = new Map(), bytes = cardBytes, carried = {}, more = {} }: Drawing = {},
): readonly AdaptiveCard[] {
  const said = drawPlain(reply).trim() || labelsOf(reply);
  const room = bytes - cardSize(frameCard([], said, more));
  const fits = (...parts: readonly (readonly CardElement[])[]): boolean => cardSize(parts.flat()) <= room;
  const pages: CardElement[][] = [];
  let lead: readonly CardElement[] = [];
  const place = (unit: readonly CardElement[]): void => {
    const page = pages.at(-1);
    if (page && fits(page, unit)) page.push(...unit);
    else if (unit.length > 0) pages.push([...unit]);
  };
  for (const { elements, isLead } of drawUnits(reply, { reply, pictures, carried })) {
    if (!fits(lead, elements)) {
      place(lead);
      lead = [];
    }
    const unit = [...lead, ...elements];
    lead = isLead ? unit : [];
    if (!isLead) place(unit);
  }
  place(lead);
  return pages.map((body) => frameCard(body, said, more));
}

/** What a reply says that has nothing but buttons. */
const labelsOf = ({ blocks }: Reply): string =>
  blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons.map(({ label }) => label) : [])).join(". ");

interface Drawn {
  readonly reply: Reply;
  readonly pictures: Pictures<string>;
  readonly carried: Carried;
}

/** What may stand on different cards. */
interface Unit {
  readonly elements: readonly CardElement[];
  /** Says nothing without what follows. */
  readonly isLead: boolean;
}

/** A form's fields stay with the button that sends them. */
const drawUnits = ({ blocks }: Reply, drawn: Drawn): readonly Unit[] =>
  blocks.flatMap((block, index): readonly Unit[] => {
    const elements = drawBlock(block, drawn);
    if (block.kind === "form") return [{ elements, isLead: false }];
    const isLead = leadsToButtons(block, blocks[index + 1]);
    return elements.map((element) => ({ elements: [element], isLead: isLead || element["style"] === "heading" }));
  });

function drawBlock(block: Block, { reply, pictures, carried }: Drawn): readonly CardElement[] {
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
      return inSets(block.buttons.map((button) => drawButton(button, reply, { carried })));
    case "links":
      return inSets(
        block.links.flatMap(({ label, url }) =>
          isSafeLink(url) ? [{ type: "Action.OpenUrl", title: shorten(label, labelLength), url }] : [],
        ),
      );
    case "file":
      return literalText(block.name);
    case "form":
      return [
        ...drawFields(block),
        ...inSets([drawButton(block.submit, reply, { several: severalFields(block), carried })]),
      ];
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

/** What stands in a card's inputs, where its data is no press of ours; several choices are joined by commas. */
export const readInputs = (data: unknown): FormValues =>
  typeof data === "object" && data !== null ? readValues(Object.fromEntries(Object.entries(data)), []) : {};
