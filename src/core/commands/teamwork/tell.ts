import type { Block, Reply } from "../../conversation/reply.js";
import type { Platform, WorkspaceRef } from "../../conversation/request.js";
import { undelivered } from "../../delivery/deliveries.js";
import { entryId, nonce } from "../../ids.js";
import type { PersonId } from "../../ids.js";
import type { ChatThread, Recipient, Threaded, Told } from "../../ports/messenger.js";
import { membersOf } from "../../team/members.js";
import type { Trail, TrailEntry } from "../../team/trail.js";
import type { AdvisorParts } from "../turn-context.js";

/** Something that a person is to be told; stored in one step with what causes it. */
export type NoticeEntry = Extract<TrailEntry, { readonly kind: "notice-queued" }>;

/** How long the one who queued a notice may take to tell it before the outbox does. */
const ownTryMs = 30_000;

/**
 * Queues a notice.
 *
 * @param meta the common fields of the entry; `isToldNow`: by `tellQueued`, right after it is stored
 */
export function queueNotice(
  parts: Pick<AdvisorParts, "ids">,
  about: Pick<NoticeEntry, "person" | "notice">,
  { isToldNow, ...base }: Pick<NoticeEntry, "id" | "at" | "by"> & { readonly isToldNow: boolean },
): NoticeEntry {
  const notBefore = new Date(Date.parse(base.at) + ownTryMs).toISOString();
  return {
    ...{ kind: "notice-queued", ...base, delivery: parts.ids.unique() },
    ...about,
    ...(isToldNow ? { notBefore } : {}),
  };
}

/**
 * Tells at once what was queued, so that whose doing it is learns how it went. What can't be told just now is the outbox's;
 * and should the end of it not be storable, the outbox tells it once more, by the same id.
 */
export async function tellQueued(
  parts: Pick<AdvisorParts, "messenger" | "ids" | "store" | "clock">,
  trail: Trail,
  queued: NoticeEntry,
  blocks: readonly Block[],
): Promise<Told> {
  const { person, delivery } = queued;
  const told = await tellPerson(parts, trail, person, blocks, delivery);
  if (told === "not-now") return told;
  const at = parts.clock().toISOString();
  const kind = told === "told" ? "delivery-succeeded" : "delivery-dropped";
  await parts.store
    .append(trail.team, (now) => ({
      entries: undelivered(now.entries).some(({ id }) => id === delivery)
        ? [{ kind, id: entryId(parts.ids.unique()), at, by: null, delivery }]
        : [],
      result: undefined,
    }))
    .catch(() => undefined);
  return told;
}

/**
 * Writes to a person of the team in their own chat with the bot, where the platform lets it.
 *
 * @param once the same for the same message on every try
 */
export async function tellPerson(
  parts: Pick<AdvisorParts, "messenger" | "ids">,
  trail: Trail,
  person: PersonId,
  blocks: readonly Block[],
  once?: string,
): Promise<Told> {
  // Whoever was taken out hears nothing more of the team's.
  if (membersOf(trail.entries).uninvited.has(person)) return "unreachable";
  const to = recipientOf(trail, person);
  return to ? parts.messenger.tell({ ...to, once }, messageOf(parts, blocks)) : "unreachable";
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
