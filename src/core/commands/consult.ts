import { checkForm } from "../consultation/check-form.js";
import type { Ticks } from "../consultation/check-form.js";
import { consultations, isOpen, openConsultations } from "../consultation/consultations.js";
import type { Consultation } from "../consultation/consultations.js";
import { changeConsultation, moveConsultation, requestConsultation } from "../consultation/request-consultation.js";
import type { Action } from "../conversation/action.js";
import type { Reply } from "../conversation/reply.js";
import type { DeliveryEntry, Message } from "../delivery/delivery-entries.js";
import { dueDeliveries, hasArrived } from "../delivery/deliveries.js";
import { isConsultants } from "../delivery/delivery-entries.js";
import { detailedMessage, queueMessage, stateMessage } from "../delivery/queue-message.js";
import type { FormValues } from "../form-values.js";
import { consultationId } from "../ids.js";
import type { ConsultationId, Nonce } from "../ids.js";
import type { TrailEntry } from "../team/trail.js";
import { consultationForm } from "./consult-form.js";
import { consentedOf, offerOf, originOf, ticksOf } from "./consult-offer.js";
import { confirmationBlocks, stateBlocks } from "./consultation-state.js";
import { refuseOutsider } from "./help.js";
import { changeTeam, newEntryId, replyWith, stamp } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

type Pressed<Do extends Action["do"]> = Extract<Action, { do: Do }>;

/** Ticked in a new form: all that is typed and the question; nothing of the assessment. */
const firstTicks: Ticks = new Set(["topic", "email", "name", "situation", "times", "question"]);

/** The form; or, with a request of one's own open, its state with change and withdraw. */
export async function consult(context: TurnContext, action: Omit<Pressed<"consult">, "do"> = {}): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const open = openConsultations(context.trail.entries).find((known) => known.by === context.request.person.id);
  if (open) return replyWith(context, stateBlocks(context.parts, open), { replaces: false });
  const { person } = context.request;
  const typed = {
    topic: action.about ?? "",
    situation: "",
    name: person.name ?? "",
    email: "",
    times: "",
    timeZone: person.timeZone ?? "",
    shareSummary: false,
  };
  const offered = await offerOf(context, originOf(context, action));
  const state = { kind: "new", typed, ticks: firstTicks, faults: {}, offered } as const;
  return replyWith(context, consultationForm(context, state), { replaces: false });
}

/** Stores a submitted form with its outbox entries in one step, then confirms with the reference number. */
export async function sendConsultation(
  context: TurnContext,
  action: Pressed<"consult-send">,
  press: Nonce,
  values: FormValues,
): Promise<Reply> {
  if (!context.rights.takesPart) return refuseOutsider(context);
  const checked = checkForm(values);
  const origin = originOf(context, action);
  const { asOf } = action;
  if (checked.kind === "faulty") {
    const offered = await offerOf(context, origin, asOf);
    return replyWith(context, consultationForm(context, { ...checked, kind: "new", offered }), { refused: true });
  }
  const { ids } = context.parts;
  const { form, ticks } = checked;
  const id = consultationId(`co_${ids.unique()}`);
  const reference = ids.reference();
  const { result, after } = await changeTeam(context, ({ trail }) => {
    const consented = consentedOf(context, trail, { form, ticks, origin, asOf });
    const base = stamp(context);
    const requested = requestConsultation(trail.entries, {
      entry: base.id,
      at: base.at,
      by: base.by,
      press,
      form,
      consented,
      consultation: id,
      reference,
    });
    const entries: readonly TrailEntry[] =
      requested.kind === "requested"
        ? [
            requested.entry,
            ...queue(
              context,
              detailedMessage("consultation.requested", { id, reference, form, ...consented }, messageMeta(context)),
            ),
          ]
        : [];
    return { entries, result: { result: requested, after: [...trail.entries, ...entries] } };
  });
  const stored = consultations(after).find(
    (known) => known.id === (result.kind === "already" ? result.consultation.id : id),
  );
  return replyWith(context, stored ? confirmationBlocks(context.parts, stored) : []);
}

/** The form again, filled with what stands. */
export async function openChange(context: TurnContext, id: ConsultationId): Promise<Reply> {
  const known = ownOpen(context, id);
  if (!known)
    return replyWith(context, [{ kind: "markdown", markdown: context.parts.words.say("consult.not-open") }], {
      replaces: false,
    });
  const offered = await offerOf(context, known.origin);
  const ticks = ticksOf(known);
  const state = { kind: "change", consultation: id, typed: known.form, ticks, faults: {}, offered } as const;
  return replyWith(context, consultationForm(context, state), { replaces: false });
}

