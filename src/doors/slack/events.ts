import { z } from "zod";
import { shortcutMessageSchema } from "./message-words.js";

/** Slack's ids are a dozen characters; we put them into buttons and menus, which have no room for more. */
export const slackId = z.string().min(1).max(64);

/** What we read of Slack's events; everything else is left unread. */
export const messageEventSchema = z.looseObject({
  type: z.enum(["message", "app_mention"]),
  channel: slackId,
  channel_type: z.string().optional(),
  user: slackId.optional(),
  /** The workspace of the one who wrote, in channels shared with another organization. */
  user_team: z.string().nullish(),
  text: z.string().default(""),
  ts: slackId,
  thread_ts: slackId.optional(),
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  hidden: z.boolean().optional(),
  files: z
    .array(
      z.looseObject({
        name: z
          .string()
          .nullish()
          .transform((name) => name ?? undefined),
        size: z.number().optional(),
        url_private_download: z.string().optional(),
      }),
    )
    .optional(),
});
export type MessageEvent = z.infer<typeof messageEventSchema>;

/** A slash command. */
export const commandSchema = z.looseObject({
  command: z.string(),
  user_id: slackId,
  channel_id: slackId,
  channel_name: z.string().default(""),
  text: z.string().default(""),
  trigger_id: z.string(),
});

export const actionBodySchema = z.looseObject({
  trigger_id: z.string().optional(),
  user: z.looseObject({ id: slackId, team_id: z.string().optional() }),
  channel: z.looseObject({ id: slackId, name: z.string().optional() }).optional(),
  container: z
    .looseObject({
      type: z.string(),
      is_ephemeral: z.boolean().optional(),
      message_ts: slackId.optional(),
      thread_ts: slackId.optional(),
    })
    .optional(),
  message: z.looseObject({ ts: slackId.optional(), thread_ts: slackId.optional() }).optional(),
  view: z
    .looseObject({
      id: slackId,
      type: z.string(),
      hash: z.string().optional(),
      private_metadata: z.string().optional(),
      state: z.looseObject({ values: z.unknown().optional() }).optional(),
    })
    .optional(),
  state: z.looseObject({ values: z.unknown().optional() }).optional(),
  actions: z
    .array(
      z.looseObject({
        value: z.string().optional(),
        action_id: z.string().max(255).optional(),
        action_ts: z.string().optional(),
        type: z.string(),
      }),
    )
    .optional(),
});
export type ActionBody = z.infer<typeof actionBodySchema>;

/** The callback ids of the shortcuts, as the manifest has them. */
export const draftReplyCallback = "draft_reply";
export const answerThisCallback = "answer_this";
export const startAssessmentCallback = "start_assessment";
export const consultantCallback = "talk_to_consultant";

/** A shortcut from anywhere: who picked it, and no place. */
export const globalShortcutSchema = z.looseObject({
  trigger_id: z.string(),
  user: z.looseObject({ id: slackId, team_id: z.string().optional() }),
});

/** A shortcut on a message: what a press has, and the message. */
export const messageShortcutSchema = actionBodySchema.extend({
  trigger_id: z.string(),
  channel: z.looseObject({ id: slackId, name: z.string().optional() }),
  message: shortcutMessageSchema,
});

/** A question is words that a person wrote: no edit, deletion, join or other subtype, nothing of a bot. */
export function isQuestion(event: MessageEvent, botUser: string): boolean {
  const isPlain = event.subtype === undefined || event.subtype === "thread_broadcast" || event.subtype === "file_share";
  return (
    isPlain && event.bot_id === undefined && event.user !== undefined && event.user !== botUser && event.hidden !== true
  );
}

/** The people named in a text, without the bot. */
export function namedIn(
  text: string,
  botUser: string,
): readonly { readonly id: string; readonly label: string | undefined }[] {
  return [...text.matchAll(/<@([A-Z0-9]+)(?:\|([^>]*))?>/g)].flatMap(([, id = "", label]) =>
    id === botUser ? [] : [{ id, label: label === "" ? undefined : label }],
  );
}

/** Slack's own markup as plain words: mentions by name, links by their label, the three escaped characters. */
export function toWords(text: string, botUser: string, nameOf: (id: string) => string): string {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_whole, id: string) => (id === botUser ? " " : `@${nameOf(id)}`))
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, "#$1")
    .replace(
      /<!(?:subteam\^[A-Z0-9]+\|)?([^>|]*)(?:\|([^>]*))?>/g,
      (_whole, name: string, label?: string) => `@${label ?? name}`,
    )
    .replace(/<([^>|]+)\|([^>]*)>/g, "$2")
    .replace(/<([^>]+)>/g, "$1")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .trim();
}
