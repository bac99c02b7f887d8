import type { RespondFn, SlashCommand } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Place } from "../../core/conversation/request.js";
import { nothingAttached, withUnread } from "../attached-files.js";
import type { TurnParts } from "../turn.js";
import type { AgentFeatures } from "./agent-features.js";
import { openDialog } from "./dialogs.js";
import { envelopeSchema, isQuestion, messageEventSchema, shortcutSchema } from "./events.js";
import type { ReadSlackFiles } from "./files-in.js";
import { draftedCharacters, threadKeptMs } from "./limits.js";
import { placeOf } from "./origin.js";
import { commandOutlet, conversationOutlet } from "./outlets.js";
import type { SlackPeople } from "./people.js";
import type { SlackReplies } from "./replies.js";
import type { SlackTurn, SlackTurns } from "./turns.js";
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
  async onCommand(body: SlashCommand, respond: RespondFn): Promise<void> {
    const kind = body.channel_id.startsWith("D") ? "personal" : "channel";
    const turn = {
      deliveries: [`slack:command:${body.trigger_id}`],
      user: body.user_id,
      userTeam: undefined,
      place: { kind, conversation: body.channel_id } as const,
      input: await this.#parts.turns.readWords(body.text),
    };
    await this.#answerAlone(turn, body.trigger_id, respond);
  }

  /** The "Draft our reply" shortcut on somebody's message: as if its text came after `answer`, for the presser alone. */
  async onDraftReply(raw: unknown, respond: RespondFn): Promise<void> {
    const body = shortcutSchema.parse(raw);
    const { text } = await this.#parts.turns.readWords(body.message.text);
    const turn = {
      deliveries: [`slack:shortcut:${body.trigger_id}`],
      user: body.user.id,
      userTeam: body.user.team_id,
      place: placeOf(body),
      input: { kind: "words", text: `answer ${text.slice(0, draftedCharacters)}`, mentions: [] } as const,
    };
    await this.#answerAlone(turn, body.trigger_id, respond);
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

  /** Answers a command or a shortcut to the one who gave it; a form opens as a dialog at once. */
  async #answerAlone(turn: SlackTurn, trigger: string, respond: RespondFn): Promise<void> {
    const { client, words, replies, turns, turn: turnParts } = this.#parts;
    const outlet = commandOutlet(respond);
    const [channel = "", thread] = turn.place.conversation.split(":");
    const instead = conversationOutlet(client, { channel, thread, user: turn.user, isPersonal: false, isAlone: true });
    const reply = await turns.take({ ...turn, progress: outlet });
    if (!reply || (await openDialog(reply, trigger, { client, words, log: turnParts.log }))) return;
    // Said anywhere, also between two people: files go to the direct messages with the bot, and the reply says so.
    await replies.send(reply, { outlet, instead, user: turn.user, isPersonal: false });
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
