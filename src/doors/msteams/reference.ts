import { z } from "zod";
import type { Place } from "../../core/conversation/request.js";
import type { AnyActivity } from "./activities.js";

const referenceSchema = z.object({
  channelId: z.string(),
  serviceUrl: z.url(),
  bot: z.object({ id: z.string(), name: z.string().default("") }),
  user: z.object({ id: z.string(), name: z.string().default("") }).optional(),
  conversation: z.object({
    id: z.string(),
    conversationType: z.string().default("personal"),
    tenantId: z.string().default(""),
    isGroup: z.boolean().default(false),
    name: z.string().default(""),
  }),
});

/** How to write to a conversation again, whichever SDK does it. */
export type Reference = z.infer<typeof referenceSchema> & {
  /** The Microsoft team of a channel, whose members are asked for there. */
  readonly group?: string | undefined;
};

/** Reads a kept reference; undefined when it is none. */
export const readReference = (kept: unknown): Reference | undefined => referenceSchema.safeParse(kept).data;

/**
 * The reference as it is kept: plain JSON that is the same each time. What changes with every message (its id, the
 * locale) is left out, and who wrote it where it is not theirs.
 */
export function referenceOf(activity: AnyActivity, place: Place): Readonly<Record<string, unknown>> {
  const { channelId, serviceUrl, recipient, conversation, from } = activity;
  const reference = {
    channelId,
    serviceUrl,
    bot: { id: recipient.id, name: recipient.name },
    conversation: {
      id: place.conversation,
      conversationType: conversation.conversationType,
      tenantId: conversation.tenantId,
      isGroup: conversation.isGroup,
    },
    ...(place.kind === "personal" ? { user: { id: from?.id, aadObjectId: from?.aadObjectId } } : {}),
  };
  // Without the fields that are undefined, as it will be stored.
  return JSON.parse(JSON.stringify(reference)) as Record<string, unknown>;
}
