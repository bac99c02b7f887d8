import { createHash } from "node:crypto";

/** An id as Slack's own are shaped (`client_msg_id`), the same for the same words: by it Slack knows a message again. */
export function messageId(...words: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(words)).digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
