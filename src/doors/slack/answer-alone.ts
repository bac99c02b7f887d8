import type { RespondFn } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { TurnParts } from "../turn.js";
import { openDialog } from "./dialogs.js";
import { commandOutlet, conversationOutlet } from "./outlets.js";
import type { SlackReplies } from "./replies.js";
import type { Shareable } from "./shareable.js";
import type { SlackTurn, SlackTurns } from "./turns.js";
import type { SlackWordKey } from "./words.js";

interface AloneParts {
  readonly turn: TurnParts;
  readonly turns: SlackTurns;
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly replies: SlackReplies;
}

interface Asked {
  readonly turn: Omit<SlackTurn, "aloneIn" | "progress">;
  readonly trigger: string;
  readonly respond: RespondFn;
  readonly shareable: Shareable | undefined;
  /** Said under the reply. */
  readonly hint?: string | undefined;
}

/** Answers a command or a shortcut to the one who gave it; a form opens as a dialog at once. */
export async function answerAlone(
  { turn, trigger, respond, shareable, hint }: Asked,
  { turn: { log }, turns, client, words, replies }: AloneParts,
): Promise<void> {
  const { user } = turn;
  const [channel = "", thread] = turn.place.conversation.split(":");
  const outlet = commandOutlet(respond, thread);
  const instead = conversationOutlet(client, { channel, thread, user, isPersonal: false, isAlone: true });
  const reply = await turns.take({ ...turn, aloneIn: shareable?.place, progress: outlet });
  if (!reply || (await openDialog(reply, trigger, { client, words, log }))) return;
  // Said anywhere, also between two people: files go to the direct messages with the bot, and the reply says so.
  const sending = { outlet, instead, user, isPersonal: false, shareable };
  await replies.send(reply, hint === undefined ? sending : { ...sending, hint });
}
