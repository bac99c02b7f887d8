import { messageLimit, recordMessage } from "../../consultation/correspondence.js";
import type { Recorded } from "../../consultation/correspondence.js";
import { consultations } from "../../consultation/consultations.js";
import type { ConsultationId } from "../../ids.js";
import { isConsultants } from "../../delivery/delivery-entries.js";
import type { Destination } from "../../delivery/delivery-entries.js";
import type { Decision } from "../../ports/team-store.js";
import type { Trail } from "../../team/trail.js";
import { latestDetails } from "../../delivery/threads.js";
import type { DeskDestination } from "../../thread.js";
import { newEntryId } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { changeCase, consultantOf, queueTo } from "./desk-turn.js";

interface Written {
  readonly consultation: ConsultationId;
  readonly from: "asker" | "consultant";
  /** Unique for ever: the same message that comes twice is passed on once. */
  readonly said: string;
  readonly text: string;
  readonly files: readonly string[];
  /** The desk in whose thread it stands already. */
  readonly standsAt?: DeskDestination;
}

export type PassedOn = Recorded<unknown>["kind"] | "cut";

/**
 * Records one message with its outbox entries in one step. The asker's goes to the consultants; a consultant's goes to the
 * asker, and to the consultants wherever else they are.
 *
 * @returns `cut` when only its beginning was passed on
 */
export async function passMessage(context: TurnContext, written: Written): Promise<PassedOn> {
  const outcome = await changeCase(context, written.consultation, (trail) => decide(context, trail, written));
  if (outcome === undefined) return "not-open";
  return outcome === "recorded" && written.text.length > messageLimit ? "cut" : outcome;
}

function decide(context: TurnContext, { entries }: Trail, written: Written): Decision<Recorded<unknown>["kind"]> {
  const { consultation, from, said, standsAt } = written;
  const isAskers = from === "asker";
  const { consultant } = isAskers ? {} : consultantOf(context);
  const recorded = recordMessage(entries, {
    ...{ entry: newEntryId(context), at: context.at, consultation, from, said, consultant },
    by: isAskers ? context.request.person.id : null,
    text: written.text,
    files: [...written.files],
  });
  const known = consultations(entries).find(({ id }) => id === consultation);
  if (recorded.kind !== "recorded" || !known) return { entries: [], result: recorded.kind };
  const { text, files } = recorded.entry;
  const name = isAskers ? latestDetails(entries, consultation)?.name : consultant;
  const to: readonly Destination[] = [
    ...context.parts.consult.destinations.filter(isConsultants),
    ...(isAskers ? [] : (["asker"] as const)),
  ];
  const message = {
    ...{ type: "consultation.message" as const, consultation, reference: known.reference },
    said: { from, text, files, ...(name ? { name } : {}), ...(standsAt ? { standsAt } : {}) },
  };
  return { entries: [recorded.entry, ...queueTo(context, to, message)], result: "recorded" };
}
