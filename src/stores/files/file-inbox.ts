import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Clock } from "../../core/ports/clock.js";
import type { ArrivedEvent, Inbox, KeptEvent } from "../../core/ports/inbox.js";
import type { Platform } from "../../core/conversation/request.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import { sealedSchema } from "../../secrets/sealer.js";
import type { Sealer } from "../../secrets/sealer.js";
import { unwritable } from "./durable-file.js";
import type { Claimed, FileClaims } from "./file-claims.js";
import { InboxSegment } from "./inbox-segment.js";

interface InboxParts {
  readonly folder: string;
  readonly claims: FileClaims;
  readonly clock: Clock;
  readonly unique: () => string;
  readonly log: Log;
  /** Seals what people wrote; undefined: it is kept as it is. */
  readonly sealer: Sealer | undefined;
}

/** A file takes new events for so long: what is done is gone from the disk soon after. */
const segmentMs = 2_000;

const contentSchema = z.object({
  door: z.enum(["slack", "msteams", "playground", "terminal"]),
  lane: z.string(),
  payload: z.unknown(),
});
const lineSchema = z.union([
  z.object({
    keep: z.string(),
    at: z.iso.datetime(),
    names: z.array(z.object({ hash: z.string(), until: z.number() })),
    content: z.union([z.object({ sealed: sealedSchema }), z.object({ plain: contentSchema })]),
  }),
  z.object({ takenOver: z.string() }),
  z.object({ done: z.string() }),
]);
type Line = z.infer<typeof lineSchema>;
type KeepLine = Extract<Line, { keep: string }>;

/**
 * Events in journals of a few seconds each. One flush makes an event and its names durable; when all of a journal's events
 * are done, their names go to the claims and the file is deleted, so that nothing is ever rewritten.
 */
export class FileInbox implements Inbox {
  readonly #parts: InboxParts;
  readonly #segments = new Map<string, InboxSegment>();
  readonly #abandoned = new Map<string, KeptEvent>();
  #current: Promise<InboxSegment> | undefined;
  #sealing: NodeJS.Timeout | undefined;

  private constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /** Reads what an earlier process left. Errors: `store-unwritable`. */
  static async open(parts: InboxParts): Promise<FileInbox> {
    const inbox = new FileInbox(parts);
    try {
      await mkdir(parts.folder, { recursive: true, mode: 0o700 });
      for (const name of (await readdir(parts.folder)).sort())
        if (name.endsWith(InboxSegment.ending)) await inbox.#readSegment(join(parts.folder, name));
    } catch (error) {
      throw unwritable(error);
    }
    return inbox;
  }

  async keep({ names, ...event }: ArrivedEvent, namesKeptForMs: number): Promise<KeptEvent | "repeated"> {
    const { claims, clock, unique } = this.#parts;
    const claimed = claims.reserve(names, namesKeptForMs);
    if (!claimed) return "repeated";
    const kept = { id: unique(), keptAt: clock().toISOString(), takeovers: 0, ...event };
    try {
      const segment = await this.#open();
      this.#segments.set(kept.id, segment);
      await segment.keep(kept.id, claimed, JSON.stringify(this.#lineOf(kept, claimed)));
      return kept;
    } catch (error) {
      claims.release(claimed);
      await this.done(kept.id);
      throw unwritable(error);
    }
  }

  async done(id: string): Promise<void> {
    const segment = this.#segments.get(id);
    if (!segment) return;
    this.#segments.delete(id);
    try {
      await segment.end(id, JSON.stringify({ done: id } satisfies Line));
    } catch (error) {
      this.#parts.log.warn("inbox.not-ended", errorFields(error));
    }
  }

  async takeOver(door: Platform): Promise<readonly KeptEvent[]> {
    const taken = [...this.#abandoned.values()].filter((event) => event.door === door);
    try {
      await Promise.all(
        taken.map(async ({ id }) => this.#segments.get(id)?.note(JSON.stringify({ takenOver: id } satisfies Line))),
      );
    } catch (error) {
      throw unwritable(error);
    }
    for (const { id } of taken) this.#abandoned.delete(id);
    return taken.sort((one, other) => one.keptAt.localeCompare(other.keptAt));
  }

  /** What is open stays for the next process. */
  async close(): Promise<void> {
    clearTimeout(this.#sealing);
    const current = await this.#current?.catch(() => undefined);
    const segments = new Set([...this.#segments.values(), ...(current ? [current] : [])]);
    await Promise.all([...segments].map((segment) => segment.close()));
  }

  /** The journal that takes new events; another one every few seconds. */
  #open(): Promise<InboxSegment> {
    if (this.#current) return this.#current;
    const { folder, claims, log, unique } = this.#parts;
    const opening = InboxSegment.create(join(folder, `${unique()}${InboxSegment.ending}`), { claims, log });
    this.#current = opening;
    this.#sealing = setTimeout(() => {
      this.#current = undefined;
      void opening.then((segment) => segment.seal()).catch(() => undefined);
    }, segmentMs).unref();
    opening.catch(() => {
      if (this.#current === opening) this.#current = undefined;
    });
    return opening;
  }

  #lineOf({ id, keptAt, door, lane, payload }: KeptEvent, names: readonly Claimed[]): KeepLine {
    const content = { door, lane, payload };
    const { sealer } = this.#parts;
    return {
      keep: id,
      at: keptAt,
      names: [...names],
      content: sealer ? { sealed: sealer.seal(JSON.stringify(content), id) } : { plain: content },
    };
  }

  async #readSegment(path: string): Promise<void> {
    const { claims, log } = this.#parts;
    const names: Claimed[] = [];
    const open = new Map<string, KeptEvent>();
    for (const text of (await readFile(path, "utf8")).split("\n")) {
      const line = readLine(text);
      if (line === undefined) continue;
      if ("keep" in line) {
        names.push(...line.names);
        const event = this.#eventOf(line);
        if (event) open.set(event.id, event);
        else log.warn("inbox.unreadable");
      } else if ("done" in line) open.delete(line.done);
      else {
        const known = open.get(line.takenOver);
        if (known) open.set(known.id, { ...known, takeovers: known.takeovers + 1 });
      }
    }
    claims.restore(names);
    const segment = await InboxSegment.reopen(path, { claims, log }, { names, open: [...open.keys()] });
    for (const event of open.values()) {
      this.#segments.set(event.id, segment);
      this.#abandoned.set(event.id, event);
    }
    await segment.seal();
  }

  /** Undefined when no key of ours opens it. */
  #eventOf({ keep: id, at: keptAt, content }: KeepLine): KeptEvent | undefined {
    if ("plain" in content) return { id, keptAt, takeovers: 0, ...content.plain };
    const opened = this.#parts.sealer?.open(content.sealed, id);
    if (opened?.kind !== "opened") return undefined;
    const read = contentSchema.safeParse(JSON.parse(opened.text)).data;
    return read && { id, keptAt, takeovers: 0, ...read };
  }
}

/** Undefined for an empty line, and for one that a crash tore. */
function readLine(text: string): Line | undefined {
  if (text === "") return undefined;
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
