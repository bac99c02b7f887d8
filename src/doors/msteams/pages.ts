import type { Phrases } from "../../core/conversation/phrases.js";
import { executeAction, inSets } from "../adaptive-card/buttons.js";
import { cardSize } from "../adaptive-card/frame.js";
import type { AdaptiveCard } from "../adaptive-card/frame.js";
import type { CardElement } from "../adaptive-card/rich-text.js";
import { viewVerb } from "./view-data.js";
import type { MsteamsWord } from "./words.js";

interface Paging {
  readonly words: Phrases<MsteamsWord>;
  /** From 1; a page beyond the last is the last. */
  readonly page: number;
  /** What the button to a page carries. */
  readonly dataOf: (page: number) => Readonly<Record<string, unknown>>;
}

/**
 * One page of what is too long for one card, with buttons to its neighbours.
 *
 * @param draw draws the cards within a budget
 * @param bytes the budget with the buttons
 */
export function drawPage(
  draw: (bytes: number) => readonly AdaptiveCard[],
  bytes: number,
  paging: Paging,
): AdaptiveCard | undefined {
  const [only, ...more] = draw(bytes);
  if (!only || more.length === 0) return only;
  const cards = draw(bytes - cardSize(turnButtons({ ...paging, page: 50 }, 99)));
  const page = Math.min(paging.page, cards.length);
  const card = cards[page - 1];
  return card && { ...card, body: [...card.body, ...turnButtons({ ...paging, page }, cards.length)] };
}

function turnButtons({ words, page, dataOf }: Paging, pages: number): readonly CardElement[] {
  const turn = (label: "page.back" | "page.on", to: number): readonly CardElement[] =>
    to < 1 || to > pages
      ? []
      : [executeAction({ verb: viewVerb, title: words.plain(label, { page: to, pages }), data: dataOf(to) })];
  return inSets([...turn("page.on", page + 1), ...turn("page.back", page - 1)]);
}
