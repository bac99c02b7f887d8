import { currentAssessment } from "../../assessment/progress.js";
import { recordCustomerEdition } from "../../assessment/record-customer-edition.js";
import type { Reply } from "../../conversation/reply.js";
import type { Action } from "../../conversation/action.js";
import { typedText } from "../../form-values.js";
import type { FormValues } from "../../form-values.js";
import type { Nonce } from "../../ids.js";
import { teamNameOf } from "../../team/team-name.js";
import { refuseMember, refuseOutsider } from "../help.js";
import { changeTeam, newEntryId, replyWith, showDate, stamp } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { customerEdition, datedSteps } from "./customer-edition.js";
import { previewBlocks } from "./document-preview.js";
import { nothingToReport, reportOf } from "./report-of.js";

/** Tick boxes hold ten at most; the soonest are offered. */
const plansAtMost = 10;
const nameAtMost = 80;

/** What the lead ticks: which dated plans, and what else, the customer edition shows. Others see the edition as it is set. */
export function openCustomerEdition(context: TurnContext): Reply {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const report = reportOf(context);
  if (!report) return nothingToReport(context);
  if (!context.rights.leads) return showPreview(context);
  const { reportWords: words, words: coreWords } = context.parts;
  const { customerEdition: set, id } = report.assessment;
  const dated = datedSteps(report).slice(0, plansAtMost);
  return replyWith(
    context,
    [
      { kind: "heading", text: words.plain("edition.form-title") },
      { kind: "markdown", markdown: words.say("edition.form-about") },
      ...(dated.length === 0 ? [{ kind: "note", markdown: words.say("edition.no-dates") } as const] : []),
      {
        kind: "form",
        title: words.plain("edition.form-title"),
        fields: [
          {
            kind: "text",
            id: "team",
            label: words.plain("edition.team"),
            hint: words.plain("edition.team-hint"),
            required: false,
            multiline: false,
            maxLength: nameAtMost,
            value: teamNameOf(context.trail.entries) ?? "",
          },
          ...(dated.length > 0
            ? [
                {
                  kind: "choice",
                  id: "plans",
                  label: words.plain("edition.plans-field"),
                  required: false,
                  several: true,
                  options: dated.map(({ asked, answer }) => ({
                    value: asked.question.id,
                    label: words.plain("edition.plan-option", {
                      what: asked.question.nextStep,
                      due: showDate(answer?.due ?? context.at),
                    }),
                  })),
                  value: set.plans,
                } as const,
              ]
            : []),
          {
            kind: "choice",
            id: "shows",
            label: words.plain("edition.shows"),
            hint: words.plain("edition.shows-hint"),
            required: false,
            several: true,
            options: (["scores", "gaps", "notes", "names"] as const).map((value) => ({
              value,
              label: words.plain(`edition.shows-${value}`),
            })),
            value: set.shows,
          },
        ],
        submit: {
          label: words.plain("button.preview"),
          action: { do: "customer-edition-save", assessment: id },
          style: "primary",
        },
        reopen: { label: words.plain("button.customer-edition"), action: { do: "customer-edition" } },
      },
      { kind: "buttons", buttons: [{ label: coreWords.plain("button.cancel"), action: { do: "cancel" } }] },
    ],
    { replaces: false },
  );
}

/** Keeps what was ticked and shows the edition as the customer will see it. */
export async function saveCustomerEdition(
  context: TurnContext,
  action: Extract<Action, { do: "customer-edition-save" }>,
  press: Nonce,
  values: FormValues,
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const outcome = await changeTeam(context, ({ trail, rights }) => {
    if (!rights.leads) return { entries: [], result: { isDone: false, trail } };
    const name = typedText(values, "team").slice(0, nameAtMost);
    const recorded = recordCustomerEdition({
      entries: trail.entries,
      assessment: action.assessment,
      values,
      press,
      by: context.request.person.id,
      at: context.at,
      entry: newEntryId(context),
    });
    const entries = [
      ...(name !== "" && name !== teamNameOf(trail.entries)
        ? [{ kind: "team-named", ...stamp(context), name } as const]
        : []),
      ...(recorded ? [recorded] : []),
    ];
    return { entries, result: { isDone: true, trail: { ...trail, entries: [...trail.entries, ...entries] } } };
  });
  return outcome.isDone ? showPreview({ ...context, trail: outcome.trail }) : refuseMember(context);
}

/** The customer edition in the chat, with buttons that make the file: seen before it is sent. */
function showPreview(context: TurnContext): Reply {
  const report = currentAssessment(context.trail.entries) && reportOf(context);
  if (!report) return nothingToReport(context);
  const { reportWords: words } = context.parts;
  return replyWith(context, [
    { kind: "note", markdown: words.say("edition.preview") },
    ...previewBlocks(customerEdition(context, report)),
    {
      kind: "buttons",
      buttons: [
        {
          label: words.plain("button.pdf"),
          action: { do: "export", format: "pdf", edition: "customer" },
          style: "primary",
        },
        { label: words.plain("button.docx"), action: { do: "export", format: "docx", edition: "customer" } },
        ...(context.rights.leads
          ? [{ label: words.plain("button.change-edition"), action: { do: "customer-edition" } } as const]
          : []),
      ],
    },
  ]);
}
