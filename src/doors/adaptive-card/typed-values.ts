import type { Field, Reply } from "../../core/conversation/reply.js";
import type { FormValues } from "../../core/form-values.js";
import { tickedValues, typedText } from "../../core/form-values.js";

export const hasForm = ({ blocks }: Pick<Reply, "blocks">): boolean => blocks.some(({ kind }) => kind === "form");

/** A reply drawn once more with what was typed into its fields since. */
export const withTyped = (reply: Reply, values: FormValues): Reply => ({
  ...reply,
  blocks: reply.blocks.map((block) =>
    block.kind === "form" ? { ...block, fields: block.fields.map((field) => fill(field, values)) } : block,
  ),
});

function fill(field: Field, values: FormValues): Field {
  if (values[field.id] === undefined) return field;
  switch (field.kind) {
    case "text":
      return { ...field, value: typedText(values, field.id) };
    case "choice":
      // Cards join several choices by commas.
      return { ...field, value: tickedValues(values, field.id).flatMap((value) => value.split(",")) };
    case "consent":
      return { ...field, value: typedText(values, field.id) === "yes" };
  }
}
