import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { z } from "zod";

const algorithm = "aes-256-gcm";
/** The length NIST SP 800-38D recommends; random, as a key seals far fewer than 2^32 records. */
const ivBytes = 12;
const tagBytes = 16;

/** A sealed text as it is stored; all of it base64, but the key's id. */
export const sealedSchema = z.object({ key: z.string(), iv: z.string(), data: z.string() });
export type Sealed = z.infer<typeof sealedSchema>;

export type Opened =
  /** `isOld`: sealed with the key before the present one; worth sealing anew. */
  | { readonly kind: "opened"; readonly text: string; readonly isOld: boolean }
  /** Sealed with neither key, changed since, or bound to something else. */
  | { readonly kind: "refused" };

export interface Sealer {
  /** @param bound what the text belongs to: it opens only with the same */
  seal(text: string, bound: string): Sealed;
  open(sealed: Sealed, bound: string): Opened;
}

/** Seals with `current`; opens what `current` or `old` sealed (AES-256-GCM). Both are 32 bytes. */
export function createSealer({ current, old }: { current: Buffer; old: Buffer | undefined }): Sealer {
  const keys = new Map([...(old ? [[idOf(old), old] as const] : []), [idOf(current), current] as const]);
  return {
    seal: (text, bound) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, current, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(bound));
      const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return { key: idOf(current), iv: iv.toString("base64"), data: data.toString("base64") };
    },
    open: (sealed, bound) => {
      const key = keys.get(sealed.key);
      const iv = Buffer.from(sealed.iv, "base64");
      const data = Buffer.from(sealed.data, "base64");
      if (!key || iv.length !== ivBytes || data.length < tagBytes) return { kind: "refused" };
      const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes })
        .setAAD(Buffer.from(bound))
        .setAuthTag(data.subarray(-tagBytes));
      try {
        const text = Buffer.concat([decipher.update(data.subarray(0, -tagBytes)), decipher.final()]).toString("utf8");
        return { kind: "opened", text, isOld: sealed.key !== idOf(current) };
      } catch {
        return { kind: "refused" };
      }
    },
  };
}

/** Which key sealed a record, without saying anything of the key. */
const idOf = (key: Buffer): string =>
  createHash("sha256").update("iso42001 key id").update(key).digest("hex").slice(0, 16);
