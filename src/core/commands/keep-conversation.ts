import type { Place, Platform, WorkspaceRef } from "../conversation/request.js";
import { entryId, teamId } from "../ids.js";
import type { PersonId } from "../ids.js";
import { keptConversations } from "../team/kept-conversations.js";
import { removedSince } from "../team/removed-since.js";
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

/** A conversation, and all that is part of `group`, that the bot can write to no more. */
export interface LeftConversation {
  readonly platform: KeptConversation["platform"];
  readonly conversation: string;
  readonly group?: string | undefined;
  /** False: messages are refused there, which somebody who has blocked the bot brings about too. */
  readonly isRemoved: boolean;
}

/**
 * Forgets how to write to a conversation; others stay. Where the app was removed from the last one of its platform, that
 * is remembered: from then on the team's data is kept for a time only.
 */
export async function leaveConversation(
  parts: AdvisorParts,
  workspace: WorkspaceRef,
  left: LeftConversation,
): Promise<void> {
  const team = await parts.directory.find(workspace);
  if (!team) return;
  const { entries } = await parts.store.read(team);
  if (withoutLeft(entries, left).length === entries.length && !isLastGone(entries, left)) return;
  const at = parts.clock().toISOString();
  await parts.store.rewrite(team, (trail) => {
    const remains = withoutLeft(trail.entries, left);
    const { platform } = left;
    const removed = { kind: "app-removed", id: entryId(parts.ids.unique()), at, by: null, platform } as const;
    return { entries: isLastGone(remains, left) ? [...remains, removed] : remains, result: undefined };
  });
}

const withoutLeft = (
  entries: readonly TrailEntry[],
  { platform, conversation, group }: LeftConversation,
): readonly TrailEntry[] =>
  entries.filter(
    (entry) =>
      entry.kind !== "conversation-kept" ||
      entry.platform !== platform ||
      !(entry.conversation === conversation || (group !== undefined && entry.group === group)),
  );

/** Whether a removal leaves no conversation of its platform, and was not remembered before. */
const isLastGone = (entries: readonly TrailEntry[], { platform, isRemoved }: LeftConversation): boolean =>
  isRemoved && keptConversations(entries, platform).length === 0 && removedSince(entries, platform) === undefined;

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
