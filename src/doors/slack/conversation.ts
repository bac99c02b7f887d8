import type { RespondFn } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Place } from "../../core/conversation/request.js";
import { nothingAttached, withUnread } from "../attached-files.js";
import type { TurnParts } from "../turn.js";
import type { AgentFeatures } from "./agent-features.js";
import { answerAlone } from "./answer-alone.js";
import { commandSchema, envelopeSchema, isQuestion, messageEventSchema } from "./events.js";
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

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  /** `/iso42001 …`: only the one who typed it sees the reply; a form opens as a dialog at once. */
  async onCommand(raw: unknown, respond: RespondFn): Promise<void> {
    const body = commandSchema.parse(raw);
    const { channel_id: channel, channel_name: name, user_id: user } = body;
    const seen = await seenIn({ channel, name, user, thread: undefined }, this.#parts.people);
    const turn = {
      deliveries: [`slack:command:${body.trigger_id}`],
      user,
      userTeam: undefined,
      place: { kind: seen.kind, conversation: channel },
      input: await this.#parts.turns.readWords(body.text),
    };
    await answerAlone({ turn, trigger: body.trigger_id, respond, shareable: seen.shareable }, this.#parts);
  }

  /** A direct message, a mention, or a word in a thread the bot has answered in. */
  async onMessage(event: unknown, envelope: unknown): Promise<void> {
    const message = messageEventSchema.safeParse(event).data;
    const outer = envelopeSchema.safeParse(envelope).data;
    if (!message || !outer || !isQuestion(message, this.#parts.turns.identity.botUser) || message.user === undefined)
      return;
    const team = this.#parts.turns.identity.workspace;
    const isPersonal = message.channel_type === "im" || message.channel.startsWith("D");
    const isMention =
      message.type === "app_mention" || message.text.includes(`<@${this.#parts.turns.identity.botUser}>`);
    const threadKey = (ts: string): string => `slack:thread:${team}:${message.channel}:${ts}`;
    const isFollowed =
      message.thread_ts !== undefined && (await this.#parts.turn.claims.isClaimed(threadKey(message.thread_ts)));
    if (!isPersonal && !isMention && !isFollowed) return;
    const { agent } = this.#parts;
    const startsThread = message.thread_ts === undefined && (!isPersonal || (await agent.isAtHome()));
    const thread = message.thread_ts ?? (startsThread ? message.ts : undefined);
    const place: Place = {
      kind: isPersonal ? "personal" : "channel",
      conversation: thread === undefined ? message.channel : `${message.channel}:${thread}`,
      ...(isPersonal && thread !== undefined ? { partOf: message.channel } : {}),
    };
    const deliveries = [
      ...(outer.event_id === undefined ? [] : [`slack:event:${outer.event_id}`]),
      `slack:message:${team}:${message.channel}:${message.ts}`,
    ];
    const { user, channel } = message;
    const outlet = conversationOutlet(this.#parts.client, { channel, thread, user, isPersonal });
    const attached = isPersonal ? await this.#parts.readFiles(message) : nothingAttached;
    const input = await this.#parts.turns.readWords(message.text);
    const { files } = attached;
    const replying = this.#parts.turns.take({
      ...{ deliveries, user, userTeam: message.user_team ?? undefined, place, progress: outlet },
      input: files.length > 0 ? { ...input, files } : input,
    });
    const status = thread === undefined ? undefined : agent.showStatus(replying, { channel, thread });
    const reply = await replying;
    if (!reply) return;
    // Before the answer, which may be seen, and replied to, while Slack still keeps us waiting for its word.
    if (!isPersonal && thread !== undefined && this.#followsThreads())
      await this.#parts.turn.claims.claim(threadKey(thread), threadKeptMs);
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
