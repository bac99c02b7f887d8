import { consultations, isOpen } from "../../consultation/consultations.js";
import type { Reply } from "../../conversation/reply.js";
import { latestDetails } from "../../delivery/threads.js";
import type { FormValues } from "../../form-values.js";
import type { ConsultationId, Nonce } from "../../ids.js";
import { replyWith } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { askerOf } from "./desk-card.js";
import { deskOf, readCase, refuseAway, sayAtDesk } from "./desk-turn.js";
import { passMessage } from "./write.js";
import { readWritten, writeForm } from "./write-form.js";

/** The form in which a consultant writes to the asker. */
export async function openAskBack(
  context: TurnContext,
  consultation: ConsultationId,
  isFaulty = false,
): Promise<Reply> {
  if (!deskOf(context)) return refuseAway(context);
  const trail = await readCase(context, consultation);
  const known = trail && consultations(trail.entries).find(({ id }) => id === consultation);
  if (!known) return sayAtDesk(context, "desk.gone");
  if (!isOpen(known)) return sayAtDesk(context, "desk.not-open");
  const { words } = context.parts;
  const name = askerOf(context.parts, latestDetails(trail.entries, consultation));
  const form = writeForm(context.parts, {
    title: words.plain("button.desk-write"),
    label: words.plain("desk.write-to", { name }),
    send: { do: "desk-write-send", consultation },
    reopen: { label: words.plain("button.desk-write"), action: { do: "desk-write", consultation } },
    isFaulty,
  });
  return replyWith(context, [form], isFaulty ? { refused: true } : {});
}

export async function sendAskBack(
  context: TurnContext,
  { consultation, press, values }: { consultation: ConsultationId; press: Nonce; values: FormValues },
): Promise<Reply> {
  if (!deskOf(context)) return refuseAway(context);
  const written = readWritten(values);
  if (written.kind === "faulty") return openAskBack(context, consultation, true);
  const passed = await passMessage(context, {
    ...{ consultation, from: "consultant", said: `form:${press}`, text: written.text, files: [] },
  });
  if (passed === "not-open") return sayAtDesk(context, "desk.not-passed-on");
  return replyWith(context, [{ kind: "markdown", markdown: context.parts.words.say("desk.sent") }]);
}
