import { hkdfSync } from "node:crypto";

/** How much chance a key must hold. */
const keyBytes = 32;
/** 32 random bytes hold about 30 different ones; a key that was typed or repeated holds far fewer. */
const differentBytes = 16;

/** The bytes of a key as `openssl rand -base64 32` (or `-hex 32`) prints it; undefined when it holds too little chance. */
export function decodeSecretKey(text: string): Buffer | undefined {
  const bytes = /^[0-9a-f]+$/i.test(text) ? Buffer.from(text, "hex") : decodeBase64(text);
  return bytes && bytes.length >= keyBytes && new Set(bytes).size >= differentBytes ? bytes : undefined;
}

const decodeBase64 = (text: string): Buffer | undefined =>
  /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : undefined;

/** A key of its own for each purpose, so that what signs links opens no record. */
export const deriveKey = (secret: Buffer, purpose: "installations" | "links" | "inbox"): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `iso42001 ${purpose}`, keyBytes));
