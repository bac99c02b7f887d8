import { z } from "zod";
import type { KeptEvent } from "../../core/ports/inbox.js";
import type { KeptWork, Wait } from "../kept-work.js";
import type { SlackConversation } from "./conversation.js";
import { actionBodySchema, commandSchema, messageEventSchema } from "./events.js";
import { placeOf } from "./origin.js";
import { SlackRefused } from "./slack-code.js";

/** Something to work on that Slack told us of. */
export interface Arrival {
  /** Every name it may come under again. */
  readonly names: readonly string[];
  readonly user: string;
  /** Undefined when it could not be kept: then its names are claimed as the turn begins. */
  readonly kept: KeptEvent | undefined;
  readonly wait: Wait;
}

type Named = Pick<Arrival, "names" | "user"> & { readonly lane: string };

/** What is asked of the one whose event it is. */
interface Reader {
  readonly workspace: string;
  readonly conversation: Pick<SlackConversation, "isForUs">;
}

const eventSchema = z.looseObject({ event_id: z.string().optional(), event: messageEventSchema });
const interactionSchema = actionBodySchema.extend({
  type: z.enum(["block_actions", "message_action", "shortcut"]),
});

/**
 * Keeps what Slack tells us of before it is acknowledged. Left out is what nothing is answered to, read and dropped;
 * `app_home_opened`, since a tab is drawn anew each time it is opened; and a submitted dialog, which is answered by its
 * acknowledgement, unless that only says that it is being saved.
 */
export class SlackArrivals {
  readonly #work: KeptWork;
  /** What an earlier process left, while Bolt hands it on once more. */
  readonly #again = new WeakMap<object, Pick<Arrival, "kept" | "wait"> & { isRead: boolean }>();

  constructor(work: KeptWork) {
    this.#work = work;
  }

  /** Undefined when there is nothing to work on, as where the app is not installed. Never rejects. */
  async admit(body: object, reader: Reader | undefined): Promise<Arrival | "repeated" | undefined> {
    const again = this.#again.get(body);
    if (again) again.isRead = true;
    if (!reader) return undefined;
    const named = (await nameEvent(body, reader)) ?? nameCommand(body) ?? nameInteraction(body);
    if (again) return { names: named?.names ?? [], user: named?.user ?? submitterOf(body), ...again };
    if (!named) return undefined;
    const { lane, ...arrival } = named;
    const kept = await this.#work.keep({
      names: arrival.names,
      lane: `${reader.workspace}:${lane}`,
      payload: withoutToken(body),
      isForm: isFilledIn(body),
    });
    return kept === "repeated" ? kept : { ...arrival, kept, wait: "soon" };
  }

  /** Keeps a submitted dialog that is acknowledged before it is answered; a press of the same form changes nothing twice. */
  async keepSubmitted(body: object, workspace: string): Promise<KeptEvent | undefined> {
    const lane = `${workspace}:${submitterOf(body)}`;
    const kept = await this.#work.keep({ names: [], lane, payload: withoutToken(body), isForm: true });
    return kept === "repeated" ? undefined : kept;
  }

  /**
   * Hands on what an earlier process left.
   *
   * @param handOn gives Bolt the body as if it came now; resolves when its work has begun
   */
  async catchUp(handOn: (body: object) => Promise<void>): Promise<void> {
    await this.#work.catchUp(async (kept, wait) => {
      const body = z.looseObject({}).parse(kept.payload);
      const again = { kept, wait, isRead: false };
      this.#again.set(body, again);
      await handOn(body);
      // Whose it is could not be told just now.
      if (!again.isRead) throw new SlackRefused("not_admitted");
    });
  }
}

async function nameEvent(body: object, { workspace, conversation }: Reader): Promise<Named | undefined> {
  const read = eventSchema.safeParse(body).data;
  if (!read || !(await conversation.isForUs(read.event))) return undefined;
  const { event, event_id: id } = read;
  return {
    names: [
      ...(id === undefined ? [] : [`slack:event:${id}`]),
      `slack:message:${workspace}:${event.channel}:${event.ts}`,
    ],
    user: event.user ?? "",
    lane: event.thread_ts === undefined ? event.channel : `${event.channel}:${event.thread_ts}`,
  };
}

function nameCommand(body: object): Named | undefined {
  const read = commandSchema.safeParse(body).data;
  return read && { names: [`slack:command:${read.trigger_id}`], user: read.user_id, lane: read.channel_id };
}

function nameInteraction(body: object): Named | undefined {
  const read = interactionSchema.safeParse(body).data;
  if (!read) return undefined;
  const [action] = read.actions ?? [];
  const press = read.trigger_id ?? `${read.user.id}:${action?.action_ts ?? ""}`;
  if (read.type !== "block_actions")
    return { names: [`slack:shortcut:${press}`], user: read.user.id, lane: placeOf(read).conversation };
  if (action?.type !== "button" || action.value === undefined) return undefined;
  return { names: [`slack:press:${press}`], user: read.user.id, lane: placeOf(read).conversation };
}

/** Slack's old verification token comes with everything, and is of no use to us. */
const withoutToken = (body: object): object => ({ ...body, token: undefined });

/** Whether there are fields on the message or the dialog where somebody acted: Slack sends all of them with each press. */
const isFilledIn = (body: object): boolean => {
  const read = actionBodySchema.safeParse(body).data;
  return read?.state?.values !== undefined || read?.view?.state?.values !== undefined;
};

const submitterOf = (body: object): string => actionBodySchema.safeParse(body).data?.user.id ?? "";
