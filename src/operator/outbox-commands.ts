import { undelivered } from "../core/delivery/deliveries.js";
import { entryId } from "../core/ids.js";
import type { TeamId } from "../core/ids.js";
import type { Decision } from "../core/ports/team-store.js";
import { removeRemains } from "../delivery/remove-remains.js";
import { done, given, refused } from "./answer.js";
import type { OperatorAnswer } from "./answer.js";
import type { OperatorParts } from "./commands.js";

/** Has one message tried at once; the time after which it is given up begins anew. `wanted`: its id, or how it begins. */
export async function retryDelivery(parts: OperatorParts, wanted: string): Promise<OperatorAnswer> {
  const found = await find(parts, wanted);
  if (!("team" in found)) return found;
  await record(parts, found.team, "delivery-revived", (id) => id === found.delivery);
  return done(`It is due now. ${whenTried}`);
}

/** The same for all that has not arrived, or for what was given up. */
export async function retryDeliveries(parts: OperatorParts, which: "all" | "dead"): Promise<OperatorAnswer> {
  let revived = 0;
  for (const { team, outbox } of await parts.directory.summaries())
    if (outbox.length > 0)
      revived += await record(parts, team, "delivery-revived", (_id, isDead) => which === "all" || isDead);
  if (revived === 0) return done(which === "dead" ? "Nothing was given up." : "Everything has arrived.");
  return done(`${revived === 1 ? "1 message is" : `${String(revived)} messages are`} due now. ${whenTried}`);
}

/** Lets a message go for good. `wanted`: its id, or how it begins. */
export async function dropDelivery(parts: OperatorParts, wanted: string): Promise<OperatorAnswer> {
  const found = await find(parts, wanted);
  if (!("team" in found)) return found;
  await record(parts, found.team, "delivery-dropped", (id) => id === found.delivery);
  await removeRemains(parts.store, found.team);
  return done("It is dropped, and will not arrive.");
}

const whenTried = "The program tries at once, or when it is started.";

type Found = { readonly team: TeamId; readonly delivery: string };

async function find({ directory }: OperatorParts, wanted: string): Promise<Found | OperatorAnswer> {
  const all = (await directory.summaries()).flatMap(({ team, outbox }) =>
    outbox.map(({ delivery }) => ({ team, delivery })),
  );
  const exact = all.filter(({ delivery }) => delivery === wanted);
  const [first, second] = exact.length > 0 ? exact : all.filter(({ delivery }) => delivery.startsWith(wanted));
  if (first && !second) return first;
  return refused(
    first
      ? `Several messages begin with ${given(wanted)}: give more of the id ("npx iso42001 outbox --json" has the whole).`
      : `There is no message ${given(wanted)} that has not arrived. List them with "npx iso42001 outbox".`,
  );
}

function record(
  { store, clock, unique }: OperatorParts,
  team: TeamId,
  kind: "delivery-revived" | "delivery-dropped",
  isMeant: (id: string, isDead: boolean) => boolean,
): Promise<number> {
  return store.append(team, (trail): Decision<number> => {
    const entries = undelivered(trail.entries)
      .filter(({ id, isDead }) => isMeant(id, isDead))
      .map(({ id }) => ({ kind, id: entryId(unique()), at: clock().toISOString(), by: null, delivery: id }));
    return { entries, result: entries.length };
  });
}
