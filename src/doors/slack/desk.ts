import type { WebClient } from "@slack/web-api";
import type { Logger } from "@slack/bolt";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Clock } from "../../core/ports/clock.js";
import type { Messenger } from "../../core/ports/messenger.js";
import type { DrawPicture } from "../pictures.js";
import type { TurnParts } from "../turn.js";
import { AgentFeatures } from "./agent-features.js";
import type { ConsultantsPlace } from "./consultants-channel.js";
import { SlackConversation } from "./conversation.js";
import { SlackHome } from "./home.js";
import type { HomeVisitors } from "./home-visitors.js";
import { createFileReader } from "./files-in.js";
import { createSlackMessenger } from "./messenger.js";
import { impatientCalls, patientCalls } from "./patient-fetch.js";
import { SlackPeople } from "./people.js";
import { SlackPresses } from "./presses.js";
import { SlackReplies } from "./replies.js";
import { SlackShortcuts } from "./shortcuts.js";
import { SlackTurns } from "./turns.js";
import { WellFormedClient } from "./well-formed-client.js";
import type { SlackWordKey } from "./words.js";

/** What all installations share. */
export interface DeskParts {
  readonly turn: TurnParts;
  readonly clock: Clock;
  readonly words: Phrases<SlackWordKey>;
  readonly drawPicture: DrawPicture;
  /** Where consultants work, when it is a channel of Slack. */
  readonly consultants?: ConsultantsPlace | undefined;
  /** Another Slack's API. */
  readonly apiUrl: string | undefined;
  readonly logger: Logger;
  readonly underWay: Set<Promise<void>>;
  readonly visitors: HomeVisitors;
}

/** What serves one installation, by its own token and with its own people: nothing of it is another's. */
export interface SlackDesk {
  readonly client: WebClient;
  /** Never retries by itself. */
  readonly outgoing: WebClient;
  readonly people: SlackPeople;
  readonly turns: SlackTurns;
  readonly conversation: SlackConversation;
  readonly presses: SlackPresses;
  readonly home: SlackHome;
  readonly agent: AgentFeatures;
  readonly shortcuts: SlackShortcuts;
  readonly messenger: Required<Messenger>;
}

export function createDesk(parts: DeskParts, botToken: string): SlackDesk {
  const { turn, clock, words, drawPicture, consultants, apiUrl, logger, underWay, visitors } = parts;
  const { log } = turn;
  const options = { logger, ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }) };
  // The SDK's own retries are off: ours tell what may be repeated from what may not.
  const client = new WellFormedClient(botToken, { ...options, ...patientCalls(log) });
  const replies = new SlackReplies({ client, words, log, drawPicture });
  const people = new SlackPeople(client, clock);
  const turns = new SlackTurns({ turn, words, people, replies, underWay, consultants });
  const readFiles = createFileReader({ botToken, apiUrl });
  const outgoing = new WellFormedClient(botToken, { ...options, ...impatientCalls });
  const agent = new AgentFeatures({ turn, turns, client, people, words, clock });
  return {
    client,
    agent,
    outgoing,
    people,
    turns,
    conversation: new SlackConversation({ turn, turns, client, words, people, replies, readFiles, agent }),
    presses: new SlackPresses({ turns, client, words, replies, claims: turn.claims, log }),
    home: new SlackHome({ turn, turns, client, words, people, drawPicture, visitors }),
    shortcuts: new SlackShortcuts({ turn, turns, client, words, people, replies }),
    messenger: createSlackMessenger({ client, outgoing, replies, log }),
  };
}
