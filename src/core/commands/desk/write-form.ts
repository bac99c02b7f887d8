import type { Block, Button, TextField } from "../../conversation/reply.js";
import { typedText } from "../../form-values.js";
import type { FormValues } from "../../form-values.js";
import type { DeskWords } from "./desk-card.js";

/** Slack's and Teams' inputs take as much. */
const writtenLimit = 3_000;

export type Typed =
  { readonly kind: "usable"; readonly text: string } | { readonly kind: "faulty"; readonly text: string };

export function readWritten(values: FormValues): Typed {
  const text = typedText(values, "text");
  return { kind: text === "" ? "faulty" : "usable", text };
}

/** One field to write in. */
export function writeForm(
  { words }: DeskWords,
  form: {
    readonly title: string;
    readonly label: string;
    readonly send: Button["action"];
    readonly reopen: Button;
    readonly isFaulty?: boolean;
  },
): Block {
  const missing = words.plain("consult.fault.missing");
  const field: TextField = {
    ...{ kind: "text", id: "text", label: form.label, required: true, multiline: true, maxLength: writtenLimit },
    mend: missing,
    ...(form.isFaulty ? { error: missing } : {}),
  };
  return {
    kind: "form",
    title: form.title,
    fields: [field],
    submit: { label: words.plain("button.send"), action: form.send, style: "primary" },
    reopen: form.reopen,
  };
}
