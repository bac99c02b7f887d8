import { recordProposal } from "../../consultation/correspondence.js";
import { consultations, isOpen } from "../../consultation/consultations.js";
import { isTimeZone } from "../../consultation/local-time.js";
import type { Reply } from "../../conversation/reply.js";
import type { FormValues } from "../../form-values.js";
import type { ConsultationId, Nonce } from "../../ids.js";
import type { Decision } from "../../ports/team-store.js";
import type { Trail } from "../../team/trail.js";
import { newEntryId, replyWith } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { changeCase, consultantOf, deskOf, queueTo, readCase, refuseAway, sayAtDesk } from "./desk-turn.js";
import { checkTimes, proposeForm } from "./propose-form.js";
import type { CheckedTimes } from "./propose-form.js";

/** The form in which a consultant offers up to three times. */
export async function openPropose(context: TurnContext, consultation: ConsultationId): Promise<Reply> {
  if (!deskOf(context)) return refuseAway(context);
  const trail = await readCase(context, consultation);
  const known = trail && consultations(trail.entries).find(({ id }) => id === consultation);
  if (!known) return sayAtDesk(context, "desk.gone");
  if (!isOpen(known)) return sayAtDesk(context, "desk.not-open");
  const { timeZone } = context.request.person;
  const zone = [timeZone, known.form.timeZone].find((name) => name !== undefined && isTimeZone(name)) ?? "UTC";
  return replyWith(context, [proposeForm(context.parts, consultation, { typed: { timeZone: zone }, faults: {} })]);
}

/** Stores the offer with its outbox entries in one step: the asker gets a button for each time. */
export async function sendPropose(
  context: TurnContext,
  { consultation, press, values }: { consultation: ConsultationId; press: Nonce; values: FormValues },
): Promise<Reply> {
  if (!deskOf(context)) return refuseAway(context);
  const checked = checkTimes(values, context.at);
  if (checked.kind === "faulty")
    return replyWith(context, [proposeForm(context.parts, consultation, checked)], { refused: true });
  const outcome = await changeCase(context, consultation, (trail) =>
    decide(context, trail, { consultation, press, checked }),
  );
  if (outcome === undefined || outcome === "not-open") return sayAtDesk(context, "desk.not-passed-on");
  return replyWith(context, [{ kind: "markdown", markdown: context.parts.words.say("desk.proposed") }]);
}

interface Offer {
  readonly consultation: ConsultationId;
  readonly press: Nonce;
  readonly checked: Extract<CheckedTimes, { kind: "usable" }>;
}

function decide(
  context: TurnContext,
  { entries }: Trail,
  { consultation, press, checked: { times, timeZone, note } }: Offer,
): Decision<"recorded" | "repeated" | "not-open"> {
  const { consultant } = consultantOf(context);
  const recorded = recordProposal(entries, {
    ...{ entry: newEntryId(context), at: context.at, consultation, press, times: [...times], timeZone, note },
    consultant,
  });
  const known = consultations(entries).find(({ id }) => id === consultation);
  if (recorded.kind !== "recorded" || !known) return { entries: [], result: recorded.kind };
  const message = {
    ...{ type: "consultation.proposed" as const, consultation, reference: known.reference },
    proposal: {
      ...{ id: recorded.entry.id, times: [...times], timeZone, note },
      ...(consultant === undefined ? {} : { name: consultant }),
    },
  };
  return {
    entries: [recorded.entry, ...queueTo(context, [...context.parts.consult.destinations, "asker"], message)],
    result: "recorded",
  };
}
