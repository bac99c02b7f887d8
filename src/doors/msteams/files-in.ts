import { z } from "zod";
import { readAttached } from "../attached-files.js";
import type { Attached } from "../attached-files.js";
import { fetchFile } from "../fetch-file.js";
import type { MessageActivity } from "./activities.js";
import type { IsFileHost } from "./file-hosts.js";

const attachmentSchema = z.object({
  contentType: z.literal("application/vnd.microsoft.teams.file.download.info"),
  name: z.string().nullish(),
  content: z.object({ downloadUrl: z.string() }),
});

/** Fetches the files of a personal message; never rejects. Teams gives bots no others. */
export function readFiles(activity: MessageActivity, isFileHost: IsFileHost): Promise<Attached> {
  const sent = (activity.attachments ?? []).flatMap((attachment) => attachmentSchema.safeParse(attachment).data ?? []);
  return readAttached(
    sent.map(({ name, content }) => {
      const file = { name: name ?? "file", url: content.downloadUrl };
      return { name: file.name, fetch: () => fetchFile({ ...file, isAllowed: isFileHost }) };
    }),
  );
}

const namedSchema = z.object({ contentType: z.string(), name: z.string().min(1) });

/** What is called a file among a message's attachments; the message's own HTML and its cards are none. */
export const namesOfFiles = (activity: MessageActivity): readonly string[] =>
  (activity.attachments ?? []).flatMap((attachment) => {
    const named = namedSchema.safeParse(attachment).data;
    return named && !/^text\/html$|\.card\./u.test(named.contentType) ? [named.name] : [];
  });
