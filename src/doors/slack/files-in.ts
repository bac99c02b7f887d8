import { readAttached } from "../attached-files.js";
import type { Attached } from "../attached-files.js";
import { fetchFile } from "../fetch-file.js";
import type { MessageEvent } from "./events.js";

/** Reads the files of a message; never rejects. */
export type ReadSlackFiles = (message: Pick<MessageEvent, "files">) => Promise<Attached>;

/** Where Slack keeps files; nobody else is shown the bot's token. */
const filesHost = "files.slack.com";

interface FileReaderParts {
  readonly botToken: string;
  readonly apiUrl: string | undefined;
}

/** Fetches files by the bot's own token, from Slack's host alone (or that of the configured API). */
export function createFileReader({ botToken, apiUrl }: FileReaderParts): ReadSlackFiles {
  const configured = apiUrl === undefined ? undefined : new URL(apiUrl).origin;
  const isAllowed = (url: URL): boolean =>
    (url.protocol === "https:" && url.host === filesHost) || url.origin === configured;
  return ({ files = [] }) =>
    readAttached(
      files.map(({ name = "file", size, url_private_download: url }) => ({
        name,
        size,
        fetch: () =>
          url === undefined
            ? Promise.resolve({ kind: "failed" })
            : fetchFile({ name, url, isAllowed, headers: { authorization: `Bearer ${botToken}` } }),
      })),
    );
}
