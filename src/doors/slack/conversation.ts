import type { RespondFn } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Place } from "../../core/conversation/request.js";
import { nonce } from "../../core/ids.js";
import type { Thread } from "../../core/thread.js";
import { nothingAttached, withUnread } from "../attached-files.js";
import { InOrder } from "../../in-order.js";
import type { TurnParts } from "../turn.js";
import type { AgentFeatures } from "./agent-features.js";
import { answerAlone } from "./answer-alone.js";
import type { Arrival } from "./arrivals.js";
import { commandSchema, isQuestion, messageEventSchema } from "./events.js";
import type { MessageEvent } from "./events.js";
import type { ReadSlackFiles } from "./files-in.js";
import { threadKeptMs } from "./limits.js";
import { seenIn } from "./origin.js";
import { conversationOutlet } from "./outlets.js";
import type { SlackPeople } from "./people.js";
import type { SlackReplies } from "./replies.js";
import type { SlackTurns } from "./turns.js";
import type { SlackWordKey } from "./words.js";

interface ConversationParts {
  readonly turn: TurnParts;
  readonly turns: SlackTurns;
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly people: SlackPeople;
  readonly replies: SlackReplies;
  readonly readFiles: ReadSlackFiles;
  readonly agent: AgentFeatures;
}

/** What people say in Slack, as turns. */
export class SlackConversation {
  readonly #parts: ConversationParts;
  readonly #passing = new InOrder();

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  /** `/iso42001 …`: only the one who typed it sees the reply; a form opens as a dialog at once. */
  async onCommand(raw: unknown, respond: RespondFn, arrival: Arrival): Promise<void> {
    const body = commandSchema.parse(raw);
    const { channel_id: channel, channel_name: name, user_id: user } = body;
    const seen = await seenIn({ channel, name, user, thread: undefined }, this.#parts.people);
    const turn = {
      arrival,
      user,
      userTeam: undefined,
      place: { kind: seen.kind, conversation: channel },
      input: await this.#parts.turns.readWords(body.text),
    };
    await answerAlone({ turn, trigger: body.trigger_id, respond, shareable: seen.shareable }, this.#parts);
  }

  /** A direct message, a mention, or a word in a thread the bot has answered in or that is about a request. */
  async isForUs(message: MessageEvent): Promise<boolean> {
    const { botUser } = this.#parts.turns.identity;
    if (!isQuestion(message, botUser)) return false;
    if (isAlone(message) || message.type === "app_mention" || message.text.includes(`<@${botUser}>`)) return true;
    const thread = message.thread_ts;
    if (thread === undefined) return false;
    return (
      (await this.#parts.turn.claims.isClaimed(this.#threadKey(message.channel, thread))) ||
      (await this.#requestThread(message)) !== undefined
    );
  }

  /** A message that is for us. */
  async onMessage(event: unknown, arrival: Arrival): Promise<void> {
    const message = messageEventSchema.parse(event);
    const { user } = arrival;
    const isPersonal = isAlone(message);
    if (await this.#passOn(message, arrival)) return;
    if (arrival.wait === "gone") return this.excuse(user, arrival);
    const { agent } = this.#parts;
    const startsThread = message.thread_ts === undefined && (!isPersonal || (await agent.isAtHome()));
    const thread = message.thread_ts ?? (startsThread ? message.ts : undefined);
    const place: Place = {
      kind: isPersonal ? "personal" : "channel",
      conversation: thread === undefined ? message.channel : `${message.channel}:${thread}`,
      ...(isPersonal && thread !== undefined ? { partOf: message.channel } : {}),
    };
    const { channel } = message;
    const outlet = conversationOutlet(this.#parts.client, {
      ...{ channel, thread, user, isPersonal },
      once: arrival.kept?.id,
    });
    const attached = isPersonal ? await this.#parts.readFiles(message) : nothingAttached;
    const input = await this.#parts.turns.readWords(message.text);
    const { files } = attached;
    const replying = this.#parts.turns.take({
      ...{ arrival, user, userTeam: message.user_team ?? undefined, place, progress: outlet },
      input: files.length > 0 ? { ...input, files } : input,
    });
    const status =
      thread === undefined
        ? undefined
        : agent.showStatus(
            replying.catch(() => undefined),
            { channel, thread },
          );
    const reply = await replying;
    if (!reply) return;
    // Before the answer, which may be seen, and replied to, while Slack still keeps us waiting for its word.
    if (!isPersonal && thread !== undefined && this.#followsThreads())
      await this.#parts.turn.claims.claim(this.#threadKey(channel, thread), threadKeptMs);
    await this.#parts.replies.send(
      withUnread(reply, attached, (key, values) => this.#parts.words.say(key, values)),
      {
        outlet,
        user,
        isPersonal,
        ...(isPersonal || this.#followsThreads() ? {} : { hint: this.#parts.words.plain("mention-again") }),
      },
    );
    if (thread !== undefined) {
      if (await status) await agent.clearStatus({ channel, thread });
      if (isPersonal && startsThread) await agent.name({ channel, thread }, input.text);
    }
    if (isPersonal) await this.#keep(channel, user);
  }

  /**
   * A message under one of ours that is about a request, in the consultants' channel or in the asker's own chat, goes to the
   * other side, however late; only when something is wrong with that is there an answer here. False when it is none.
   */
  async #passOn(message: MessageEvent, arrival: Arrival): Promise<boolean> {
    const { channel, thread_ts } = message;
    const outcome = { isPassedOn: false };
    if (thread_ts === undefined) return false;
    // What is written one after another arrives so: Slack sends the next event while the one before is worked on.
    await this.#passing.run(`${channel}:${thread_ts}`, async () => {
      const thread = await this.#requestThread(message);
      if (!thread) return;
      outcome.isPassedOn = true;
      await this.#takePassing(message, thread, arrival);
    });
    return outcome.isPassedOn;
  }

  /** The thread a message stands in, where that is about a request and this is a place to write about it. */
  async #requestThread(message: MessageEvent): Promise<Thread | undefined> {
    const { channel, thread_ts } = message;
    const destination = isAlone(message) ? "asker" : this.#parts.turns.deskAt(channel);
    if (thread_ts === undefined || destination === undefined) return undefined;
    const thread: Thread = { destination, channel, message: thread_ts };
    return (await this.#parts.turn.advisor.isAboutRequest(thread)) ? thread : undefined;
  }

  async #takePassing(message: MessageEvent, thread: Thread, arrival: Arrival): Promise<void> {
    const { turns, client, replies, words } = this.#parts;
    const { channel, ts, files = [] } = message;
    const { user } = arrival;
    const isPersonal = isAlone(message);
    const reply = await turns.take({
      arrival,
      user,
      userTeam: message.user_team ?? undefined,
      place: { kind: isPersonal ? "personal" : "channel", conversation: `${channel}:${thread.message}` },
      input: await turns.readWords(message.text),
      atDesk: turns.deskAt(channel),
      under: {
        thread,
        said: `slack:${turns.identity.workspace}:${channel}:${ts}`,
        files: files.map(({ name }) => name ?? words.plain("file.unnamed")),
      },
    });
    if (!reply || reply.blocks.length === 0) return;
    const outlet = conversationOutlet(client, {
      ...{ channel, thread: thread.message, user, isPersonal },
      once: arrival.kept?.id,
    });
    await replies.send(reply, { outlet, user, isPersonal });
  }

