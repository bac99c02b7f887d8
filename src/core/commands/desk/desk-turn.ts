import type { Reply } from "../../conversation/reply.js";
import type { DeliveryEntry, Destination, Message } from "../../delivery/delivery-entries.js";
import { queueMessage } from "../../delivery/queue-message.js";
import type { ConsultationId } from "../../ids.js";
import type { Decision } from "../../ports/team-store.js";
import type { Trail } from "../../team/trail.js";
import type { DeskDestination } from "../../thread.js";
import { newEntryId, replyWith } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";

/** The consultants' channel somebody is in; people of another organization who share it are not at the desk. */
export const deskOf = ({ request }: TurnContext): DeskDestination | undefined =>
  request.person.standing === "outside" ? undefined : request.atDesk;

/** A consultant as the asker reads of them. */
export const consultantOf = ({ request }: TurnContext): { readonly consultant?: string } =>
  request.person.name ? { consultant: request.person.name } : {};

/** Reads the trail that holds a request, whosever team it is; undefined when there is no such request any more. */
export async function readCase({ parts }: TurnContext, consultation: ConsultationId): Promise<Trail | undefined> {
  const team = await parts.directory.findConsultation(consultation);
  return team && parts.store.read(team);
}

/** Appends to it; undefined when there is no such request any more. */
export async function changeCase<T>(
  { parts }: TurnContext,
  consultation: ConsultationId,
  decide: (trail: Trail) => Decision<T>,
): Promise<T | undefined> {
  const team = await parts.directory.findConsultation(consultation);
  return team && parts.store.append(team, decide);
}

/** The outbox entries of one message to these destinations. */
export const queueTo = (
  { parts, at }: Pick<TurnContext, "parts" | "at">,
  destinations: readonly Destination[],
  message: Omit<Message, "id" | "at">,
): readonly DeliveryEntry[] =>
  queueMessage(
    { id: parts.ids.unique(), at, ...message },
    { destinations, unique: () => parts.ids.unique(), at, entryId: () => newEntryId({ parts }) },
  );

/** Said to whoever presses a consultant's button anywhere but in the consultants' channel. */
export const refuseAway = (context: TurnContext): Reply => sayAtDesk(context, "desk.elsewhere");

export const sayAtDesk = (
  context: TurnContext,
  key: "desk.elsewhere" | "desk.gone" | "desk.no-report" | "desk.not-open" | "desk.not-passed-on",
): Reply => replyWith(context, [{ kind: "markdown", markdown: context.parts.words.say(key) }], { replaces: false });
