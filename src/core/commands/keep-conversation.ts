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
  /** What it is a part of and is left with, such as the Microsoft team of a channel. */
  readonly group?: string | undefined;
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
  const { platform, person, reference, group } = kept;
  const partOf = group === undefined ? {} : { group };
  await parts.store.append(team, (trail) => ({
    result: undefined,
    entries: isKept(trail.entries, kept)
      ? []
      : [
          {
            kind: "conversation-kept",
            ...entry(),
            platform,
            conversation: kept.place.conversation,
            person,
            ...partOf,
            reference,
          },
        ],
  }));
}

/**
 * How to write to a conversation of a workspace: by what was kept of it, or else of another there, of a group or team
 * rather than of a person; undefined where the bot is in none.
 */
export async function findReference(
  parts: Pick<AdvisorParts, "directory" | "store">,
  workspace: WorkspaceRef,
  conversation: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const team = await parts.directory.find(workspace);
  const entries = team ? (await parts.store.read(team)).entries : [];
  const kept = entries.flatMap((entry) =>
    entry.kind === "conversation-kept" && entry.platform === workspace.platform ? [entry] : [],
  );
  const found =
    kept.findLast((entry) => entry.conversation === conversation) ??
    kept.findLast(({ group }) => group !== undefined) ??
    kept.at(-1);
  return found?.reference;
}

/** A conversation the bot was taken out of, and all that is part of `group`. */
export type LeftConversation = Pick<KeptConversation, "platform" | "place" | "group">;

/**
 * Forgets how to write to a conversation the bot was taken out of; others stay. Remembers when it was the last one of
 * its platform: from then on the team's data is kept for a time only.
 */
export async function leaveConversation(
  parts: AdvisorParts,
  workspace: WorkspaceRef,
  { platform, place, group }: LeftConversation,
): Promise<void> {
  const team = await parts.directory.find(workspace);
  if (!team) return;
  const isLeft = (entry: TrailEntry): boolean =>
    entry.kind === "conversation-kept" &&
    entry.platform === platform &&
    (entry.conversation === place.conversation || (group !== undefined && entry.group === group));
  if (!(await parts.store.read(team)).entries.some(isLeft)) return;
  const at = parts.clock().toISOString();
  await parts.store.rewrite(team, ({ entries }) => {
    const remains = entries.filter((entry) => !isLeft(entry));
    const isLast = !remains.some((entry) => entry.kind === "conversation-kept" && entry.platform === platform);
    const removed = { kind: "app-removed", id: entryId(parts.ids.unique()), at, by: null, platform } as const;
    return { entries: isLast ? [...remains, removed] : remains, result: undefined };
  });
}

function isKept(entries: readonly TrailEntry[], kept: KeptConversation): boolean {
  const last = entries.findLast(
    (entry) => entry.kind === "conversation-kept" && entry.conversation === kept.place.conversation,
  );
  return (
    last?.kind === "conversation-kept" &&
    last.group === kept.group &&
    JSON.stringify(last.reference) === JSON.stringify(kept.reference)
  );
}
