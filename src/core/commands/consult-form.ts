import { formLimits } from "../consultation/check-form.js";
import type { FormFault, FormFieldName } from "../consultation/check-form.js";
import type { ConsultationForm } from "../consultation/consultation-entries.js";
import type { Block, Button, Field } from "../conversation/reply.js";
import type { ConsultationId } from "../ids.js";
import { firmOf } from "./firm.js";
import type { TurnContext } from "./turn-context.js";

type FormState = {
  readonly typed: ConsultationForm;
  readonly faults: Readonly<Partial<Record<FormFieldName, FormFault>>>;
} & ({ readonly kind: "new" } | { readonly kind: "change"; readonly consultation: ConsultationId });

/** The consultation form with what was typed and what is wrong with it. */
export function consultationForm(context: TurnContext, state: FormState): readonly Block[] {
  const { words } = context.parts;
  const reopen: Button = {
    label: words.plain("button.open-form"),
    action:
      state.kind === "new"
        ? { do: "consult", ...(state.typed.topic === "" ? {} : { about: state.typed.topic.slice(0, 150) }) }
        : { do: "consult-change", consultation: state.consultation },
    style: "primary",
  };
  const submit: Button = {
    label: words.plain(state.kind === "new" ? "button.consult-send" : "button.save"),
    action: state.kind === "new" ? { do: "consult-send" } : { do: "consult-save", consultation: state.consultation },
    style: "primary",
  };
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
        {
          kind: "consent",
          id: "shareSummary",
          label: words.plain("consult.shareSummary"),
          hint: words.plain("consult.shareSummary-hint"),
          required: false,
          value: state.typed.shareSummary,
        },
      ],
      submit,
      reopen,
    },
    { kind: "note", markdown: words.say("consult.privacy") },
  ];
}

function textField(
  context: TurnContext,
  state: FormState,
  id: FormFieldName,
  more: { readonly multiline?: boolean; readonly purpose?: "email" } = {},
): Field {
  const { words } = context.parts;
  const fault = state.faults[id];
  const isRequired = id !== "times" && id !== "timeZone";
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
