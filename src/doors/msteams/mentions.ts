import { z } from "zod";
import type { MessageActivity } from "./activities.js";
import { decodeEntities, dropTags } from "./html-text.js";
import { nameCharacters } from "./limits.js";

const mentionSchema = z.object({
  type: z.literal("mention"),
  /** As it stands in the message's text, e.g. `<at>Ana</at>`. */
  text: z.string().nullish(),
  mentioned: z.object({ id: z.string().min(1), name: z.string().nullish() }),
});

/** Somebody other than the bot who is named in a message, by the id that Teams uses in this conversation. */
export interface NamedAccount {
  readonly id: string;
  readonly name: string;
}

export interface MessageWords {
  /** As typed, without the bot's own mention; others stand as `@Name`. */
  readonly text: string;
  readonly named: readonly NamedAccount[];
  readonly isBotNamed: boolean;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/** The words of a message. Mentions are found by the message's entities, so an `<at>` that somebody typed stays typed. */
export function readWords(
  activity: Pick<MessageActivity, "text" | "textFormat" | "entities" | "recipient">,
): MessageWords {
  const raw = activity.text ?? "";
  const plain = (piece: string): string => decodeEntities(activity.textFormat === "xml" ? dropTags(piece) : piece);
  const named: NamedAccount[] = [];
  const found: Found[] = [];
  let isBotNamed = false;

  for (const entity of activity.entities ?? []) {
    const mention = mentionSchema.safeParse(entity).data;
    if (!mention) continue;
    const isBot = mention.mentioned.id === activity.recipient.id;
    const called = mention.mentioned.name ?? plain(mention.text ?? "").replace(/<\/?at>/g, "");
    const name = called.slice(0, nameCharacters);
    if (isBot) isBotNamed = true;
    else named.push({ id: mention.mentioned.id, name });
    const start = mention.text ? firstUnused(raw, mention.text, found) : -1;
    if (mention.text && start >= 0)
      found.push({ start, end: start + mention.text.length, shown: isBot ? " " : `@${name}` });
  }

  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, shown } of found.toSorted((a, b) => a.start - b.start)) {
    pieces.push(plain(raw.slice(at, start)), shown);
    at = end;
  }
  pieces.push(plain(raw.slice(at)));
  const text = pieces
    .join("")
    .replace(/[ \u00a0]{2,}/g, " ")
    .trim();
  return { text, named, isBotNamed };
}

/** Two people of one name have the same text: each takes the next place where it stands. */
function firstUnused(raw: string, text: string, found: readonly Found[]): number {
  let start = raw.indexOf(text);
  while (start >= 0 && found.some((other) => start < other.end && other.start < start + text.length)) {
    start = raw.indexOf(text, start + 1);
  }
  return start;
}
