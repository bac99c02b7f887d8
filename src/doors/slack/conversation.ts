import type { RespondFn, SlashCommand } from "@slack/bolt";
import type { HomeView, ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { decodeAction } from "../../core/conversation/action.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { Reply } from "../../core/conversation/reply.js";
import type { Input, MentionedPerson, Place, Request, WorkspaceRef } from "../../core/conversation/request.js";
import { errorFields } from "../../log.js";
import { drawPlain } from "../plain-text.js";
import { shorten } from "../split-text.js";
import { takeTurn } from "../turn.js";
import type { TurnParts } from "../turn.js";
import { drawBlocks, isInlineForm, toMessages } from "./blocks.js";
import { actionBodySchema, envelopeSchema, isQuestion, messageEventSchema, namedIn, toWords } from "./events.js";
import type { ActionBody, MessageEvent } from "./events.js";
import { readState } from "./fields.js";
import { loadingAfterMs, savingAfterMs, threadKeptMs } from "./limits.js";
import { drawModal, errorsOf, formOf, waitingModal } from "./modal.js";
import type { SlackPeople } from "./people.js";
import type { SlackWordKey } from "./words.js";

interface ConversationParts {
  readonly turn: TurnParts;
  readonly client: WebClient;
  readonly words: Phrases<SlackWordKey>;
  readonly people: SlackPeople;
}

interface Identity {
  readonly botUser: string;
  readonly botId: string | undefined;
  readonly team: string;
  readonly scopes: readonly string[] | undefined;
}

type SubmitAnswer =
  | { response_action: "errors"; errors: Record<string, string> }
  | { response_action: "update"; view: ModalView }
  | undefined;

/** Actions whose reply is a form: worth a waiting dialog when the reply is slow, since a trigger opens one for 3 s only. */
const opensForm: ReadonlySet<string> = new Set(["consult", "consult-change", "detail"]);

/** What people do in Slack, as turns; and where each reply goes. */
export class SlackConversation {
  readonly #parts: ConversationParts;
  readonly #underWay = new Set<Promise<void>>();
  #identity: Identity = { botUser: "", botId: undefined, team: "", scopes: undefined };

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  introduce(identity: Identity): void {
    this.#identity = identity;
  }
  get botUser(): string {
    return this.#identity.botUser;
  }
  get botId(): string {
    return this.#identity.botId ?? "";
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

  /** `/iso42001 …`: only the one who typed it sees the reply; a form opens as a dialog at once. */
  async onCommand(body: SlashCommand, respond: RespondFn): Promise<void> {
    const team = body.is_enterprise_install === "true" && body.enterprise_id ? body.enterprise_id : body.team_id;
    const place: Place = {
      kind: body.channel_id.startsWith("D") ? "personal" : "channel",
      conversation: body.channel_id,
    };
    const reply = await this.#turn(
      [`slack:command:${body.trigger_id}`],
      team,
      body.team_id,
      body.user_id,
      place,
      await this.#words(body.text, body.team_id),
    );
    if (!reply) return;
    if (await this.#openedAsModal(reply, body.trigger_id)) return;
    for (const blocks of toMessages(drawBlocks(reply, "message")))
      await respond({ response_type: "ephemeral", text: plainOf(reply), blocks: [...blocks] });
    await this.#sendFiles(reply, body.user_id);
  }

  /** A direct message, a mention, or a word in a thread the bot has answered in. */
  async onMessage(event: unknown, envelope: unknown): Promise<void> {
    const message = messageEventSchema.safeParse(event).data;
    const outer = envelopeSchema.safeParse(envelope).data;
    if (!message || !outer || !isQuestion(message, this.botUser) || message.user === undefined) return;
    const team = outer.team_id ?? this.#identity.team;
    const isPersonal = message.channel_type === "im" || message.channel.startsWith("D");
    const isMention = message.type === "app_mention" || message.text.includes(`<@${this.botUser}>`);
    const threadKey = (ts: string): string => `slack:thread:${team}:${message.channel}:${ts}`;
    const isFollowed =
      message.thread_ts !== undefined && (await this.#parts.turn.claims.isClaimed(threadKey(message.thread_ts)));
    if (!isPersonal && !isMention && !isFollowed) return;
    const thread = isPersonal ? message.thread_ts : (message.thread_ts ?? message.ts);
    const place: Place = {
      kind: isPersonal ? "personal" : "channel",
      conversation: thread === undefined ? message.channel : `${message.channel}:${thread}`,
    };
    const workspace = isTrue(outer.is_enterprise_install) && outer.enterprise_id ? outer.enterprise_id : team;
    const deliveries = [
      ...(outer.event_id === undefined ? [] : [`slack:event:${outer.event_id}`]),
      `slack:message:${team}:${message.channel}:${message.ts}`,
    ];
    const reply = await this.#turn(
      deliveries,
      workspace,
      team,
      message.user,
      place,
      await this.#words(message.text, team),
    );
    if (!reply) return;
    await this.#post(reply, message, thread, isPersonal);
    if (isPersonal) await this.#keep(workspace, place, message, team);
    else if (thread !== undefined && this.#followsThreads())
      await this.#parts.turn.claims.claim(threadKey(thread), threadKeptMs);
  }

  /** A button of ours: in a message, an ephemeral one, a dialog or the home tab. */
  async onPress(raw: unknown, respond: RespondFn): Promise<void> {
    const body = actionBodySchema.parse(raw);
    const [action] = body.actions ?? [];
    if (action?.type !== "button" || action.value === undefined) return;
    const press = decodeAction(action.value);
    const input: Input = { kind: "action", press, values: readState(body.state?.values ?? body.view?.state?.values) };
    const delivery = `slack:press:${body.trigger_id ?? `${body.user.id}:${action.action_ts ?? ""}`}`;
    const replying = this.#turn([delivery], workspaceOf(body), teamOf(body), body.user.id, placeOf(body), input);
    if (body.view?.type === "modal") {
      const reply = await replying;
      if (reply)
        await this.#parts.client.views.update({ view_id: body.view.id, view: drawModal(reply, this.#parts.words) });
      return;
    }
    const waiting =
      press && opensForm.has(press.action.do) ? await this.#waitingModal(replying, body.trigger_id) : undefined;
    const reply = await replying;
    if (!reply) return;
    if (waiting !== undefined) {
      await this.#parts.client.views.update({ view_id: waiting, view: drawModal(reply, this.#parts.words) });
      return;
    }
    if (body.trigger_id !== undefined && (await this.#openedAsModal(reply, body.trigger_id))) return;
    await this.#answerPress(reply, body, respond);
  }

  /** A submitted dialog: stored first, then acknowledged with the outcome; past 2 s the view says that it is saving. */
  async onSubmit(raw: unknown, acknowledge: (answer: SubmitAnswer) => Promise<void>): Promise<void> {
    const body = actionBodySchema.parse(raw);
    const { view } = body;
    if (!view) return acknowledge(undefined);
    const values = readState(view.state?.values);
    const press = decodeAction(view.private_metadata ?? "");
    const { words, client } = this.#parts;
    // The press's nonce makes a second submission of the same form harmless; a view keeps its id when errors come back.
    const replying = this.#turn(
      [],
      workspaceOf(body),
      teamOf(body),
      body.user.id,
      { kind: "personal", conversation: body.user.id },
      { kind: "action", press, values },
    );
    const first = await Promise.race([replying, after(savingAfterMs)]);
    if (first === "late") {
      await acknowledge({ response_action: "update", view: waitingModal(words.plain("saving"), words) });
      const reply = await replying;
      if (reply)
        this.work(async () => {
          await client.views.update({ view_id: view.id, view: drawModal(reply, words) });
        });
      return;
    }
    if (!first) return acknowledge(undefined);
    if (first.refused)
      return acknowledge({
        response_action: "errors",
        errors: errorsOf(
          first,
          Object.keys(values),
          shorten(drawPlain({ ...first, blocks: first.blocks.slice(0, 1) }), 300),
        ),
      });
    return acknowledge({ response_action: "update", view: drawModal(first, words) });
  }

  /** The home tab: the three jobs as buttons. */
  async onHome(event: unknown): Promise<void> {
    const opened = z.looseObject({ user: z.string(), tab: z.string() }).safeParse(event).data;
    if (opened?.tab !== "home") return;
    const blocks = drawBlocks(this.#parts.turn.advisor.welcome(), "message");
    const view: HomeView = { type: "home", blocks: [...blocks] };
    await this.#parts.client.views.publish({ user_id: opened.user, view });
  }

  async #turn(
    deliveries: readonly string[],
    workspaceId: string,
    team: string,
    user: string,
    place: Place,
    input: Input,
  ): Promise<Reply | undefined> {
    const workspace: WorkspaceRef = { platform: "slack", id: workspaceId };
    const request: Request = { workspace, person: await this.#parts.people.find(user, team), place, input };
    return takeTurn(this.#parts.turn, { deliveries, request });
  }

  async #words(text: string, team: string): Promise<Input> {
    const mentions = new Map<string, MentionedPerson>();
    for (const { id, label } of namedIn(text, this.botUser)) {
      const person = await this.#parts.people.find(id, team);
      const name = person.name ?? label;
      mentions.set(id, { id: person.id, ...(name === undefined ? {} : { name }) });
    }
    const nameOf = (id: string): string => mentions.get(id)?.name ?? this.#parts.words.plain("name.someone");
    return { kind: "words", text: toWords(text, this.botUser, nameOf), mentions: [...mentions.values()] };
  }

  async #post(reply: Reply, message: MessageEvent, thread: string | undefined, isPersonal: boolean): Promise<void> {
    const { client, words } = this.#parts;
    const user = message.user ?? "";
    const hint =
      isPersonal || this.#followsThreads()
        ? []
        : [
            {
              type: "context" as const,
              elements: [{ type: "plain_text" as const, text: words.plain("mention-again") }],
            },
          ];
    for (const blocks of toMessages([...drawBlocks(reply, "message"), ...hint])) {
      const posted = {
        channel: message.channel,
        text: plainOf(reply),
        blocks: [...blocks],
        ...(thread === undefined ? {} : { thread_ts: thread }),
      };
      if (reply.audience === "asker" && !isPersonal) await client.chat.postEphemeral({ ...posted, user });
      else await client.chat.postMessage({ ...posted, unfurl_links: false, unfurl_media: false });
    }
    await this.#sendFiles(reply, user);
  }

  async #answerPress(reply: Reply, body: ActionBody, respond: RespondFn): Promise<void> {
    const { client } = this.#parts;
    const messages = toMessages(drawBlocks(reply, "message"));
    const text = plainOf(reply);
    if (body.container?.type !== "message") {
      for (const blocks of messages)
        await client.chat.postMessage({
          channel: body.user.id,
          text,
          blocks: [...blocks],
          unfurl_links: false,
          unfurl_media: false,
        });
      return;
    }
    const thread = body.message?.thread_ts ?? body.container.thread_ts;
    const isHidden =
      body.container.is_ephemeral === true || (reply.audience === "asker" && placeOf(body).kind !== "personal");
    for (const [index, blocks] of messages.entries()) {
      const replaces = reply.replaces && index === 0;
      await respond({
        text,
        blocks: [...blocks],
        replace_original: replaces,
        ...(replaces
          ? {}
          : {
              response_type: isHidden && reply.audience === "asker" ? ("ephemeral" as const) : ("in_channel" as const),
              ...(thread === undefined ? {} : { thread_ts: thread }),
            }),
      });
    }
    await this.#sendFiles(reply, body.user.id);
  }

  /** Opens a reply with a form to type in as a dialog; false when it has none, or when Slack no longer lets us. */
  async #openedAsModal(reply: Reply, trigger: string): Promise<boolean> {
    const form = formOf(reply);
    if (!form || isInlineForm(form)) return false;
    return this.#parts.client.views.open({ trigger_id: trigger, view: drawModal(reply, this.#parts.words) }).then(
      () => true,
      (error: unknown) => {
        this.#parts.turn.log.warn("slack.no-dialog", { slack: slackCode(error) });
        return false;
      },
    );
  }

  /** A waiting dialog's id when the reply is slow. */
  async #waitingModal(replying: Promise<unknown>, trigger: string | undefined): Promise<string | undefined> {
    if (trigger === undefined || (await Promise.race([replying, after(loadingAfterMs)])) !== "late") return undefined;
    const { words, client } = this.#parts;
    const opened = await client.views
      .open({ trigger_id: trigger, view: waitingModal(words.plain("loading"), words) })
      .catch(() => undefined);
    return opened?.view?.id;
  }

  /** Files go to the person's direct messages. */
  async #sendFiles(reply: Reply, user: string): Promise<void> {
    for (const block of reply.blocks) {
      if (block.kind !== "file") continue;
      const opened = await this.#parts.client.conversations.open({ users: user });
      const channel = opened.channel?.id;
      if (channel !== undefined)
        await this.#parts.client.filesUploadV2({
          channel_id: channel,
          filename: block.name,
          content: block.text,
          title: block.name,
        });
    }
  }

  async #keep(workspace: string, place: Place, message: MessageEvent, team: string): Promise<void> {
    const person = await this.#parts.people.find(message.user ?? "", team);
    await this.#parts.turn.advisor.keepConversation(
      { platform: "slack", id: workspace },
      {
        platform: "slack",
        place: { kind: "personal", conversation: message.channel },
        person: person.id,
        reference: { channel: message.channel },
      },
    );
  }

  /** Following a thread needs the history scopes; without word of the scopes they are taken to be there. */
  #followsThreads(): boolean {
    return this.#identity.scopes?.some((scope) => scope === "channels:history" || scope === "groups:history") ?? true;
  }
}

const isTrue = (value: string | boolean | undefined): boolean => value === true || value === "true";
const plainOf = (reply: Reply): string => shorten(drawPlain(reply), 3_000);
const after = (ms: number): Promise<"late"> =>
  new Promise((resolve) =>
    setTimeout(() => {
      resolve("late");
    }, ms).unref(),
  );
const teamOf = (body: ActionBody): string => body.team?.id ?? body.user.team_id ?? body.enterprise?.id ?? "";
const workspaceOf = (body: ActionBody): string =>
  body.is_enterprise_install === true && body.enterprise ? body.enterprise.id : teamOf(body);

function placeOf(body: ActionBody): Place {
  const channel = body.channel?.id ?? body.user.id;
  const thread = body.message?.thread_ts ?? body.container?.thread_ts;
  const isPersonal = channel.startsWith("D") || body.channel === undefined;
  return {
    kind: isPersonal ? "personal" : "channel",
    conversation: thread === undefined ? channel : `${channel}:${thread}`,
  };
}

/** Slack's own error code, such as `not_in_channel`. */
function slackCode(error: unknown): string | undefined {
  return error instanceof Error && "data" in error
    ? z.looseObject({ error: z.string() }).safeParse(error.data).data?.error
    : undefined;
}
