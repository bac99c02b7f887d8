import { isTimeZone, readLocalTime } from "../../consultation/local-time.js";
import type { Block, TextField } from "../../conversation/reply.js";
import { typedText } from "../../form-values.js";
import type { FormValues } from "../../form-values.js";
import type { ConsultationId } from "../../ids.js";
import type { DeskWords } from "./desk-card.js";

const limits = { time1: 40, time2: 40, time3: 40, timeZone: 60, note: 1_000 } as const;
type FieldName = keyof typeof limits;
const timeFields = ["time1", "time2", "time3"] as const;
type Fault = "missing" | "too-long" | "not-a-time" | "past" | "not-a-zone";
type Texts = Readonly<Partial<Record<FieldName, string>>>;
type Faults = Readonly<Partial<Record<FieldName, Fault>>>;

export type CheckedTimes =
  | {
      readonly kind: "usable";
      /** ISO 8601, UTC; in order of time, each once. */
      readonly times: readonly string[];
      readonly timeZone: string;
      readonly note: string;
    }
  | { readonly kind: "faulty"; readonly typed: Texts; readonly faults: Faults };

/** Checks what was typed; what was typed comes back when something is wrong with it. */
export function checkTimes(values: FormValues, now: string): CheckedTimes {
  const names = Object.keys(limits) as FieldName[];
  const typed = Object.fromEntries(names.map((name) => [name, typedText(values, name)])) as Record<FieldName, string>;
  const faults: Partial<Record<FieldName, Fault>> = {};
  for (const name of names) if (typed[name].length > limits[name]) faults[name] = "too-long";
  if (!isTimeZone(typed.timeZone)) return { kind: "faulty", typed, faults: { ...faults, timeZone: "not-a-zone" } };
  const times = new Set<string>();
  for (const name of timeFields) {
    if (typed[name] === "" || faults[name]) continue;
    const time = readLocalTime(typed[name], typed.timeZone);
    if (time === undefined) faults[name] = "not-a-time";
    else if (time <= now) faults[name] = "past";
    else times.add(time);
  }
  if (typed.time1 === "") faults.time1 = "missing";
  return Object.keys(faults).length > 0
    ? { kind: "faulty", typed, faults }
    : { kind: "usable", times: [...times].sort(), timeZone: typed.timeZone, note: typed.note };
}

/** @param state what was typed, and what is wrong with it */
export function proposeForm(
  { words }: DeskWords,
  consultation: ConsultationId,
  { typed, faults }: { readonly typed: Texts; readonly faults: Faults },
): Block {
  const field = (id: FieldName, isMultiline = false): TextField => {
    const fault = faults[id];
    return {
      kind: "text",
      id,
      label: words.plain(`desk.${id}`),
      hint: words.plain(`desk.${id}-hint`),
      required: id === "time1" || id === "timeZone",
      multiline: isMultiline,
      maxLength: limits[id],
      ...(typed[id] === undefined ? {} : { value: typed[id] }),
      ...(fault ? { error: words.plain(`consult.fault.${fault}`, { limit: limits[id] }) } : {}),
    };
  };
  return {
    kind: "form",
    title: words.plain("button.desk-propose"),
    fields: [...timeFields.map((id) => field(id)), field("timeZone"), field("note", true)],
    submit: {
      label: words.plain("button.send"),
      action: { do: "desk-propose-send", consultation },
      style: "primary",
    },
    reopen: { label: words.plain("button.desk-propose"), action: { do: "desk-propose", consultation } },
  };
}
