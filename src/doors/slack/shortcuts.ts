import type { RespondFn } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import { nonce } from "../../core/ids.js";
import { splitText } from "../split-text.js";
import type { TurnParts } from "../turn.js";
import type { Arrival } from "./arrivals.js";
import { answerAlone } from "./answer-alone.js";
import { fillDialog, openModal, openWaitingDialog } from "./dialogs.js";
import { globalShortcutSchema, messageShortcutSchema } from "./events.js";
import { messageCharacters } from "./limits.js";
import { wordsOfMessage } from "./message-words.js";
import { placeOf, seenIn } from "./origin.js";
import { commandOutlet, conversationOutlet } from "./outlets.js";
import type { SlackPeople } from "./people.js";
import type { SlackReplies } from "./replies.js";
import type { SlackTurns } from "./turns.js";
import type { SlackWordKey } from "./words.js";

interface ShortcutsParts {
  readonly turn: TurnParts;
  readonly turns: SlackTurns;
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly people: SlackPeople;
  readonly replies: SlackReplies;
}

/** What people pick from Slack's own menus, as turns. */
export class SlackShortcuts {
  readonly #parts: ShortcutsParts;

  constructor(parts: ShortcutsParts) {
    this.#parts = parts;
  }

  /**
   * From anywhere in Slack, with no place to answer in: a dialog that moves on in place, as people expect of a shortcut.
   * When Slack does not open it any more, the same card comes to the direct messages with the bot.
   */
  async onGlobal(raw: unknown, command: "assess" | "consult", arrival: Arrival): Promise<void> {
    const { user, trigger_id: trigger } = globalShortcutSchema.parse(raw);
    const { turns, replies, turn, ...parts } = this.#parts;
    const dialogParts = { ...parts, log: turn.log };
    const replying = turns.take({
      arrival,
      user: user.id,
      userTeam: user.team_id,
      place: { kind: "personal", conversation: user.id },
      input: { kind: "words", text: command, mentions: [] },
    });
    const waiting = await openWaitingDialog(replying, trigger, dialogParts);
    const reply = await replying;
    if (!reply) return;
    if (waiting !== undefined) return fillDialog(waiting, reply, { ...dialogParts, replies, user: user.id });
    if (await openModal(reply, trigger, dialogParts)) return replies.sendFiles(reply, user.id);
    await replies.sendPersonally(reply, user.id);
  }

  /** On somebody's message: its words as if they came after `answer` (a draft) or `ask`, for the one who picked it alone. */
  async onMessage(raw: unknown, command: "answer" | "ask", respond: RespondFn, arrival: Arrival): Promise<void> {
    const body = messageShortcutSchema.parse(raw);
    const { turns, words, people, client, replies } = this.#parts;
    const user = body.user.id;
    const { id: channel, name } = body.channel;
    const place = placeOf(body);
    const seen = await seenIn({ channel, name, user, thread: body.message.thread_ts ?? body.message.ts }, people);
    const { text, mentions } = await turns.readWords(wordsOfMessage(body.message));
    if (text === "") {
      const [, thread] = place.conversation.split(":");
      const instead = conversationOutlet(client, { channel, thread, user, isPersonal: false, isAlone: true });
      return replies.send(
        {
          nonce: nonce(body.trigger_id),
          blocks: [{ kind: "text", text: words.plain("message.no-words") }],
          audience: "asker",
          replaces: false,
        },
        { outlet: commandOutlet(respond, thread), instead, user, isPersonal: false },
      );
    }
    const [said = "", ...rest] = splitText(text, messageCharacters);
    const turn = {
      arrival,
      user,
      userTeam: body.user.team_id,
      place: { ...place, kind: seen.kind },
      input: { kind: "words", text: `${command} ${said}`, mentions } as const,
    };
    const hint = rest.length > 0 ? words.plain("message.cut") : undefined;
    await answerAlone({ turn, trigger: body.trigger_id, respond, shareable: seen.shareable, hint }, this.#parts);
  }
}
