import { boxes, formLimits } from "../consultation/check-form.js";
import type { FormFault, FormFieldName, Ticks } from "../consultation/check-form.js";
import type { ConsultationForm } from "../consultation/consultation-entries.js";
import type { Action } from "../conversation/action.js";
import type { Block, Button, ConsentField, Field } from "../conversation/reply.js";
import type { ConsultationId } from "../ids.js";
import type { ConsultOffered } from "./consult-offer.js";
import { firmOf } from "./firm.js";
import type { TurnContext } from "./turn-context.js";

type FormState = {
  readonly typed: ConsultationForm;
  readonly ticks: Ticks;
  readonly faults: Readonly<Partial<Record<FormFieldName, FormFault>>>;
  readonly offered: ConsultOffered;
} & ({ readonly kind: "new" } | { readonly kind: "change"; readonly consultation: ConsultationId });

/** The consultation form with what was typed and what is wrong with it; each thing that goes along is seen, and has its box. */
export function consultationForm(context: TurnContext, state: FormState): readonly Block[] {
  const { words } = context.parts;
  return [
    { kind: "heading", text: words.plain("consult.title") },
    { kind: "markdown", markdown: words.say("consult.intro", { firm: firmOf(context.parts) }) },
    {
      kind: "form",
      title: words.plain("consult.form-title"),
      fields: [
        textField(context, state, "topic"),
        textField(context, state, "situation", { multiline: true }),
        textField(context, state, "name"),
        textField(context, state, "email", { purpose: "email" }),
        textField(context, state, "times"),
        textField(context, state, "timeZone"),
        consent(context, state, "name", { about: ["name"] }),
        consent(context, state, "situation", { about: ["situation"] }),
        consent(context, state, "times", { about: ["times", "timeZone"] }),
        ...offeredFields(context, state),
      ],
      submit: submitButton(context, state),
      reopen: reopenButton(context, state),
    },
    { kind: "note", markdown: words.say("consult.privacy") },
  ];
}

function submitButton({ parts: { words } }: TurnContext, state: FormState): Button {
  const { asOf } = state.offered;
  const shown = asOf && { asOf: { entry: asOf.entry, at: asOf.at } };
  return state.kind === "new"
    ? {
        label: words.plain("button.consult-send"),
        action: { do: "consult-send", ...originCarried(state), ...shown },
        style: "primary",
      }
    : {
        label: words.plain("button.save"),
        action: { do: "consult-save", consultation: state.consultation, ...shown },
        style: "primary",
      };
}

const reopenButton = ({ parts: { words } }: TurnContext, state: FormState): Button => ({
  label: words.plain("button.open-form"),
  action:
    state.kind === "new"
      ? {
          do: "consult",
          ...(state.typed.topic === "" ? {} : { about: state.typed.topic.slice(0, formLimits.topic) }),
          ...originCarried(state),
        }
      : { do: "consult-change", consultation: state.consultation },
  style: "primary",
});

const originCarried = ({
  offered: { origin },
}: FormState): Pick<Extract<Action, { do: "consult" }>, "asked" | "topic"> => ({
  ...(origin?.question === undefined ? {} : { asked: origin.question }),
  ...(origin?.topic === undefined ? {} : { topic: origin.topic.id }),
});

/** What goes along beside what is typed, word for word where it is a text. */
function offeredFields(context: TurnContext, state: FormState): readonly Field[] {
  const { words } = context.parts;
  const { origin, summary, report } = state.offered;
  const led = [
    ...(origin?.question === undefined ? [] : [words.plain("consult.asked", { question: origin.question })]),
    ...(origin?.topic === undefined ? [] : [words.plain("consult.under", { topic: origin.topic.title })]),
  ];
  return [
    ...(led.length > 0 ? [consent(context, state, "question", { shows: led.join("\n") })] : []),
    consent(context, state, "summary", { shows: summary ?? words.plain("consult.no-summary") }),
    ...(report
      ? [
          consent(context, state, "report", {
            shows: words.plain("consult.report-file", { name: report.name, size: Math.ceil(report.size / 1000) }),
          }),
        ]
      : []),
  ];
}

function consent(
  { parts: { words } }: TurnContext,
  { ticks }: FormState,
  item: keyof typeof boxes,
  more: Pick<ConsentField, "shows" | "about">,
): ConsentField {
  const id = boxes[item];
  return {
    kind: "consent",
    id,
    label: words.plain(`consult.${id}`),
    hint: words.plain(`consult.${id}-hint`),
    required: false,
    value: ticks.has(item),
    ...more,
  };
}

function textField(
  context: TurnContext,
  state: FormState,
  id: FormFieldName,
  more: { readonly multiline?: boolean; readonly purpose?: "email" } = {},
): Field {
  const { words } = context.parts;
  const fault = state.faults[id];
  const isRequired = id === "topic" || id === "email";
  return {
    kind: "text",
    id,
    label: words.plain(`consult.${id}`),
    hint: words.plain(`consult.${id}-hint`),
    required: isRequired,
    multiline: more.multiline ?? false,
    maxLength: formLimits[id],
    value: state.typed[id].slice(0, formLimits[id]),
    ...(isRequired ? { mend: words.plain(more.purpose ? "consult.fault.not-an-email" : "consult.fault.missing") } : {}),
    ...(more.purpose ? { purpose: more.purpose } : {}),
    ...(fault ? { error: words.plain(`consult.fault.${fault}`, { limit: formLimits[id] }) } : {}),
  };
}
