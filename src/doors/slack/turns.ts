import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Input, MentionedPerson, Place, Request, WordsInput } from "../../core/conversation/request.js";
import { errorFields } from "../../log.js";
import { takeTurn } from "../turn.js";
import type { TurnParts } from "../turn.js";
import { namedIn, toWords } from "./events.js";
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
}

interface Identity {
  readonly botUser: string;
  readonly botId: string | undefined;
  readonly team: string;
  readonly scopes: readonly string[] | undefined;
}

export interface SlackTurn {
  readonly deliveries: readonly string[];
  readonly workspace: string;
  readonly team: string;
  readonly user: string;
  readonly place: Place;
  readonly input: Input;
  /** Where it can be shown how far the work is. */
  readonly progress?: Outlet;
}

/** Turns taken for what people do in Slack: whose they are, and which are still under way. */
export class SlackTurns {
  readonly #parts: TurnsParts;
  readonly #underWay = new Set<Promise<void>>();
  #identity: Identity = { botUser: "", botId: undefined, team: "", scopes: undefined };

  constructor(parts: TurnsParts) {
    this.#parts = parts;
  }

  /** Learns who the bot is and what it may do. */
  introduce(identity: Identity): void {
    this.#identity = identity;
    this.#parts.replies.introduce(identity.scopes);
  }
  get identity(): Identity {
    return this.#identity;
  }

  /** Works on something already acknowledged; a fault of posting is logged by its code. */
  work(task: () => Promise<void>): void {
    const running = task()
      .catch((error: unknown) => {
        this.#parts.turn.log.error("slack.not-posted", { ...errorFields(error), slack: slackCode(error) });
      })
      .finally(() => {
        this.#underWay.delete(running);
      });
    this.#underWay.add(running);
  }

  async settle(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  /** Resolves to undefined for a delivery that was answered before. */
  async take({ deliveries, workspace, team, user, place, input, progress }: SlackTurn): Promise<Reply | undefined> {
    const request: Request = {
      workspace: { platform: "slack", id: workspace },
      person: await this.#parts.people.find(user, team),
      place,
      input,
      ...(progress ? { showProgress: this.#parts.replies.progressBy(progress) } : {}),
    };
    return takeTurn(this.#parts.turn, { deliveries, request });
  }

  /** What was typed, as plain words; people named in it by their names. */
  async readWords(text: string, team: string): Promise<WordsInput> {
    const mentions = new Map<string, MentionedPerson>();
    for (const { id, label } of namedIn(text, this.#identity.botUser)) {
      const person = await this.#parts.people.find(id, team);
      const name = person.name ?? label;
      mentions.set(id, { id: person.id, standing: person.standing, ...(name === undefined ? {} : { name }) });
    }
    const nameOf = (id: string): string => mentions.get(id)?.name ?? this.#parts.words.plain("name.someone");
    return { kind: "words", text: toWords(text, this.#identity.botUser, nameOf), mentions: [...mentions.values()] };
  }
}
