import type { Place, Platform, WorkspaceRef } from "../conversation/request.js";
import { entryId, teamId } from "../ids.js";
import type { PersonId } from "../ids.js";
import type { TrailEntry } from "../team/trail.js";
import type { AdvisorParts } from "./turn-context.js";

/** How a door can write to a conversation again; `reference` is the door's own, opaque here. */
export interface KeptConversation {
  readonly platform: Extract<Platform, "slack" | "msteams">;
  readonly place: Place;
  /** Whose conversation it is; null for a channel or group. */
  readonly person: PersonId | null;
  readonly reference: Readonly<Record<string, unknown>>;
}

/** Remembers where the team can be written to; stores only what is new. */
export async function keepConversation(
  parts: AdvisorParts,
  workspace: WorkspaceRef,
  kept: KeptConversation,
): Promise<void> {
  const at = parts.clock().toISOString();
  const entry = (): { id: ReturnType<typeof entryId>; at: string; by: null } => ({
    id: entryId(parts.ids.unique()),
    at,
    by: null,
  });
  const known = await parts.directory.find(workspace);
  if (known && isKept((await parts.store.read(known)).entries, kept)) return;
  const team = await parts.directory.findOrCreate(workspace, () => ({
    team: teamId(`team_${parts.ids.unique()}`),
    entries: [{ kind: "workspace-linked", ...entry(), platform: workspace.platform, workspace: workspace.id }],
  }));
  const { platform, person, reference } = kept;
  await parts.store.append(team, (trail) => ({
    result: undefined,
    entries: isKept(trail.entries, kept)
      ? []
      : [{ kind: "conversation-kept", ...entry(), platform, conversation: kept.place.conversation, person, reference }],
  }));
}

function isKept(entries: readonly TrailEntry[], kept: KeptConversation): boolean {
  const last = entries.findLast(
    (entry) => entry.kind === "conversation-kept" && entry.conversation === kept.place.conversation,
  );
  return last?.kind === "conversation-kept" && JSON.stringify(last.reference) === JSON.stringify(kept.reference);
}
