import { newsBlocks } from "../core/commands/consultation-state.js";
import { messageNews, proposalNews } from "../core/commands/desk/news.js";
import { tellPerson, tellPersonInThread } from "../core/commands/teamwork/tell.js";
import type { AdvisorParts } from "../core/commands/turn-context.js";
import { consultations } from "../core/consultation/consultations.js";
import type { Consultation } from "../core/consultation/consultations.js";
import type { Block } from "../core/conversation/reply.js";
import { isDesk } from "../core/delivery/delivery-entries.js";
import type { Message } from "../core/delivery/delivery-entries.js";
import { queueMessage, typeOfState } from "../core/delivery/queue-message.js";
import { threadAt } from "../core/delivery/threads.js";
import { entryId } from "../core/ids.js";
import type { PersonId, TeamId } from "../core/ids.js";
import type { Told } from "../core/ports/messenger.js";
import type { Trail } from "../core/team/trail.js";
import { DeliveryRefused, DeliveryPointless } from "./destination.js";
import type { DestinationPort } from "./destination.js";
import { rememberThread } from "./remember-thread.js";

type AskerParts = Pick<AdvisorParts, "store" | "words" | "consult" | "messenger" | "ids" | "clock">;

/** To the one whose request it is, in their own chat with the bot: where it stands now, and what the consultants write. */
export function createAskerDestination(parts: AskerParts): DestinationPort {
  return {
    kind: "asker",
    deliver: async (message, team) => {
      const trail = await parts.store.read(team);
      const consultation = consultations(trail.entries).find(({ id }) => id === message.consultation);
      if (!consultation?.by) throw new DeliveryPointless();
      const correspondence = correspondenceOf(parts, consultation, message);
      if (correspondence) return write({ parts, trail, team, message, person: consultation.by }, correspondence);
      // Moved on since: its own news is on the way.
      if (message.type !== typeOfState(consultation.state)) throw new DeliveryPointless();
      const told = await tellPerson(parts, trail, consultation.by, newsBlocks(parts, consultation), message.id);
      if (told === "unreachable") throw new DeliveryPointless();
      refuseUnlessTold(told);
    },
  };
}

function correspondenceOf(
  parts: AskerParts,
  consultation: Consultation,
  { said, proposal }: Message,
): readonly Block[] | undefined {
  if (said) return messageNews(parts, consultation, said);
  return proposal && proposalNews(parts, consultation, proposal);
}

interface Writing {
  readonly parts: AskerParts;
  readonly trail: Trail;
  readonly team: TeamId;
  readonly message: Message;
  readonly person: PersonId;
}

/** All that is written about a request stands in one thread, where there are threads. */
async function write(writing: Writing, blocks: readonly Block[]): Promise<void> {
  const { parts, trail, team, message, person } = writing;
  const known = threadAt("asker", message, trail.entries);
  const { told, thread } = await tellPersonInThread(parts, trail, person, { id: message.id, thread: known, blocks });
  if (told === "unreachable") {
    await tellDesks(writing);
    throw new DeliveryPointless();
  }
  refuseUnlessTold(told);
  if (thread && !known)
    await rememberThread(parts, team, {
      consultation: message.consultation,
      thread: { destination: "asker", ...thread },
    });
}

function refuseUnlessTold(told: Told): void {
  if (told === "not-now") throw new DeliveryRefused("the platform did not take it");
}

/** Whoever wrote must know that it did not arrive; once, also when the same is tried again. */
async function tellDesks({ parts, team, message }: Writing): Promise<void> {
  const at = parts.clock().toISOString();
  const { consultation, reference } = message;
  const word: Message = {
    ...{ id: `${message.id}-unreachable`, type: "consultation.unreachable", at, consultation, reference },
  };
  await parts.store.append(team, ({ entries }) => ({
    result: undefined,
    entries: entries.some((entry) => entry.kind === "delivery-queued" && entry.message.id === word.id)
      ? []
      : queueMessage(word, {
          destinations: parts.consult.destinations.filter(isDesk),
          unique: () => parts.ids.unique(),
          at,
          entryId: () => entryId(parts.ids.unique()),
        }),
  }));
}
