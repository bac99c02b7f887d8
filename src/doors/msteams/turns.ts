import { randomUUID } from "node:crypto";
import type { Input, Person, Request, Under } from "../../core/conversation/request.js";
import type { Clock } from "../../core/ports/clock.js";
import type { DeskDestination } from "../../core/thread.js";
import type { TurnParts } from "../turn.js";
import type { Account, AnyActivity, MessageActivity } from "./activities.js";
import type { ConsultantsPlace } from "./consultants-channel.js";
import type { Conversation } from "./conversation.js";
import { MemberCache } from "./members.js";
import { namesOfFiles } from "./files-in.js";
import { channelOf, msteamsPersonId, personOf, placeOf, workspaceOf } from "./origin.js";
import type { MsteamsReplies, Reader } from "./replies.js";
import { takeWatchedTurn } from "./watched-turn.js";
import type { Outcome } from "./watched-turn.js";

interface MsteamsTurnsParts extends TurnParts {
  readonly clock: Clock;
  readonly checksTokens: boolean;
  readonly replies: MsteamsReplies;
  /** Where consultants work, when it is a channel of Teams. */
  readonly consultants?: ConsultantsPlace | undefined;
}

interface Taken {
  readonly activity: AnyActivity;
  readonly person: Person;
  readonly input: Input;
  /** Names under which it may come again; none: a repeat is no matter. */
  readonly deliveries: readonly string[];
  /** Where progress of long work is shown; undefined: nowhere. */
  readonly progress: Conversation | undefined;
  /** Written under a message that is about a request. */
  readonly under?: Under | undefined;
}

/** Who asks, and what the advisor says to it. */
export class MsteamsTurns {
  readonly #parts: MsteamsTurnsParts;
  readonly #members: MemberCache;

  constructor(parts: MsteamsTurnsParts) {
    this.#parts = parts;
    this.#members = new MemberCache(parts);
  }

  /** One turn. Never rejects. */
  take({ activity, person, input, deliveries, progress, under }: Taken): Promise<Outcome> {
    const place = placeOf(activity);
    const atDesk = this.deskAt(activity);
    const request: Request = {
      workspace: workspaceOf(activity),
      person,
      place,
      input,
      ...(atDesk ? { atDesk } : {}),
      ...(under ? { under } : {}),
      ...(progress ? { showProgress: this.#parts.replies.progressIn(progress, place.kind) } : {}),
    };
    return takeWatchedTurn(this.#parts, { deliveries, request });
  }

  /** Whether it happens where consultants work: in their channel, of their tenant. */
  deskAt(activity: AnyActivity): DeskDestination | undefined {
    const { consultants } = this.#parts;
    const place = placeOf(activity);
    const isThere =
      consultants !== undefined &&
      place.kind === "channel" &&
      channelOf(place).conversation === consultants.channel &&
      workspaceOf(activity).id === consultants.tenant;
    return isThere ? "msteams-channel" : undefined;
  }

  /** A reply under one of the bot's messages in the consultants' channel that is about a request. */
  async underRequest(activity: MessageActivity): Promise<Under | undefined> {
    const destination = this.deskAt(activity);
    const [channel = "", message] = activity.conversation.id.split(";messageid=");
    if (!destination || message === undefined) return undefined;
    const thread = { destination, channel, message };
    if (!(await this.#parts.advisor.isAboutRequest(thread))) return undefined;
    return { thread, said: `msteams:${channel}:${activity.id ?? randomUUID()}`, files: namesOfFiles(activity) };
  }

  /** Never rejects: whoever cannot be looked up is a guest. */
  async person(activity: AnyActivity, from: Account, conversation: Conversation): Promise<Person> {
    const member = await this.#members.find(workspaceOf(activity), from.id, conversation);
    return personOf({ activity, from, member, checksTokens: this.#parts.checksTokens });
  }

  /** The id of somebody who is named in a message. */
  async personId(activity: AnyActivity, id: string, conversation: Conversation): Promise<Person["id"]> {
    const workspace = workspaceOf(activity);
    const member = await this.#members.find(workspace, id, conversation);
    return msteamsPersonId(workspace, { id, aadObjectId: member?.objectId });
  }
}

export const readerOf = (activity: AnyActivity, from: Account, person: Person): Reader => ({
  person: person.id,
  place: placeOf(activity).kind,
  user: from.id,
});
