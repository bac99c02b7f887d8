import { moveAtDesk } from "../../consultation/desk-moves.js";
import type { DeskMove } from "../../consultation/desk-moves.js";
import { consultations } from "../../consultation/consultations.js";
import type { Reply } from "../../conversation/reply.js";
import { typeOfState } from "../../delivery/queue-message.js";
import type { ConsultationId } from "../../ids.js";
import { newEntryId, replyWith } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { deskCard } from "./desk-card.js";
import { changeCase, consultantOf, deskOf, queueTo, refuseAway, sayAtDesk } from "./desk-turn.js";

/**
 * A consultant moves a request by one press; the asker and every other destination hear of it. Whoever presses on a card
 * that is no longer true changes nothing, and sees how the request stands.
 */
export async function moveByPress(
  context: TurnContext,
  { consultation, move }: { readonly consultation: ConsultationId; readonly move: DeskMove },
): Promise<Reply> {
  const desk = deskOf(context);
  if (!desk) return refuseAway(context);
  const after = await changeCase(context, consultation, ({ entries }) => {
    const { consultant } = consultantOf(context);
    const moved = moveAtDesk(entries, {
      ...{ entry: newEntryId(context), at: context.at, consultation, move, consultant },
    });
    const known = consultations(entries).find(({ id }) => id === consultation);
    if (!moved || !known) return { entries: [], result: entries };
    const added = [
      moved,
      ...queueTo(context, [...context.parts.consult.destinations, "asker"], {
        ...{ type: typeOfState(moved.state), consultation, reference: known.reference },
        ...(moved.time === undefined ? {} : { time: moved.time }),
      }),
    ];
    return { entries: added, result: [...entries, ...added] };
  });
  const card = after && deskCard(context.parts, after, { consultation, desk });
  return card ? replyWith(context, card, { audience: "everyone" }) : sayAtDesk(context, "desk.gone");
}
