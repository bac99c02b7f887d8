import { newsBlocks } from "../core/commands/consultation-state.js";
import { tellPerson } from "../core/commands/teamwork/tell.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import { consultations } from "../core/consultation/consultations.js";
import { typeOfState } from "../core/delivery/queue-message.js";
import { DeliveryRefused, DeliveryPointless } from "./destination.js";
import type { DestinationPort } from "./destination.js";

type AskerParts = Pick<AdvisorParts, "store" | "words" | "consult" | "messenger" | "ids">;

/** To the one whose request it is, in their own chat with the bot: where it stands now. */
export function createAskerDestination(parts: AskerParts): DestinationPort {
  return {
    kind: "asker",
    deliver: async (message, team) => {
      const trail = await parts.store.read(team);
      const consultation = consultations(trail.entries).find(({ id }) => id === message.consultation);
      // Moved on since: its own news is on the way.
      if (!consultation?.by || message.type !== typeOfState(consultation.state)) throw new DeliveryPointless();
      const told = await tellPerson(parts, trail, consultation.by, newsBlocks(parts, consultation), message.id);
      if (told === "unreachable") throw new DeliveryPointless();
      if (told === "not-now") throw new DeliveryRefused("the platform did not take it");
    },
  };
}
