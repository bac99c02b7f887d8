import type { Input, Person, Request } from "../../core/conversation/request.js";
import type { Clock } from "../../core/ports/clock.js";
import type { TurnParts } from "../turn.js";
import type { Account, AnyActivity } from "./activities.js";
import type { Conversation } from "./conversation.js";
import { MemberCache } from "./members.js";
import { msteamsPersonId, personOf, placeOf, workspaceOf } from "./origin.js";
import type { MsteamsReplies, Reader } from "./replies.js";
import { takeWatchedTurn } from "./watched-turn.js";
import type { Outcome } from "./watched-turn.js";

interface MsteamsTurnsParts extends TurnParts {
  readonly clock: Clock;
  readonly checksTokens: boolean;
  readonly replies: MsteamsReplies;
}

interface Taken {
  readonly activity: AnyActivity;
  readonly person: Person;
  readonly input: Input;
  /** Names under which it may come again; none: a repeat is no matter. */
  readonly deliveries: readonly string[];
  /** Where progress of long work is shown; undefined: nowhere. */
  readonly progress: Conversation | undefined;
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
  take({ activity, person, input, deliveries, progress }: Taken): Promise<Outcome> {
    const place = placeOf(activity);
    const request: Request = {
      workspace: workspaceOf(activity),
      person,
      place,
      input,
      ...(progress ? { showProgress: this.#parts.replies.progressIn(progress, place.kind) } : {}),
    };
    return takeWatchedTurn(this.#parts, { deliveries, request });
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