export async function saveChange(
  context: TurnContext,
  { consultation: id, asOf }: Pressed<"consult-save">,
  press: Nonce,
  values: FormValues,
): Promise<Reply> {
  const checked = checkForm(values);
  if (checked.kind === "faulty") {
    const offered = await offerOf(context, ownOpen(context, id)?.origin, asOf);
    const state = { ...checked, kind: "change", consultation: id, offered } as const;
    return replyWith(context, consultationForm(context, state), { refused: true });
  }
  const { form, ticks } = checked;
  const after = await changeTeam(context, ({ trail }) => {
    const known = consultations(trail.entries).find((candidate) => candidate.id === id);
    const consented = consentedOf(context, trail, { form, ticks, origin: known?.origin, asOf });
    const base = stamp(context);
    const changed = changeConsultation(trail.entries, {
      entry: base.id,
      at: base.at,
      by: base.by,
      press,
      form,
      consented,
      consultation: id,
    });
    const entries: readonly TrailEntry[] =
      changed.kind === "changed" && known
        ? [
            changed.entry,
            ...queue(
              context,
              detailedMessage(
                "consultation.changed",
                { id, reference: known.reference, form, ...consented },
                messageMeta(context),
              ),
            ),
          ]
        : [];
    return { entries, result: [...trail.entries, ...entries] };
  });
  const stored = consultations(after).find((known) => known.id === id && known.by === context.request.person.id);
  return replyWith(
    context,
    stored
      ? stateBlocks(context.parts, stored)
      : [{ kind: "markdown", markdown: context.parts.words.say("consult.not-open") }],
  );
}

/** Withdraws one's own request; what was not yet delivered is not sent any more, else the consultant is told. */
export async function withdrawConsultation(context: TurnContext, id: ConsultationId): Promise<Reply> {
  const withdrawn = await changeTeam(context, ({ trail }) => {
    const known = consultations(trail.entries).find(
      (candidate) => candidate.id === id && candidate.by === context.request.person.id,
    );
    const base = stamp(context);
    const moved =
      known &&
      moveConsultation(trail.entries, {
        entry: base.id,
        at: base.at,
        by: base.by,
        consultation: id,
        state: "withdrawn",
      });
    if (!known || !moved) return { entries: [], result: known };
    return {
      entries: [moved, ...withdrawalEntries(context, trail.entries, known)],
      result: { ...known, state: "withdrawn" as const },
    };
  });
  const { words } = context.parts;
  const markdown = withdrawn
    ? words.say("consult.withdrawn", { reference: withdrawn.reference })
    : words.say("consult.not-open");
  return replyWith(context, [{ kind: "markdown", markdown }]);
}

/** The outbox's part of a withdrawal. */
export function withdrawalEntries(
  context: Pick<TurnContext, "parts" | "at">,
  entries: readonly TrailEntry[],
  known: Pick<Consultation, "id" | "reference">,
): readonly DeliveryEntry[] {
  const undelivered = dueDeliveries(entries).filter((delivery) => delivery.message.consultation === known.id);
  const dropped = undelivered.map((delivery): DeliveryEntry => ({
    kind: "delivery-dropped",
    id: newEntryId(context),
    at: context.at,
    by: null,
    delivery: delivery.id,
  }));
  // A try under way may still arrive, so a message that was tried is followed by the withdrawal as well.
  const mayHaveArrived =
    hasArrived(entries, known.id) ||
    undelivered.some(({ attempts, destination }) => attempts > 0 && isConsultants(destination));
  return mayHaveArrived
    ? [
        ...dropped,
        ...queue(context, stateMessage("withdrawn", known, { id: context.parts.ids.unique(), at: context.at })),
      ]
    : dropped;
}

export function queue(context: Pick<TurnContext, "parts" | "at">, message: Message): readonly DeliveryEntry[] {
  const { parts, at } = context;
  return queueMessage(message, {
    destinations: parts.consult.destinations,
    unique: () => parts.ids.unique(),
    at,
    entryId: () => newEntryId(context),
  });
}

const messageMeta = (context: TurnContext): { id: string; at: string; platform: string } => ({
  id: context.parts.ids.unique(),
  at: context.at,
  platform: context.request.workspace.platform,
});

function ownOpen(context: TurnContext, id: ConsultationId): Consultation | undefined {
  return consultations(context.trail.entries).find(
    (known) => known.id === id && known.by === context.request.person.id && isOpen(known),
  );
}
