import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { ActionBody } from "./events.js";
import { textInContext } from "./limits.js";
import { plainText } from "./blocks.js";

const plain = z.object({ type: z.literal("plain_text"), text: z.string() });
const option = z.looseObject({ value: z.string() });
const elementSchema = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  options: z.array(option).optional(),
});
const viewSchema = z.looseObject({
  callback_id: z.string(),
  private_metadata: z.string(),
  title: plain,
  submit: plain,
  close: plain,
  blocks: z.array(
    z.looseObject({ type: z.string(), block_id: z.string().optional(), element: z.unknown().optional() }),
  ),
});
const typedSchema = z.looseObject({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
});

const faultBlock = "fault";

/**
 * A submitted dialog as it was, with what was filled in and why it was not stored; undefined when Slack sent too little of
 * it. For when another view took its place while it was being stored.
 */
export function restoreModal(submitted: NonNullable<ActionBody["view"]>, fault: string): ModalView | undefined {
  const view = viewSchema.safeParse(submitted).data;
  const values = z.record(z.string(), z.record(z.string(), typedSchema)).safeParse(submitted.state?.values).data;
  if (!view || !values) return undefined;
  const blocks = view.blocks
    .filter(({ block_id }) => block_id !== faultBlock)
    .map((block) => {
      const element = elementSchema.safeParse(block.element).data;
      const typed = values[block.block_id ?? ""]?.[element?.action_id ?? ""];
      return block.type === "input" && element && typed ? { ...block, element: fillIn(element, typed) } : block;
    });
  const { callback_id, private_metadata, title, submit, close } = view;
  return {
    type: "modal",
    ...{ callback_id, private_metadata, title, submit, close },
    blocks: [
      { type: "section", block_id: faultBlock, text: plainText(`⚠ ${fault}`, textInContext) },
      // They were ours when the dialog was opened, and come back as Slack keeps them.
      ...(blocks as unknown as KnownBlock[]),
    ],
  };
}

function fillIn(element: z.infer<typeof elementSchema>, typed: z.infer<typeof typedSchema>): Record<string, unknown> {
  const empty = Object.entries(element).filter(([name]) => !name.startsWith("initial_"));
  const chosen = new Set((typed.selected_options ?? [typed.selected_option]).map((picked) => picked?.value));
  const options = element.options?.filter(({ value }) => chosen.has(value)) ?? [];
  const isOfSeveral = element.type === "checkboxes" || element.type.startsWith("multi_");
  return {
    ...Object.fromEntries(empty),
    ...(typed.value ? { initial_value: typed.value } : {}),
    ...(typed.selected_date ? { initial_date: typed.selected_date } : {}),
    ...(options.length > 0 ? (isOfSeveral ? { initial_options: options } : { initial_option: options[0] }) : {}),
  };
}
