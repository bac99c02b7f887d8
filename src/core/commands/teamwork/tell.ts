import type { Block, Reply } from "../../conversation/reply.js";
import type { Platform, WorkspaceRef } from "../../conversation/request.js";
import { nonce } from "../../ids.js";
import type { PersonId } from "../../ids.js";
import type { ChatThread, Recipient, Threaded, Told } from "../../ports/messenger.js";
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

/** The same in a thread of that chat, where it has threads; else beside what stands there. */
export async function tellPersonInThread(
  parts: Pick<AdvisorParts, "messenger" | "ids">,
  trail: Trail,
  person: PersonId,
  { blocks, ...threaded }: Threaded & { readonly blocks: readonly Block[] },
): Promise<{ readonly told: Told; readonly thread?: ChatThread | undefined }> {
  const { messenger } = parts;
  const to = membersOf(trail.entries).uninvited.has(person) ? undefined : recipientOf(trail, person);
  if (!to) return { told: "unreachable" };
  const reply = messageOf(parts, blocks);
  return messenger.tellInThread
    ? messenger.tellInThread(to, reply, threaded)
    : { told: await messenger.tell(to, reply) };
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
