import { createHash } from "node:crypto";

/** Names something in file names and logs without saying what it is. */
export const fingerprint = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);
