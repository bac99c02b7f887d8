import { undelivered } from "../core/delivery/deliveries.js";
import { entryId } from "../core/ids.js";
import type { TeamId } from "../core/ids.js";
import type { Decision } from "../core/ports/team-store.js";
import { removeRemains } from "../delivery/remove-remains.js";
import { done, refused } from "./answer.js";
import type { OperatorAnswer } from "./answer.js";
import type { OperatorParts } from "./commands.js";

/** Has one message tried at once, or all that have not arrived; the time after which it is given up begins anew. */
export async function retryDelivery(parts: OperatorParts, delivery: string | undefined): Promise<OperatorAnswer> {
  let revived = 0;
  for (const team of await teamsWith(parts, delivery))
    revived += await record(parts, team, "delivery-revived", (id) => delivery === undefined || id === delivery);
  if (delivery !== undefined && revived === 0) return refused(unknown(delivery));
  return done(revived === 1 ? "It is tried again now." : `${String(revived)} messages are tried again now.`);
}

/** Lets a message go for good. */
export async function dropDelivery(parts: OperatorParts, delivery: string): Promise<OperatorAnswer> {
  const [team] = await teamsWith(parts, delivery);
  if (team === undefined) return refused(unknown(delivery));
  await record(parts, team, "delivery-dropped", (id) => id === delivery);
  await removeRemains(parts.store, team);
  return done("It is dropped, and will not arrive.");
}

async function teamsWith({ directory }: OperatorParts, delivery: string | undefined): Promise<readonly TeamId[]> {
  return (await directory.summaries())
    .filter(({ outbox }) => outbox.some((item) => delivery === undefined || item.delivery === delivery))
    .map(({ team }) => team);
}

function record(
  { store, clock, unique }: OperatorParts,
  team: TeamId,
  kind: "delivery-revived" | "delivery-dropped",
  isMeant: (id: string) => boolean,
): Promise<number> {
  return store.append(team, (trail): Decision<number> => {
    const entries = undelivered(trail.entries)
      .filter(({ id }) => isMeant(id))
      .map(({ id }) => ({ kind, id: entryId(unique()), at: clock().toISOString(), by: null, delivery: id }));
    return { entries, result: entries.length };
  });
}

const unknown = (delivery: string): string =>
  `There is no message ${delivery} that has not arrived. List them with "npx iso42001 outbox".`;
