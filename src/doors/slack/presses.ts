import type { RespondFn } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { decodeAction } from "../../core/conversation/action.js";
import type { Press } from "../../core/conversation/action.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { FormValues } from "../../core/form-values.js";
import type { Claims } from "../../core/ports/claims.js";
import type { DeskDestination } from "../../core/thread.js";
import { InOrder } from "../../in-order.js";
import type { Log } from "../../log.js";
import { drawPlain } from "../plain-text.js";
import { shorten } from "../split-text.js";
import type { Arrival } from "./arrivals.js";
import { after, fillDialog, openDialog, openWaitingDialog } from "./dialogs.js";
import { actionBodySchema } from "./events.js";
import type { ActionBody } from "./events.js";
import { readState } from "./fields.js";
import { deskFormKeptMs, savingAfterMs, textInFieldError } from "./limits.js";
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
  readonly claims: Claims;
  readonly log: Log;
}

type SubmitAnswer =
  | { response_action: "errors"; errors: Record<string, string> }
  | { response_action: "update"; view: ModalView }
  | undefined;

/** How a submitted dialog is acknowledged. */
interface Submission {
  readonly acknowledge: (answer: SubmitAnswer) => Promise<void>;
  /** Keeps it before it is acknowledged without an answer; resolves to what ends it when it is worked. */
  readonly keep: () => Promise<(task: () => Promise<void>) => Promise<void>>;
}

interface Submitted {
  readonly arrival: Arrival;
  readonly body: ActionBody;
  readonly press: Press | undefined;
  readonly values: FormValues;
}

/** Actions whose reply is a form: worth a waiting dialog when the reply is slow, since a trigger opens one for 3 s only. */
const opensForm: ReadonlySet<string> = new Set([
  "consult",
  "consult-change",
  "consult-write",
  "detail",
  "desk-propose",
  "desk-write",
]);

const deskFormKey = (nonce: string): string => `slack:desk-form:${nonce}`;

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
  async onPress(raw: unknown, respond: RespondFn, arrival: Arrival): Promise<void> {
    const body = actionBodySchema.parse(raw);
    const [action] = body.actions ?? [];
    if (action?.type !== "button" || action.value === undefined) return;
    const press = decodeAction(action.value);
    const outlet = body.view?.type === "modal" ? undefined : this.#outletOf(body, respond, arrival);
    const shareable = shareableOf(body);
    const atDesk = this.#parts.turns.deskAt(body.channel?.id);
    const replying = this.#markForm(
      atDesk,
      this.#parts.turns.take({
        arrival,
        user: body.user.id,
        userTeam: body.user.team_id,
        place: placeOf(body),
        input: { kind: "action", press, values: readState(body.state?.values ?? body.view?.state?.values) },
        aloneIn: shareable?.place,
        atDesk,
        ...(outlet ? { progress: outlet } : {}),
      }),
    );
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
    const once = arrival.kept?.id;
    const instead = conversationOutlet(client, { channel, thread, user, isPersonal, isAlone, once });
    const sending = { outlet, instead, user, isPersonal, shareable };
    const { posting } = reply;
    const pressed = body.container?.message_ts;
    await this.#answering.run(pressed === undefined ? undefined : `${channel}:${pressed}`, () =>
      posting ? sharePosting({ reply, posting, channel, respond, sending }, this.#parts) : replies.send(reply, sending),
    );
  }

  /** A submitted dialog: stored first, then acknowledged with the outcome; past 2 s the view says that it is saving. */
  async onSubmit(raw: unknown, { keep, acknowledge }: Submission): Promise<void> {
    const body = actionBodySchema.parse(raw);
    const { view } = body;
    if (!view) return acknowledge(undefined);
    const values = readState(view.state?.values);
    const press = decodeAction(view.private_metadata ?? "");
    const { words, replies } = this.#parts;
    // The press's nonce makes a second submission of the same form harmless; a view keeps its id when errors come back.
    const arrival = { names: [], user: body.user.id, kept: undefined, wait: "soon" } as const;
    const replying = this.#takeSubmitted({ arrival, body, press, values });
    const first = await Promise.race([replying, after(savingAfterMs)]);
    if (first === "late") {
      const work = await keep();
      await acknowledge({ response_action: "update", view: waitingModal(words.plain("saving"), words) });
      this.#parts.turns.work(() =>
        work(async () => {
          const reply = await replying;
          if (reply) await this.#endSaving(view, reply, body.user.id);
        }),
      );
      return;
    }
    if (!first) return acknowledge(undefined);
    const errors = first.refused ? errorsOf(first, Object.keys(values), faultOf(first)) : {};
    if (Object.keys(errors).length > 0) return acknowledge({ response_action: "errors", errors });
    await acknowledge({ response_action: "update", view: drawModal(first, words) });
    this.#parts.turns.work(() => replies.sendFiles(first, body.user.id));
  }

  /** A dialog that is sent in does not say where it was opened: a form that was drawn at the desk is remembered as such. */
  async #markForm(
    atDesk: DeskDestination | undefined,
    replying: Promise<Reply | undefined>,
  ): Promise<Reply | undefined> {
    const reply = await replying;
    if (atDesk && reply && formOf(reply)) await this.#parts.claims.claim(deskFormKey(reply.nonce), deskFormKeptMs);
    return reply;
  }

  async #deskOfForm(press: Press | undefined): Promise<DeskDestination | undefined> {
    if (!press?.action.do.startsWith("desk-")) return undefined;
    return (await this.#parts.claims.isClaimed(deskFormKey(press.nonce))) ? "slack-channel" : undefined;
  }

  /** A dialog that an earlier process was saving: what became of it comes to the direct messages. */
  async onSubmittedBefore(raw: unknown, arrival: Arrival): Promise<void> {
    const body = actionBodySchema.parse(raw);
    const press = decodeAction(body.view?.private_metadata ?? "");
    const values = readState(body.view?.state?.values);
    const reply = await this.#takeSubmitted({ arrival, body, press, values });
    if (reply) await this.#parts.replies.sendPersonally(reply, body.user.id);
  }

  async #takeSubmitted({ arrival, body, press, values }: Submitted): Promise<Reply | undefined> {
    return this.#parts.turns.take({
      arrival,
      user: body.user.id,
      userTeam: body.user.team_id,
      place: { kind: "personal", conversation: body.user.id },
      input: { kind: "action", press, values },
      atDesk: await this.#deskOfForm(press),
    });
  }

  /** Presses in the home tab are answered in direct messages, all others where the button is. */
  #outletOf(body: ActionBody, respond: RespondFn, { kept }: Arrival): Outlet {
    const user = body.user.id;
    if (body.container?.type !== "message") {
      const where = { channel: user, thread: undefined, user, isPersonal: true, once: kept?.id };
      return conversationOutlet(this.#parts.client, where);
    }
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
