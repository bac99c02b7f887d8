import { z } from "zod";
import type { Clock } from "../../core/ports/clock.js";

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

/** Remembers member records for an hour; a failed look-up is not remembered. */
export class MemberCache {
  readonly #kept = new Map<string, { readonly member: Member; readonly until: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param key tenant and user
   * @param lookUp asks Teams; undefined when it could not tell
   */
  async find(key: string, lookUp: () => Promise<Member | undefined>): Promise<Member | undefined> {
    const now = this.#clock().getTime();
    const known = this.#kept.get(key);
    if (known && known.until > now) return known.member;
    const member = await lookUp();
    // In a chat the app was not added to Teams tells nothing: the last record known stands.
    if (member === undefined) return known?.member;
    this.#kept.delete(key);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= keptAtMost && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, { member, until: now + keptMs });
    return member;
  }
}
