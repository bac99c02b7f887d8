import type { Block, Reply } from "../../conversation/reply.js";
import type { Platform, WorkspaceRef } from "../../conversation/request.js";
import { nonce } from "../../ids.js";
import type { PersonId } from "../../ids.js";
import type { Recipient, Told } from "../../ports/messenger.js";
import { membersOf } from "../../team/members.js";
import type { Trail } from "../../team/trail.js";
import type { AdvisorParts } from "../turn-context.js";

/** Writes to a person of the team in their own chat with the bot, where the platform lets it. */
export async function tellPerson(
  parts: Pick<AdvisorParts, "messenger" | "ids">,
  trail: Trail,
  person: PersonId,
  blocks: readonly Block[],
): Promise<Told> {
  // Whoever was taken out hears nothing more of the team's.
  if (membersOf(trail.entries).uninvited.has(person)) return "unreachable";
  const to = recipientOf(trail, person);
  return to ? parts.messenger.tell(to, messageOf(parts, blocks)) : "unreachable";
}

/** A message nobody asked for: for its reader alone, in a place of its own. */
const messageOf = (parts: Pick<AdvisorParts, "ids">, blocks: readonly Block[]): Reply => ({
  nonce: nonce(parts.ids.unique()),
  blocks,
  audience: "asker",
  replaces: false,
});

/** Where a person can be written to: their workspace, and what their door kept of their own chat. */
function recipientOf({ entries }: Trail, person: PersonId): Recipient | undefined {
  const platform = person.split(":")[0];
  const kept = entries.findLast((entry) => entry.kind === "conversation-kept" && entry.person === person);
  const workspaces = entries.flatMap((entry): readonly WorkspaceRef[] =>
    entry.kind === "workspace-linked" ? [{ platform: entry.platform, id: entry.workspace }] : [],
  );
  const workspace =
    workspaces.find((candidate) => candidate.platform === platform && person.includes(candidate.id)) ??
    workspaces.find((candidate) => candidate.platform === (platform as Platform));
  return (
    workspace && {
      workspace,
      person,
      reference: kept?.kind === "conversation-kept" ? kept.reference : undefined,
    }
  );
}
