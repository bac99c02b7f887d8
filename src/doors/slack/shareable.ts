import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { sharedPlaces } from "../../core/conversation/request.js";
import type { SharedPlace } from "../../core/conversation/request.js";
import type { ActionBody } from "./events.js";

/** Where an answer that one person sees alone can be posted for all. */
export interface Shareable {
  readonly place: SharedPlace;
  readonly thread?: string | undefined;
}

/** Slack hands a press on such a message no thread that it was not shown in, so the action ids of its buttons carry it. */
const markSchema = z.tuple([z.enum(sharedPlaces), z.string().optional()]);

/** The same blocks, with where they can be posted to in each button's action id. */
export function markButtons(blocks: readonly KnownBlock[], { place, thread }: Shareable): readonly KnownBlock[] {
  const mark = `@${[place, ...(thread === undefined ? [] : [thread])].join(":")}`;
  return blocks.map((block) =>
    block.type === "actions"
      ? {
          ...block,
          elements: block.elements.map((element) => ({ ...element, action_id: `${element.action_id ?? ""}${mark}` })),
        }
      : block,
  );
}

/** Read off a press; undefined where all see the message, and where nobody else is. */
export function shareableOf(body: ActionBody): Shareable | undefined {
  if (body.container?.is_ephemeral !== true || body.channel === undefined) return undefined;
  const marked = markSchema.safeParse((body.actions?.[0]?.action_id ?? "").split("@")[1]?.split(":")).data;
  if (marked) return { place: marked[0], thread: marked[1] };
  const thread = body.message?.thread_ts ?? body.container.thread_ts;
  if (thread !== undefined) return { place: "thread", thread };
  // Without a mark, as on cards drawn before there were any, it may be the direct messages with the bot.
  return body.channel.id.startsWith("D") ? undefined : { place: "channel" };
}
