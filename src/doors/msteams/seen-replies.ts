import type { PersonId } from "../../core/ids.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Clock } from "../../core/ports/clock.js";
import { hasForm } from "../adaptive-card/typed-values.js";

/** What somebody last saw behind a card that each person sees for themselves. */
export interface Seen {
  readonly reply: Reply;
  /** The person as Teams names them in cards. */
  readonly user: string;
  readonly at: number;
}

/** An hour after somebody last looked: a card that is opened later asks again. */
const keptMs = 60 * 60 * 1000;
const keptAtMost = 500;
/** Teams renews a card by itself for at most so many people. */
const usersAtMost = 60;

interface Card {
  readonly people: Map<PersonId, Seen>;
  until: number;
}

/** Replies behind cards, in memory: what is gone after a restart is asked for again, or said to be gone. */
export class SeenReplies {
  readonly #cards = new Map<string, Card>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep(card: string, person: PersonId, { reply, user }: Pick<Seen, "reply" | "user">): void {
    const at = this.#clock().getTime();
    const people = this.#find(card)?.people ?? new Map<PersonId, Seen>();
    people.delete(person);
    people.set(person, { reply, user, at });
    this.#cards.delete(card);
    const [oldest] = this.#cards.keys();
    if (this.#cards.size >= keptAtMost && oldest !== undefined) this.#cards.delete(oldest);
    this.#cards.set(card, { people, until: at + keptMs });
  }

  find(card: string, person: PersonId): Seen | undefined {
    return this.#find(card)?.people.get(person);
  }

  /** Those who looked, the latest first. */
  users(card: string): readonly string[] {
    const people = [...(this.#find(card)?.people.values() ?? [])].reverse();
    return people.slice(0, usersAtMost).map(({ user }) => user);
  }

  /** Whether anybody else has a form before them. */
  isFilledIn(card: string, except: PersonId): boolean {
    return [...(this.#find(card)?.people ?? [])].some(([person, { reply }]) => person !== except && hasForm(reply));
  }

  #find(card: string): Card | undefined {
    const known = this.#cards.get(card);
    if (!known || known.until > this.#clock().getTime()) return known;
    this.#cards.delete(card);
    return undefined;
  }
}
