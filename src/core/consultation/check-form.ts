import { z } from "zod";
import { typedText } from "../form-values.js";
import type { FormValues } from "../form-values.js";
import { sharedItems } from "./consultation-entries.js";
import type { ConsultationForm, SharedItem } from "./consultation-entries.js";

/** Longest texts of the form, in characters; Slack's and Teams' inputs take as much. */
export const formLimits = { topic: 150, situation: 2000, name: 100, email: 254, times: 300, timeZone: 60 } as const;
export type FormFieldName = keyof typeof formLimits;
export type FormFault = "missing" | "too-long" | "not-an-email";

/** The box of each item that need not be passed on. */
export const boxes = {
  name: "shareName",
  situation: "shareSituation",
  times: "shareTimes",
  question: "shareQuestion",
  summary: "shareSummary",
  report: "shareReport",
} as const satisfies Partial<Record<SharedItem, string>>;

/** Which items have their box ticked. */
export type Ticks = ReadonlySet<SharedItem>;

export type CheckedForm =
  /** `form` holds nothing of what was unticked. */
  | { readonly kind: "usable"; readonly form: ConsultationForm; readonly ticks: Ticks }
  | {
      readonly kind: "faulty";
      readonly faults: Readonly<Partial<Record<FormFieldName, FormFault>>>;
      readonly typed: ConsultationForm;
      readonly ticks: Ticks;
    };

const required: ReadonlySet<FormFieldName> = new Set<FormFieldName>(["topic", "email"]);
const itemOf: Readonly<Record<FormFieldName, SharedItem>> = {
  topic: "topic",
  situation: "situation",
  name: "name",
  email: "email",
  times: "times",
  timeZone: "times",
};

/** Checks what is to be passed on; with a fault all that was typed comes back, so that nothing has to be typed again. */
export function checkForm(values: FormValues): CheckedForm {
  const ticks = readTicks(values);
  const typed = readForm(values, ticks);
  const faults: Partial<Record<FormFieldName, FormFault>> = {};
  const form = { ...typed };
  for (const [name, limit] of Object.entries(formLimits) as [FormFieldName, number][]) {
    if (!ticks.has(itemOf[name])) {
      form[name] = "";
      continue;
    }
    const value = typed[name];
    if (required.has(name) && value === "") faults[name] = "missing";
    else if (value.length > limit) faults[name] = "too-long";
    else if (name === "email" && !z.email().safeParse(value).success) faults[name] = "not-an-email";
  }
  return Object.keys(faults).length === 0 ? { kind: "usable", form, ticks } : { kind: "faulty", faults, typed, ticks };
}

/** Every door sends each box it drew, ticked or not. What was typed into a form without a box for it was meant to be passed on. */
function readTicks(values: FormValues): Ticks {
  const isTicked = (box: string): boolean => typedText(values, box) === "yes";
  const isMeant = (box: string): boolean => values[box] === undefined || isTicked(box);
  const ticks: Readonly<Record<SharedItem, boolean>> = {
    topic: true,
    email: true,
    name: isMeant(boxes.name),
    situation: isMeant(boxes.situation),
    times: isMeant(boxes.times),
    question: isTicked(boxes.question),
    summary: isTicked(boxes.summary),
    report: isTicked(boxes.report),
  };
  return new Set(sharedItems.filter((item) => ticks[item]));
}

function readForm(values: FormValues, ticks: Ticks): ConsultationForm {
  const text = (name: string): string => typedText(values, name);
  return {
    topic: text("topic"),
    situation: text("situation"),
    name: text("name"),
    email: text("email").replace(/^mailto:/iu, ""),
    times: text("times"),
    timeZone: text("timeZone"),
    shareSummary: ticks.has("summary"),
  };
}
