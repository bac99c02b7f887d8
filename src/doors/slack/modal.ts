import type { KnownBlock, ModalView } from "@slack/types";
import type { Phrases } from "../../core/conversation/phrases.js";
import { encodeAction } from "../../core/conversation/action.js";
import type { FormBlock, Reply } from "../../core/conversation/reply.js";
import { drawBlocks, plainText } from "./blocks.js";
import { blocksInView, textInContext, textInFieldError, textInModalTitle } from "./limits.js";
import { shorten } from "../split-text.js";
import type { SlackWordKey } from "./words.js";

/** The callback id of every modal of ours. */
export const modalCallback = "iso42001-form";

export const formOf = (reply: Reply): FormBlock | undefined => reply.blocks.find((block) => block.kind === "form");

/** A reply as a modal: with a form its submit is the modal's; without one it is something to read and close. */
export function drawModal(reply: Reply, words: Phrases<SlackWordKey>): ModalView {
  const form = formOf(reply);
  return {
    type: "modal",
    callback_id: modalCallback,
    private_metadata: form ? encodeAction({ action: form.submit.action, nonce: reply.nonce }) : "",
    title: plainText(form?.title ?? words.plain("home.title"), textInModalTitle),
    close: plainText(words.plain("close"), textInModalTitle),
    ...(form ? { submit: plainText(form.submit.label, textInModalTitle) } : {}),
    blocks: [...withinView(drawBlocks(reply, "modal"), words)],
  };
}

/**
 * A modal or a Home tab holds 100 blocks. What has to be filled in comes first, then what may be, then what there is to read; the order
 * stays, and the last block says that something was left out.
 */
export function withinView(blocks: readonly KnownBlock[], words: Phrases<SlackWordKey>): readonly KnownBlock[] {
  if (blocks.length <= blocksInView) return blocks;
  const rank = (block: KnownBlock): number => (block.type !== "input" ? 2 : block.optional === true ? 1 : 0);
  const kept = new Set(
    blocks
      .map((block, index) => ({ block, index }))
      .sort((one, other) => rank(one.block) - rank(other.block) || one.index - other.index)
      .slice(0, blocksInView - 1)
      .map(({ block }) => block),
  );
  const note: KnownBlock = { type: "context", elements: [plainText(words.plain("form.cut"), textInContext)] };
  return [...blocks.filter((block) => kept.has(block)), note];
}

/** A modal that only says something, while work goes on. */
export function waitingModal(text: string, words: Phrases<SlackWordKey>): ModalView {
  return {
    type: "modal",
    callback_id: modalCallback,
    title: plainText(words.plain("home.title"), textInModalTitle),
    close: plainText(words.plain("close"), textInModalTitle),
    blocks: [{ type: "section", text: plainText(text, textInContext) }],
  };
}

/** What is wrong, by the block it stands in; a fault without a field goes to the first one, so that the form stays open. */
export function errorsOf(reply: Reply, submitted: readonly string[], fallback: string): Record<string, string> {
  const faulty =
    formOf(reply)?.fields.flatMap((field) =>
      field.error === undefined ? [] : [[field.id, shorten(field.error, textInFieldError)] as const],
    ) ?? [];
  const known = faulty.filter(([id]) => submitted.includes(id));
  const [first] = submitted;
  return known.length > 0 ? Object.fromEntries(known) : first === undefined ? {} : { [first]: fallback };
}
