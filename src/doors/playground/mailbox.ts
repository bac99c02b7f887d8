import type { Reply } from "../../core/conversation/reply.js";
import type { PersonId } from "../../core/ids.js";
import type { Messenger } from "../../core/ports/messenger.js";
import { playgroundPeople } from "./people.js";

/** The oldest of more than this make room. */
const keptAtMost = 50;

/** What the bot has to say to the page's people without having been asked, until the page fetches it. */
export class Mailbox implements Messenger {
  readonly #waiting = new Map<PersonId, Reply[]>();

  tell(...[{ person }, reply]: Parameters<Messenger["tell"]>): ReturnType<Messenger["tell"]> {
    if (!Object.values(playgroundPeople).some(({ id }) => id === person)) return Promise.resolve("unreachable");
    this.#waiting.set(person, [...(this.#waiting.get(person) ?? []), reply].slice(-keptAtMost));
    return Promise.resolve("told");
  }

  /** Hands out what waits for a person, once. */
  collect(person: PersonId): readonly Reply[] {
    const waiting = this.#waiting.get(person) ?? [];
    this.#waiting.delete(person);
    return waiting;
  }
}