  /** To somebody who asked so long ago that an answer is of no use any more. */
  async excuse(user: string, arrival: Arrival): Promise<void> {
    const blocks = [{ kind: "text", text: this.#parts.words.plain("waited.gone") }] as const;
    const reply = { nonce: nonce(arrival.kept?.id ?? user), blocks, audience: "asker", replaces: false } as const;
    await this.#parts.replies.sendPersonally(reply, user);
  }

  #threadKey(channel: string, ts: string): string {
    return `slack:thread:${this.#parts.turns.identity.workspace}:${channel}:${ts}`;
  }

  async #keep(channel: string, user: string): Promise<void> {
    const person = await this.#parts.people.find(user);
    await this.#parts.turn.advisor.keepConversation(
      { platform: "slack", id: this.#parts.turns.identity.workspace },
      {
        platform: "slack",
        place: { kind: "personal", conversation: channel },
        person: person.id,
        reference: { channel },
      },
    );
  }

  /** Following a thread needs the history scopes; without word of the scopes they are taken to be there. */
  #followsThreads(): boolean {
    return (
      this.#parts.turns.identity.scopes?.some((scope) => scope === "channels:history" || scope === "groups:history") ??
      true
    );
  }
}

/** In the direct messages with the bot. */
const isAlone = ({ channel, channel_type: type }: MessageEvent): boolean => type === "im" || channel.startsWith("D");
