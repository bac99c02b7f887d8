import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { Router } from "express";
import type { Response } from "express";
import { refuseOtherMethods } from "../http-methods.js";

/** A file on the shelf; `owner` is the only person who may take it where a door can tell people apart. */
interface ShelvedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly owner?: string;
}

interface ShelfParts {
  /** Signs the links; a new one at each start makes older links void. */
  readonly key: Buffer;
  readonly clock: () => Date;
  /** Undefined: no links. */
  readonly publicUrl: string | undefined;
}

/** How long a file stays, and how long its link works. */
export const keptMs = 15 * 60 * 1000;
/** All files together, in bytes; past it the oldest make room. */
export const shelfBytes = 50_000_000;

/** Keeps files in memory for a quarter of an hour, for those who come to fetch them; nothing of them touches a disk. */
export class FileShelf {
  readonly #parts: ShelfParts;
  readonly #files = new Map<string, { readonly file: ShelvedFile; readonly until: number; timer: NodeJS.Timeout }>();

  constructor(parts: ShelfParts) {
    this.#parts = parts;
  }

  put(file: ShelvedFile): { readonly id: string } {
    const id = randomUUID();
    // The timer frees the memory; what counts is the clock.
    const timer = setTimeout(() => {
      this.#remove(id);
    }, keptMs).unref();
    this.#files.set(id, { file, until: this.#now() + keptMs, timer });
    let size = [...this.#files.values()].reduce((sum, kept) => sum + kept.file.bytes.byteLength, 0);
    for (const [oldest, kept] of this.#files) {
      if (size <= shelfBytes) break;
      size -= kept.file.bytes.byteLength;
      this.#remove(oldest);
    }
    return { id };
  }

  /** Undefined when it was taken, is too old, or had to make room. */
  find(id: string): ShelvedFile | undefined {
    const kept = this.#files.get(id);
    return kept && kept.until > this.#now() ? kept.file : undefined;
  }

  /** Takes it off the shelf, so that it is handed out once. */
  take(id: string): ShelvedFile | undefined {
    const file = this.find(id);
    this.#remove(id);
    return file;
  }

  /** A signed address that works as long as the file is kept; undefined without a public address. */
  link(id: string): string | undefined {
    const until = this.#files.get(id)?.until;
    if (this.#parts.publicUrl === undefined || until === undefined) return undefined;
    const url = new URL(`files/${id}`, this.#parts.publicUrl.replace(/\/*$/, "/"));
    url.searchParams.set("expires", String(until));
    url.searchParams.set("signature", this.#sign(id, String(until)));
    return url.href;
  }

  /** `GET /files/:id`, for those who have a link. */
  router(): Router {
    const router = Router();
    router.get("/files/:id", (request, response) => {
      response.set({
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
      });
      const { id } = request.params;
      const { expires, signature } = request.query;
      const isSigned =
        typeof expires === "string" && typeof signature === "string" && this.#isSigned(id, expires, signature);
      if (!isSigned) {
        refuse(response, 403, "This link is not one of ours, or part of it is missing.");
        return;
      }
      if (Number(expires) <= this.#now()) {
        refuse(response, 410, "This link has expired. Ask the advisor for the file again.");
        return;
      }
      const file = this.find(id);
      if (!file) {
        refuse(response, 404, "This file is no longer here. Ask the advisor for it again.");
        return;
      }
      send(response, file);
    });
    router.all("/files/:id", refuseOtherMethods("GET"));
    return router;
  }

  /** Forgets everything. */
  clear(): void {
    for (const id of [...this.#files.keys()]) this.#remove(id);
  }

  #isSigned(id: string, expires: string, signature: string): boolean {
    const expected = Buffer.from(this.#sign(id, expires));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
  #sign(id: string, expires: string): string {
    return createHmac("sha256", this.#parts.key).update(`${id}.${expires}`).digest("base64url");
  }
  #now(): number {
    return this.#parts.clock().getTime();
  }
  #remove(id: string): void {
    clearTimeout(this.#files.get(id)?.timer);
    this.#files.delete(id);
  }
}

function send(response: Response, file: ShelvedFile): void {
  response.attachment(file.name.replace(/[\p{Cc}/\\]/gu, "-"));
  response.set(
    "Content-Type",
    /^[\w.+-]+\/[\w.+-]+$/.test(file.mediaType) ? file.mediaType : "application/octet-stream",
  );
  response.set("Content-Security-Policy", "default-src 'none'; sandbox");
  response.end(file.bytes);
}

const refuse = (response: Response, status: number, sentence: string): void => {
  response.status(status).type("text/plain").send(`${sentence}\n`);
};
