import { createHmac } from "node:crypto";

/** Two bytes: one in 65,536 texts has the same, so it tells that something changed and not what it is. */
const digestBytes = 2;

export const briefDigest = (salt: string, text: string): string =>
  createHmac("sha256", salt).update(text).digest().subarray(0, digestBytes).toString("hex");
