import type { AdvisorParts } from "../core/commands/turn-context.js";
import { threadAt } from "../core/delivery/threads.js";
import { entryId } from "../core/ids.js";
import type { ConsultationId, TeamId } from "../core/ids.js";
import type { Thread } from "../core/thread.js";

/** Keeps where a request can be written about at a destination, the first place there. Errors: those of the store. */
export async function rememberThread(
  { store, ids, clock }: Pick<AdvisorParts, "store" | "ids" | "clock">,
  team: TeamId,
  { consultation, thread }: { readonly consultation: ConsultationId; readonly thread: Thread },
): Promise<void> {
  await store.append(team, ({ entries }) => {
    // Deleted in the meantime: nothing of it comes back.
    const isKnown = entries.some(
      (entry) => entry.kind === "consultation-requested" && entry.consultation === consultation,
    );
    if (!isKnown || threadAt(thread.destination, { consultation }, entries)) return { entries: [], result: undefined };
    const base = { id: entryId(ids.unique()), at: clock().toISOString(), by: null };
    return { entries: [{ kind: "message-posted", ...base, consultation, ...thread }], result: undefined };
  });
}
