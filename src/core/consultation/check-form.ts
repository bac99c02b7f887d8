import { z } from "zod";
import { typedText } from "../form-values.js";
import type { FormValues } from "../form-values.js";
import type { ConsultationForm } from "./consultation-entries.js";

/** Longest texts of the form, in characters; Slack's and Teams' inputs take as much. */
export const formLimits = { topic: 150, situation: 2000, name: 100, email: 254, times: 300, timeZone: 60 } as const;
export type FormFieldName = keyof typeof formLimits;
export type FormFault = "missing" | "too-long" | "not-an-email";

export type CheckedForm =
  | { readonly kind: "usable"; readonly form: ConsultationForm }
  | {
      readonly kind: "faulty";
      readonly faults: Readonly<Partial<Record<FormFieldName, FormFault>>>;
      readonly typed: ConsultationForm;
    };

const required: ReadonlySet<FormFieldName> = new Set<FormFieldName>(["topic", "situation", "name", "email"]);

/** Checks what was typed; what was typed comes back in either case, so that nothing has to be typed again. */
export function checkForm(values: FormValues): CheckedForm {
  const typed = readForm(values);
  const faults: Partial<Record<FormFieldName, FormFault>> = {};
  for (const [name, limit] of Object.entries(formLimits) as [FormFieldName, number][]) {
    const value = typed[name];
    if (required.has(name) && value === "") faults[name] = "missing";
    else if (value.length > limit) faults[name] = "too-long";
    else if (name === "email" && !z.email().safeParse(value).success) faults[name] = "not-an-email";
  }
  return Object.keys(faults).length === 0 ? { kind: "usable", form: typed } : { kind: "faulty", faults, typed };
}

function readForm(values: FormValues): ConsultationForm {
  const text = (name: string): string => typedText(values, name);
  return {
    topic: text("topic"),
    situation: text("situation"),
    name: text("name"),
    email: text("email").replace(/^mailto:/iu, ""),
    times: text("times"),
    timeZone: text("timeZone"),
    shareSummary: text("shareSummary") === "yes",
  };
}
