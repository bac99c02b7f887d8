import type { Block, Reply } from "../core/conversation/reply.js";
import { attachedFileBytes } from "../core/conversation/request.js";
import type { AttachedFile } from "../core/conversation/request.js";
import type { FetchedFile } from "./fetch-file.js";

/** More files than this in one message are left unread. */
const filesInMessage = 5;

/** Files that came with a message, and the names of those that could not be read. */
export interface Attached {
  readonly files: readonly AttachedFile[];
  readonly tooLarge: readonly string[];
  readonly failed: readonly string[];
}

export const nothingAttached: Attached = { files: [], tooLarge: [], failed: [] };

interface SentFile {
  readonly name: string;
  /** As the platform says, where it does. */
  readonly size?: number | undefined;
  readonly fetch: () => Promise<FetchedFile>;
}

/** Fetches what came with a message; never rejects. */
export async function readAttached(sent: readonly SentFile[]): Promise<Attached> {
  const outcomes = await Promise.all(
    sent.map(async ({ name, size = 0, fetch }, index) => {
      if (index >= filesInMessage) return { name, kind: "failed" } as const;
      if (size > attachedFileBytes) return { name, kind: "too-large" } as const;
      return { name, ...(await fetch()) };
    }),
  );
  return {
    files: outcomes.flatMap((one) => (one.kind === "fetched" ? [{ name: one.name, bytes: one.bytes }] : [])),
    tooLarge: outcomes.flatMap((one) => (one.kind === "too-large" ? [one.name] : [])),
    failed: outcomes.flatMap((one) => (one.kind === "failed" ? [one.name] : [])),
  };
}

/** The largest file that is read, in megabytes, for the sentence that says so. */
const megabytes = attachedFileBytes / 1_000_000;

type FileWord = "file.too-large" | "file.not-read";

/** The reply, and before it one sentence for each file that could not be read. */
export function withUnread(
  reply: Reply,
  attached: Attached,
  say: (key: FileWord, values: { readonly name: string; readonly megabytes: number }) => string,
): Reply {
  const notes = [
    ...attached.tooLarge.map((name) => say("file.too-large", { name, megabytes })),
    ...attached.failed.map((name) => say("file.not-read", { name, megabytes })),
  ].map((markdown): Block => ({ kind: "note", markdown }));
  return notes.length === 0 ? reply : { ...reply, blocks: [...notes, ...reply.blocks] };
}
