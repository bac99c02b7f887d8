import { z } from "zod";

const attachmentSchema = z.looseObject({
  text: z.string().nullish(),
  title: z.string().nullish(),
  fallback: z.string().nullish(),
  is_share: z.boolean().optional(),
  is_msg_unfurl: z.boolean().optional(),
  blocks: z.unknown().optional(),
});

/** Somebody's message, as a shortcut hands it over. */
export const shortcutMessageSchema = z.looseObject({
  ts: z.string().max(64).optional(),
  thread_ts: z.string().max(64).optional(),
  text: z.string().nullish(),
  bot_id: z.string().nullish(),
  blocks: z.unknown().optional(),
  attachments: z.array(attachmentSchema).nullish(),
  files: z.array(z.unknown()).nullish(),
});
export type ShortcutMessage = z.infer<typeof shortcutMessageSchema>;

/**
 * What a message says, in Slack's markup: what was written, and under it a message that was passed on with it. Apps often
 * put no more than a short line into the text beside their blocks, so theirs are read in full.
 */
export function wordsOfMessage({ text, bot_id, blocks, attachments }: ShortcutMessage): string {
  const written = text?.trim() ?? "";
  const drawn = written === "" || typeof bot_id === "string" ? textIn(blocks) : "";
  const said = drawn.length > written.length ? drawn : written;
  const attached = attachments ?? [];
  const passedOn = attached.filter(({ is_share, is_msg_unfurl }) => is_share === true || is_msg_unfurl === true);
  return [said, ...(said === "" ? attached : passedOn).map(textOfAttachment)].filter((part) => part !== "").join("\n");
}

function textOfAttachment({ text, title, fallback, blocks }: z.infer<typeof attachmentSchema>): string {
  const said = [title, text].flatMap((part) => part ?? []).join("\n");
  return [said, textIn(blocks), fallback ?? ""].map((part) => part.trim()).find((part) => part !== "") ?? "";
}

const nodeSchema = z.looseObject({
  type: z.string().optional(),
  text: z.unknown().optional(),
  user_id: z.string().optional(),
  url: z.string().optional(),
  fields: z.array(z.unknown()).optional(),
  elements: z.array(z.unknown()).optional(),
});

/** Blocks whose words are buttons' and fields', not the message's. */
const unread: ReadonlySet<string | undefined> = new Set(["actions", "context_actions", "input"]);
/** Parts of a rich text that stand on lines of their own. */
const ownLine: ReadonlySet<string | undefined> = new Set([
  ...["rich_text_section", "rich_text_preformatted", "rich_text_quote", "rich_text_list"],
]);
/** Nothing that people write nests deeper; a payload made to is not followed. */
const deepest = 12;

const textIn = (blocks: unknown): string =>
  z
    .array(z.unknown())
    .catch([])
    .parse(blocks)
    .map((block) => textOfNode(block, deepest).trim())
    .filter((text) => text !== "")
    .join("\n");

function textOfNode(raw: unknown, depth: number): string {
  const node = nodeSchema.safeParse(raw).data;
  if (!node || depth === 0 || unread.has(node.type)) return "";
  const inside = (parts: readonly unknown[], between: string): string =>
    parts.map((part) => textOfNode(part, depth - 1)).join(between);
  if (node.type === "user") return node.user_id === undefined ? "" : `<@${node.user_id}>`;
  if (node.type === "link") return escape(typeof node.text === "string" ? node.text : (node.url ?? ""));
  if (typeof node.text === "string") return node.type === "text" ? escape(node.text) : node.text;
  return [
    textOfNode(node.text, depth - 1),
    inside(node.fields ?? [], "\n"),
    inside(node.elements ?? [], node.elements?.some(isOwnLine) ? "\n" : node.type === "context" ? " " : ""),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

const isOwnLine = (part: unknown): boolean => ownLine.has(nodeSchema.safeParse(part).data?.type);

/** Rich text stands as typed; all other text comes with its three characters escaped. */
const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
