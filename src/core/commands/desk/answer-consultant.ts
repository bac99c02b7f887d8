import { consultations, isOpen } from "../../consultation/consultations.js";
import { pickTime } from "../../consultation/correspondence.js";
import type { Reply } from "../../conversation/reply.js";
import type { FormValues } from "../../form-values.js";
import type { ConsultationId, Nonce } from "../../ids.js";
import { stateBlocks } from "../consultation-state.js";
import { firmOf } from "../firm.js";
import { changeTeam, replyWith, stamp } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { queueTo } from "./desk-turn.js";
import { passMessage } from "./write.js";
import { readWritten, writeForm } from "./write-form.js";

/** The form in which the asker of an open request writes to the consultants. */
export function openAnswer(context: TurnContext, consultation: ConsultationId, isFaulty = false): Reply {
  const isOwn = consultations(context.trail.entries).some(
    (known) => known.id === consultation && known.by === context.request.person.id && isOpen(known),
  );
  if (!isOwn) return sayToAsker(context, "consult.not-open");
  const { words } = context.parts;
  const form = writeForm(context.parts, {
    title: words.plain("consult.write-title"),
    label: words.plain("consult.write-label", { firm: firmOf(context.parts) }),
    send: { do: "consult-write-send", consultation },
    reopen: { label: words.plain("button.consult-write"), action: { do: "consult-write", consultation } },
    isFaulty,
  });
  return replyWith(context, [form], isFaulty ? { refused: true } : { replaces: false });
}

export async function sendAnswer(
  context: TurnContext,
  { consultation, press, values }: { consultation: ConsultationId; press: Nonce; values: FormValues },
): Promise<Reply> {
  const written = readWritten(values);
  if (written.kind === "faulty") return openAnswer(context, consultation, true);
  const passed = await passMessage(context, {
    ...{ consultation, from: "asker", said: `form:${press}`, text: written.text, files: [] },
  });
  if (passed === "not-open") return sayToAsker(context, "consult.not-open");
  const markdown = context.parts.words.say("consult.written", { firm: firmOf(context.parts) });
  return replyWith(context, [{ kind: "markdown", markdown }]);
}

/** The asker takes one of the offered times: the consultants are told, and the request is scheduled. */
export async function pickByPress(
  context: TurnContext,
  pick: { readonly consultation: ConsultationId; readonly proposal: string; readonly nth: number },
): Promise<Reply> {
  const { consultation, proposal, nth } = pick;
  const { outcome, known } = await changeTeam(context, ({ trail }) => {
    const { id: entry, at, by } = stamp(context);
    const picked = pickTime(trail.entries, { entry, at, by, consultation, proposal, nth });
    const before = consultations(trail.entries).find(({ id }) => id === consultation);
    if (picked.kind !== "picked" || !before) return { entries: [], result: { outcome: picked.kind, known: before } };
    const { time } = picked.entry;
    const message = {
      ...{ type: "consultation.scheduled" as const, consultation, reference: before.reference },
      ...(time === undefined ? {} : { time }),
    };
    const added = [picked.entry, ...queueTo(context, context.parts.consult.destinations, message)];
    const after = consultations([...trail.entries, ...added]).find(({ id }) => id === consultation);
    return { entries: added, result: { outcome: "picked" as const, known: after } };
  });
  if (outcome === "not-open" || !known) return sayToAsker(context, "consult.not-open");
  if (outcome === "stale") return sayToAsker(context, "consult.times-stale");
  return replyWith(context, stateBlocks(context.parts, known));
}

const sayToAsker = (context: TurnContext, key: "consult.not-open" | "consult.times-stale"): Reply =>
  replyWith(context, [{ kind: "markdown", markdown: context.parts.words.say(key) }], { replaces: false });
