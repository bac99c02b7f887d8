import { z } from "zod";
import type { WorkspaceRef } from "../../core/conversation/request.js";
import type { Clock } from "../../core/ports/clock.js";
import type { Log } from "../../log.js";
import { attempt } from "./conversation.js";
import type { Conversation } from "./conversation.js";

/** What Teams says of one member of a conversation. */
export interface Member {
  /** Microsoft Entra object id. */
  readonly objectId: string | undefined;
  readonly name: string | undefined;
  readonly tenantId: string | undefined;
  /** `user`, `guest` or `anonymous`, in lower case. */
  readonly role: string | undefined;
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** Teams calls the object id `aadObjectId` in some answers and `objectId` in others. */
const memberSchema = z
  .object({ aadObjectId: text, objectId: text, name: text, tenantId: text, userRole: text })
  .transform((record): Member => ({
    objectId: record.aadObjectId ?? record.objectId,
    name: record.name,
    tenantId: record.tenantId,
    role: record.userRole?.toLowerCase(),
  }));

/** Reads a member record; undefined when it is none. */
export const readMember = (record: unknown): Member | undefined => memberSchema.safeParse(record).data;

/** An hour: long enough to spare a call a message, short enough that a guest made a member is soon one here. */
const keptMs = 60 * 60 * 1000;
const keptAtMost = 5000;

interface MembersParts {
  readonly clock: Clock;
  readonly log: Log;
}

/** Remembers member records for an hour; a failed look-up is not remembered. */
export class MemberCache {
  readonly #kept = new Map<string, { readonly member: Member; readonly until: number }>();
  readonly #parts: MembersParts;

  constructor(parts: MembersParts) {
    this.#parts = parts;
  }

  /** The member record of somebody, by the id that Teams uses for them; undefined when Teams cannot tell. Never rejects. */
  async find(workspace: WorkspaceRef, userId: string, conversation: Conversation): Promise<Member | undefined> {
    const key = `${workspace.id}:${userId}`;
    const now = this.#parts.clock().getTime();
    const known = this.#kept.get(key);
    if (known && known.until > now) return known.member;
    const member = await this.#lookUp(userId, conversation);
    // Where Teams tells nothing, the last record known stands.
    if (member === undefined) return known?.member;
    this.#kept.delete(key);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= keptAtMost && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, { member, until: now + keptMs });
    return member;
  }

  /** Message extensions work in chats the bot is not in, whose members it may not see: there the personal chat is asked. */
  async #lookUp(userId: string, conversation: Conversation): Promise<Member | undefined> {
    const { log } = this.#parts;
    const here = await attempt(log, "find-member", () => conversation.findMember(userId));
    if (here.ok) return here.value;
    if (here.status !== 403 && here.status !== 404) return undefined;
    const alone = await attempt(log, "find-member-alone", () => conversation.findMemberAlone(userId));
    return alone.ok ? alone.value : undefined;
  }
}
