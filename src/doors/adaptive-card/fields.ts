import { z } from "zod";
import type { Field, FormBlock } from "../../core/conversation/reply.js";
import type { FormValues } from "../../core/form-values.js";
import type { CardElement } from "./rich-text.js";

/** Choices beyond this number are folded into a drop-down. */
const expandedChoices = 8;

/** A form's inputs; each error stands under its label, and what was typed stays. */
export function drawFields(form: FormBlock): readonly CardElement[] {
  return form.fields.flatMap((field): readonly CardElement[] => [
    ...(field.error === undefined
      ? []
      : [
          {
            type: "TextBlock",
            text: `⚠ ${asLead(plain(field.label))} ${plain(field.error)}`,
            color: "Attention",
            wrap: true,
          },
        ]),
    drawField(field),
    ...(field.kind !== "text" && field.hint !== undefined
      ? [{ type: "TextBlock", text: plain(field.hint), size: "Small", isSubtle: true, wrap: true, spacing: "None" }]
      : []),
  ]);
}

const asLead = (label: string): string => (/[.?!:]$/.test(label) ? label : `${label}:`);

/** What a client checks before it sends; the core checks again, so these let through more rather than less. */
const patterns = {
  email: String.raw`^\s*\S+@\S+\.\S+\s*$`,
  url: String.raw`^\s*[hH][tT][tT][pP][sS]?://\S+\s*$`,
} as const;

/** TextBlocks read Markdown: our own labels carry none, so its characters are simply dropped. */
export const plain = (text: string): string => text.replace(/[*_[\]`\\]/g, "");

/** A date input takes no other words, not even to show what is wrong with them. */
const isDate = (value: string | undefined): boolean => z.iso.date().safeParse(value).success;

function drawField(field: Field): CardElement {
  const base = {
    id: field.id,
    label: field.label,
    ...(field.required ? { isRequired: true } : {}),
    ...(field.required || field.mend !== undefined ? { errorMessage: field.mend ?? field.label } : {}),
  };
  switch (field.kind) {
    case "text":
      if (field.purpose === "date")
        return { ...base, type: "Input.Date", ...(isDate(field.value) ? { value: field.value } : {}) };
      return {
        ...base,
        type: "Input.Text",
        isMultiline: field.multiline,
        maxLength: field.maxLength,
        ...(field.hint === undefined ? {} : { placeholder: field.hint }),
        ...(field.value ? { value: field.value } : {}),
        ...(field.purpose === undefined ? {} : { style: field.purpose, regex: patterns[field.purpose] }),
      };
    case "choice":
      return {
        ...base,
        type: "Input.ChoiceSet",
        isMultiSelect: field.several,
        style: field.options.length > expandedChoices ? "compact" : "expanded",
        choices: field.options.map((option) => ({ title: option.label, value: option.value })),
        wrap: true,
        ...(field.value && field.value.length > 0 ? { value: field.value.join(",") } : {}),
      };
    case "consent":
      return {
        id: field.id,
        type: "Input.Toggle",
        title: field.label,
        valueOn: "yes",
        valueOff: "",
        wrap: true,
        value: field.value ? "yes" : "",
      };
  }
}

/** Which fields give several values (cards join those by commas), carried with the submit button. */
export const severalFields = (form: FormBlock): readonly string[] =>
  form.fields.flatMap((field) => (field.kind === "choice" && field.several ? [field.id] : []));

/** What a card's inputs sent, with several choices as arrays; anything that is not text is dropped. */
export function readValues(sent: Readonly<Record<string, unknown>>, several: readonly string[]): FormValues {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([id, value]): [string, string | readonly string[]][] => {
      if (typeof value !== "string") return [];
      return [[id, several.includes(id) ? value.split(",").filter((part) => part !== "") : value]];
    }),
  );
}
