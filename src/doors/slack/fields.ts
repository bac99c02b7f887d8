import type { KnownBlock, PlainTextElement } from "@slack/types";
import { z } from "zod";
import type { ChoiceField, Field, TextField } from "../../core/conversation/reply.js";
import type { FormValues } from "../../core/form-values.js";
import { shorten, splitText } from "../split-text.js";
import {
  optionsAsBoxes,
  optionsInMenu,
  textInButton,
  textInContext,
  textInInput,
  textInInputLabel,
  textInModalHint,
  textInSection,
} from "./limits.js";

/** Drawn as it stands; Slack takes no empty text. */
const plain = (text: string, limit: number): PlainTextElement => ({
  type: "plain_text",
  text: text.trim() === "" ? "…" : shorten(text, limit),
  emoji: false,
});

/**
 * An input block; its block id is the field's id, so that an error can stand beside it. One that is known already, as
 * when a form comes back late, is drawn under it.
 */
export function drawField(field: Field): readonly KnownBlock[] {
  const element = drawElement(field);
  if (!element) return [];
  const { label, hint } = wordsBeside(field);
  return [
    ...(field.kind === "consent" && field.shows !== undefined ? drawShown(field.shows) : []),
    {
      type: "input",
      block_id: field.id,
      label: plain(label, textInInputLabel),
      optional: !field.required,
      element,
      ...(hint === undefined || hint.trim() === "" ? {} : { hint: plain(hint, textInModalHint) }),
    },
    ...(field.error === undefined
      ? []
      : [{ type: "context" as const, elements: [plain(`⚠ ${field.error}`, textInContext)] }]),
  ];
}

/** Literally, in as many sections as it needs. */
const drawShown = (text: string): readonly KnownBlock[] =>
  splitText(text, textInSection)
    .filter((part) => part.trim() !== "")
    .map((part) => ({ type: "section", text: plain(part, textInSection) }));

/** A tick box has its words in the box, when they fit, and its hint over it. */
function wordsBeside(field: Field): { readonly label: string; readonly hint: string | undefined } {
  if (field.kind === "consent" && field.hint !== undefined && field.label.length <= textInButton)
    return { label: field.hint, hint: undefined };
  return { label: field.label, hint: field.hint };
}

function drawElement(field: Field): InputElement | undefined {
  switch (field.kind) {
    case "text":
      return drawText(field);
    case "choice":
      return field.options.length === 0 ? undefined : drawChoice(field);
    case "consent": {
      const option = { text: plain(field.label, textInButton), value: "yes" };
      return {
        type: "checkboxes",
        action_id: "value",
        options: [option],
        ...(field.value ? { initial_options: [option] } : {}),
      };
    }
  }
}

type InputElement = Extract<KnownBlock, { type: "input" }>["element"];

function drawText(field: TextField): InputElement {
  if (field.purpose === "date")
    return {
      type: "datepicker",
      action_id: "value",
      ...(field.value && /^\d{4}-\d{2}-\d{2}$/.test(field.value) ? { initial_date: field.value } : {}),
    };
  return {
    type: "plain_text_input",
    action_id: "value",
    multiline: field.multiline,
    // What was typed before is kept, also where it is longer than it should be: the answer says so.
    max_length: Math.min(Math.max(field.maxLength, field.value?.length ?? 0, 1), textInInput),
    ...(field.value ? { initial_value: shorten(field.value, textInInput) } : {}),
  };
}

/** Boxes and radio buttons while Slack takes that many; else a menu. */
function drawChoice(field: ChoiceField): InputElement {
  const options = field.options
    .slice(0, optionsInMenu)
    .map(({ value, label }) => ({ text: plain(label, textInButton), value }));
  const chosen = options.filter(({ value }) => field.value?.includes(value));
  const isMenu = options.length > optionsAsBoxes;
  if (field.several)
    return {
      type: isMenu ? "multi_static_select" : "checkboxes",
      action_id: "value",
      options,
      ...(chosen.length > 0 ? { initial_options: chosen } : {}),
    };
  return {
    type: isMenu ? "static_select" : "radio_buttons",
    action_id: "value",
    options,
    ...(chosen[0] ? { initial_option: chosen[0] } : {}),
  };
}

const stateSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      value: z.string().nullish(),
      selected_date: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
      selected_options: z.array(z.object({ value: z.string() })).nullish(),
    }),
  ),
);

/** What was filled in, by field id; `several` fields give arrays, a ticked consent "yes". */
export function readState(state: unknown): FormValues {
  const parsed = stateSchema.safeParse(state);
  if (!parsed.success) return {};
  return Object.fromEntries(
    Object.entries(parsed.data).map(([field, elements]): [string, string | readonly string[]] => {
      const [element] = Object.values(elements);
      if (element?.selected_options) return [field, element.selected_options.map(({ value }) => value)];
      return [field, element?.value ?? element?.selected_date ?? element?.selected_option?.value ?? ""];
    }),
  );
}
