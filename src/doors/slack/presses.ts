import type { RespondFn } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { decodeAction } from "../../core/conversation/action.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import { InOrder } from "../../in-order.js";
import type { Log } from "../../log.js";
import { drawPlain } from "../plain-text.js";
import { shorten } from "../split-text.js";
import { after, fillDialog, openDialog, openWaitingDialog } from "./dialogs.js";
import { actionBodySchema } from "./events.js";
import type { ActionBody } from "./events.js";
import { readState } from "./fields.js";
import { savingAfterMs, textInFieldError } from "./limits.js";
import { drawModal, errorsOf, formOf, waitingModal } from "./modal.js";
import { placeOf } from "./origin.js";
import { conversationOutlet, pressOutlet } from "./outlets.js";
import type { Outlet } from "./outlets.js";
import type { SlackReplies } from "./replies.js";
import { restoreModal } from "./restore-modal.js";
import { shareableOf } from "./shareable.js";
import { sharePosting } from "./share-posting.js";
import type { SlackTurns } from "./turns.js";
import type { SlackWordKey } from "./words.js";

interface PressesParts {
  readonly turns: SlackTurns;
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly replies: SlackReplies;
  readonly log: Log;
}

type SubmitAnswer =
  | { response_action: "errors"; errors: Record<string, string> }
  | { response_action: "update"; view: ModalView }
  | undefined;

/** Actions whose reply is a form: worth a waiting dialog when the reply is slow, since a trigger opens one for 3 s only. */
const opensForm: ReadonlySet<string> = new Set(["consult", "consult-change", "detail"]);

/** A refused form's first words, for the field they are shown beside. */
const faultOf = (reply: Reply): string =>
  shorten(drawPlain({ ...reply, blocks: reply.blocks.slice(0, 1) }), textInFieldError);

/** What people press and submit in Slack, as turns. */
export class SlackPresses {
  readonly #parts: PressesParts;
  /** Presses on one message are answered in order: an answer that Slack is asked for again would be put over the next. */
  readonly #answering = new InOrder();

  constructor(parts: PressesParts) {
    this.#parts = parts;
  }

  /** A button of ours: in a message, an ephemeral one, a dialog or the home tab. */
  async onPress(raw: unknown, respond: RespondFn): Promise<void> {
    const body = actionBodySchema.parse(raw);
    const [action] = body.actions ?? [];
    if (action?.type !== "button" || action.value === undefined) return;
    const press = decodeAction(action.value);
    const outlet = body.view?.type === "modal" ? undefined : this.#outletOf(body, respond);
    const shareable = shareableOf(body);
    const replying = this.#parts.turns.take({
      deliveries: [`slack:press:${body.trigger_id ?? `${body.user.id}:${action.action_ts ?? ""}`}`],
      user: body.user.id,
      userTeam: body.user.team_id,
      place: placeOf(body),
      input: { kind: "action", press, values: readState(body.state?.values ?? body.view?.state?.values) },
      aloneIn: shareable?.place,
      ...(outlet ? { progress: outlet } : {}),
    });
    const user = body.user.id;
    if (!outlet) {
      const reply = await replying;
      if (reply && body.view) await fillDialog({ view_id: body.view.id }, reply, { ...this.#parts, user });
      return;
    }
    const waiting =
      press && opensForm.has(press.action.do)
        ? await openWaitingDialog(replying, body.trigger_id, this.#parts)
        : undefined;
    const reply = await replying;
    if (!reply) return;
    if (waiting !== undefined) return fillDialog(waiting, reply, { ...this.#parts, user });
    if (body.trigger_id !== undefined && (await openDialog(reply, body.trigger_id, this.#parts))) return;
    const isPersonal = placeOf(body).kind === "personal";
    const [channel = "", thread] = placeOf(body).conversation.split(":");
    const { client, replies } = this.#parts;
    const isAlone = body.container?.is_ephemeral === true && (reply.replaces || reply.audience === "asker");
    const instead = conversationOutlet(client, { channel, thread, user, isPersonal, isAlone });
    const sending = { outlet, instead, user, isPersonal, shareable };
    const { posting } = reply;
    const pressed = body.container?.message_ts;
    await this.#answering.run(pressed === undefined ? undefined : `${channel}:${pressed}`, () =>
      posting ? sharePosting({ reply, posting, channel, respond, sending }, this.#parts) : replies.send(reply, sending),
    );
  }

  /** A submitted dialog: stored first, then acknowledged with the outcome; past 2 s the view says that it is saving. */
  async onSubmit(raw: unknown, acknowledge: (answer: SubmitAnswer) => Promise<void>): Promise<void> {
    const body = actionBodySchema.parse(raw);
    const { view } = body;
    if (!view) return acknowledge(undefined);
    const values = readState(view.state?.values);
    const press = decodeAction(view.private_metadata ?? "");
    const { words, replies } = this.#parts;
    // The press's nonce makes a second submission of the same form harmless; a view keeps its id when errors come back.
    const replying = this.#parts.turns.take({
      deliveries: [],
      user: body.user.id,
      userTeam: body.user.team_id,
      place: { kind: "personal", conversation: body.user.id },
      input: { kind: "action", press, values },
    });
    const first = await Promise.race([replying, after(savingAfterMs)]);
    if (first === "late") {
      await acknowledge({ response_action: "update", view: waitingModal(words.plain("saving"), words) });
      const reply = await replying;
      if (reply) this.#parts.turns.work(() => this.#endSaving(view, reply, body.user.id));
      return;
    }
    if (!first) return acknowledge(undefined);
    const errors = first.refused ? errorsOf(first, Object.keys(values), faultOf(first)) : {};
    if (Object.keys(errors).length > 0) return acknowledge({ response_action: "errors", errors });
    await acknowledge({ response_action: "update", view: drawModal(first, words) });
    this.#parts.turns.work(() => replies.sendFiles(first, body.user.id));
  }

  /** Presses in the home tab are answered in direct messages, all others where the button is. */
  #outletOf(body: ActionBody, respond: RespondFn): Outlet {
    const user = body.user.id;
    if (body.container?.type !== "message")
      return conversationOutlet(this.#parts.client, { channel: user, thread: undefined, user, isPersonal: true });
    return pressOutlet(respond, {
      thread: body.message?.thread_ts ?? body.container.thread_ts,
      isEphemeral: body.container.is_ephemeral === true,
      isPersonal: placeOf(body).kind === "personal",
    });
  }

  /** The outcome in place of the word that it is being saved; what could not be stored comes back to be sent again. */
  async #endSaving(view: NonNullable<ActionBody["view"]>, reply: Reply, user: string): Promise<void> {
    const { client } = this.#parts;
    const restored = reply.refused && !formOf(reply) ? restoreModal(view, faultOf(reply)) : undefined;
    const isRestored =
      restored !== undefined &&
      (await client.views.update({ view_id: view.id, view: restored }).then(
        () => true,
        () => false,
      ));
    if (!isRestored) await fillDialog({ view_id: view.id }, reply, { ...this.#parts, user });
  }
}
