import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type {
  Input,
  MentionedPerson,
  Person,
  Place,
  Request,
  SharedPlace,
  Under,
  WordsInput,
} from "../../core/conversation/request.js";
import type { DeskDestination } from "../../core/thread.js";
import { errorFields } from "../../log.js";
import { takeTurn } from "../turn.js";
import type { TurnParts } from "../turn.js";
import type { Arrival } from "./arrivals.js";
import type { ConsultantsPlace } from "./consultants-channel.js";
import { namedIn, toWords } from "./events.js";
import { NotTaken } from "./not-taken.js";
import type { Outlet } from "./outlets.js";
import type { SlackPeople } from "./people.js";
import type { SlackReplies } from "./replies.js";
import { slackCode } from "./slack-code.js";
import type { SlackWordKey } from "./words.js";

interface TurnsParts {
  readonly turn: TurnParts;
  readonly words: Phrases<SlackWordKey>;
  readonly people: SlackPeople;
  readonly replies: SlackReplies;
  readonly consultants?: ConsultantsPlace | undefined;
  /** What is under way for all installations. */
  readonly underWay: Set<Promise<void>>;
}

/** Who the bot is in one installation. */
export interface Identity {
  readonly botUser: string;
  readonly botId: string | undefined;
  /** The workspace, or the organization where the app is installed for all of it: whose team this is. */
  readonly workspace: string;
  readonly isOrganization: boolean;
  readonly scopes: readonly string[] | undefined;
}

export interface SlackTurn {
  readonly arrival: Arrival;
  readonly user: string;
  /** The workspace of the one who acts, where Slack says it: in a shared channel it is another than ours. */
  readonly userTeam: string | undefined;
  readonly place: Place;
  readonly input: Input;
  /** Where others are who do not see the reply. */
  readonly aloneIn?: SharedPlace | undefined;
  /** Where consultants work, when it happens there (`deskAt`). */
  readonly atDesk?: DeskDestination | undefined;
  /** Written under a message that is about a request. */
  readonly under?: Under | undefined;
  /** Where it can be shown how far the work is. */
  readonly progress?: Outlet;
}

/** Turns taken for what people do in Slack: whose they are, and which are still under way. */
export class SlackTurns {
  readonly #parts: TurnsParts;
  #identity: Identity = { botUser: "", botId: undefined, workspace: "", isOrganization: false, scopes: undefined };

  constructor(parts: TurnsParts) {
    this.#parts = parts;
  }

  /** Learns who the bot is and what it may do. */
  introduce(identity: Identity): void {
    this.#identity = identity;
    this.#parts.replies.introduce(identity.scopes);
    this.#parts.people.introduce(identity);
  }
  get identity(): Identity {
    return this.#identity;
  }

  /** Whether the app was given `files:write`; without word of the scopes it is taken to be. */
  get mayUpload(): boolean {
    return this.#identity.scopes?.includes("files:write") ?? true;
  }

  /** Works on something already acknowledged; a fault of posting is logged by its code. */
  work(task: () => Promise<void>): void {
    const running = task()
      .catch((error: unknown) => {
        this.#parts.turn.log.error("slack.not-posted", { ...errorFields(error), slack: slackCode(error) });
      })
      .finally(() => {
        this.#parts.underWay.delete(running);
      });
    this.#parts.underWay.add(running);
  }

  /** Whether a channel is the one where consultants work: of this installation, when one is named. */
  deskAt(channel: string | undefined): DeskDestination | undefined {
    const { consultants } = this.#parts;
    const isThere =
      consultants !== undefined &&
      channel === consultants.channel &&
      (consultants.team === undefined || consultants.team === this.#identity.workspace);
    return isThere ? "slack-channel" : undefined;
  }

  /** Resolves to undefined for a delivery that was answered before. Rejects with `NotTaken` when Slack can't say just now who asks. */
  async take(taken: SlackTurn): Promise<Reply | undefined> {
    const { turn, words } = this.#parts;
    const { arrival, user, userTeam, place, input, aloneIn, atDesk, under, progress } = taken;
    const request: Request = {
      workspace: { platform: "slack", id: this.#identity.workspace },
      person: await this.#whoAsks(arrival, user, userTeam),
      place,
      input,
      ...(aloneIn === undefined ? {} : { aloneIn }),
      ...(atDesk === undefined ? {} : { atDesk }),
      ...(under === undefined ? {} : { under }),
      ...(progress ? { showProgress: this.#parts.replies.progressBy(progress) } : {}),
    };
    // What is kept has its names claimed.
    const reply = await takeTurn(turn, { deliveries: arrival.kept ? [] : arrival.names, request });
    if (!reply || reply.blocks.length === 0 || arrival.wait !== "late") return reply;
    return { ...reply, blocks: [{ kind: "note", markdown: words.say("waited.late") }, ...reply.blocks] };
  }

  /** What is kept can wait until it is known; all else is a guest's. */
  async #whoAsks({ kept }: Arrival, user: string, userTeam: string | undefined): Promise<Person> {
    try {
      return await this.#parts.people.find(user, userTeam, kept !== undefined);
    } catch (error) {
      throw new NotTaken(error, undefined);
    }
  }

  /** What was typed, as plain words; people named in it by their names. */
  async readWords(text: string): Promise<WordsInput> {
    const mentions = new Map<string, MentionedPerson>();
    for (const { id, label } of namedIn(text, this.#identity.botUser)) {
      const person = await this.#parts.people.find(id);
      const name = person.name ?? label;
      mentions.set(id, { id: person.id, standing: person.standing, ...(name === undefined ? {} : { name }) });
    }
    const nameOf = (id: string): string => mentions.get(id)?.name ?? this.#parts.words.plain("name.someone");
    return { kind: "words", text: toWords(text, this.#identity.botUser, nameOf), mentions: [...mentions.values()] };
  }
}
