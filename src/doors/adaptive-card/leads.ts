import type { Block } from "../../core/conversation/reply.js";

/** A line such as "Related:", which says nothing without the buttons under it. */
export const leadsToButtons = (block: Block, next: Block | undefined): boolean =>
  block.kind === "note" && next?.kind === "buttons" && block.markdown.trimEnd().endsWith(":");

/** The blocks without their buttons and forms, and without the lines that lead to those. */
export const withoutButtons = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter(
    (block, index) => block.kind !== "buttons" && block.kind !== "form" && !leadsToButtons(block, blocks[index + 1]),
  );
