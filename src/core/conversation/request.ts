import type { PersonId } from "../ids.js";
import type { FormValues } from "../form-values.js";
import type { DeskDestination, Thread } from "../thread.js";
import type { Press } from "./action.js";
import type { Reply } from "./reply.js";

export type Platform = "slack" | "msteams" | "playground" | "terminal";

/** A Slack workspace or Enterprise Grid organization, a Microsoft 365 tenant, a playground. Our team id is looked up from it. */
export interface WorkspaceRef {
  readonly platform: Platform;
  readonly id: string;
}

/**
 * `member` of the workspace or tenant; `guest` of it; `outside`: somebody of another organization in a shared channel.
 * A door that cannot tell says `guest`, the more careful of the two.
 */
export type Standing = "member" | "guest" | "outside";

export interface Person {
  readonly id: PersonId;
  /** The name to show, where the door knows one. */
  readonly name?: string;
  readonly standing: Standing;
  /** An admin or owner of a Slack workspace; they may do what only the lead may. */
  readonly isAdmin: boolean;
  /** IANA name, e.g. `Europe/Berlin`, where the door knows it. */
  readonly timeZone?: string;
}

/** Somebody named in a message (`invite @someone`). */
export interface MentionedPerson {
  readonly id: PersonId;
  readonly name?: string;
  /** Where the door knows it. */
  readonly standing?: Standing;
}

/** Where the words were said. `personal` is one-to-one with the bot. */
export interface Place {
  readonly kind: "personal" | "group" | "channel";
  /** Platform id of the conversation (with the thread, where there is one): a follow-up has the same one. */
  readonly conversation: string;
  /** The conversation that this one is a part of, where the same person is alone with the bot in both. */
  readonly partOf?: string;
}

/** Where others are who do not see a reply that was given to the asker alone. `chat`: between people, without the bot. */
export const sharedPlaces = ["channel", "thread", "chat"] as const;
export type SharedPlace = (typeof sharedPlaces)[number];

export interface WordsInput {
  readonly kind: "words";
  /** As typed, without the bot's own mention; other mentions stand as `@Name`. */
  readonly text: string;
  readonly mentions: readonly MentionedPerson[];
  /** Sent along with the words, each at most `attachedFileBytes`; what a door could not fetch is not there. */
  readonly files?: readonly AttachedFile[];
}

export interface AttachedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
/** Larger files are refused by the doors before they are read. */
export const attachedFileBytes = 5_000_000;

export interface ActionInput {
  readonly kind: "action";
  /** Undefined: the button is not one of ours any more (an older version's card). */
  readonly press: Press | undefined;
  readonly values: FormValues;
  /** A card renewed itself, nobody pressed: nothing may be begun or recorded by it. */
  readonly isAutomatic?: true;
}

export type Input = WordsInput | ActionInput;

/** Somebody looks, and says nothing. */
export type Visit = Pick<Request, "workspace" | "person" | "place">;

export interface Under {
  readonly thread: Thread;
  /** What the platform calls the message: unique for ever. */
  readonly said: string;
  /** Names of files that came with it, which nobody fetches. */
  readonly files: readonly string[];
}

export interface Request {
  readonly workspace: WorkspaceRef;
  readonly person: Person;
  readonly place: Place;
  readonly input: Input;
  /**
   * Set when only the asker sees the reply though others are in the place (Slack's ephemeral messages): an answer then
   * carries a button that posts it there for all. Such a door sends `Reply.posting`.
   */
  readonly aloneIn?: SharedPlace;
  /** Set where consultants work: the door has checked that it comes from their channel, of their workspace. */
  readonly atDesk?: DeskDestination;
  /** Set for words written under a message that is about a request (`Advisor.isAboutRequest`). */
  readonly under?: Under;
  /** Shows how far a long piece of work is; the newest replaces the one before it. Doors that cannot, leave it out. */
  readonly showProgress?: (reply: Reply) => Promise<void>;
}
