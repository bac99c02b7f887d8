import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../core/ports/clock.js";
import type { ArrivedEvent, Inbox, KeptEvent } from "../../core/ports/inbox.js";
import type { Platform } from "../../core/conversation/request.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import type { Sealer } from "../../secrets/sealer.js";
import { unwritable } from "./durable-file.js";
import type { Claimed, FileClaims } from "./file-claims.js";
import { contentSchema, lineText, readLine } from "./inbox-lines.js";
import type { KeepLine, Line } from "./inbox-lines.js";
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

/**
 * Events in journals of two seconds each. One flush makes an event and its names durable; when all of a journal's events
 * are done, their names go to the claims and the file is deleted. What takes longer moves to the newest journal, so that it
 * keeps nothing on the disk but itself.
 */
export class FileInbox implements Inbox {
  readonly #parts: InboxParts;
  /** What is open, and the journal it stands in. */
  readonly #open = new Map<string, { readonly kept: KeptEvent; readonly segment: InboxSegment }>();
  readonly #abandoned = new Map<string, KeptEvent>();
  readonly #moving = new Map<InboxSegment, Promise<void>>();
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
      const paths = (await readdir(parts.folder))
        .filter((name) => name.endsWith(InboxSegment.ending))
        .sort()
        .map((name) => join(parts.folder, name));
      await inbox.#readSegments(paths);
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
      await this.#put(kept, claimed);
      return kept;
    } catch (error) {
      claims.release(claimed);
      await this.done(kept.id);
      throw unwritable(error);
    }
  }

  async done(id: string): Promise<void> {
    const open = this.#open.get(id);
    if (!open) return;
    const { kept, segment } = open;
    this.#open.delete(id);
    try {
      await segment.end(id, lineText({ done: id }));
      if (kept.isForm === true) await this.#seal(segment);
      await this.#clear(segment);
    } catch (error) {
      this.#parts.log.warn("inbox.not-ended", errorFields(error));
    }
  }

  async takeOver(door: Platform): Promise<readonly KeptEvent[]> {
    const taken = [...this.#abandoned.values()].filter((event) => event.door === door);
    try {
      await Promise.all(
        taken.map(async (event) => {
          const open = this.#open.get(event.id);
          if (!open) return;
          this.#open.set(event.id, { ...open, kept: { ...event, takeovers: event.takeovers + 1 } });
          await open.segment.note(lineText({ takenOver: event.id }));
        }),
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
    await Promise.all(this.#moving.values());
    const current = await this.#current?.catch(() => undefined);
    const segments = new Set([...this.#open.values()].map(({ segment }) => segment));
    if (current) segments.add(current);
    await Promise.all([...segments].map((segment) => segment.close()));
  }

  async #put(kept: KeptEvent, names: readonly Claimed[]): Promise<void> {
    const segment = await this.#newest();
    this.#open.set(kept.id, { kept, segment });
    await segment.keep(kept.id, names, lineText(this.#lineOf(kept, names)));
  }

  /** The journal that takes new events; what is to go into it goes at once. */
  async #newest(): Promise<InboxSegment> {
    for (;;) {
      const segment = await this.#makeCurrent();
      // It may be sealed while it was waited for.
      if (!segment.isSealed) return segment;
    }
  }

  /** Another one every few seconds. */
  #makeCurrent(): Promise<InboxSegment> {
    if (this.#current) return this.#current;
    const { folder, claims, log, unique } = this.#parts;
    const opening = InboxSegment.create(join(folder, `${unique()}${InboxSegment.ending}`), { claims, log });
    this.#current = opening;
    this.#sealing = setTimeout(() => {
      void opening
        .then(async (segment) => {
          await this.#seal(segment);
          await this.#clear(segment);
        })
        .catch(() => undefined);
    }, segmentMs).unref();
    opening.catch(() => {
      if (this.#current === opening) this.#current = undefined;
    });
    return opening;
  }

  async #seal(segment: InboxSegment): Promise<void> {
    const current = this.#current;
    if (current && (await current) === segment && this.#current === current) {
      clearTimeout(this.#sealing);
      this.#current = undefined;
    }
    await segment.seal();
  }

  /** Moves what is open out of a sealed journal in which something is done; then that is deleted. */
  async #clear(segment: InboxSegment): Promise<void> {
    if (segment.inTheWay.length === 0) return;
    const moving = this.#moving.get(segment) ?? this.#move(segment);
    this.#moving.set(segment, moving);
    await moving.finally(() => this.#moving.delete(segment));
  }

  async #move(segment: InboxSegment): Promise<void> {
    try {
      await Promise.all(segment.inTheWay.map((id) => this.#moveOne(id, segment)));
    } catch (error) {
      this.#parts.log.warn("inbox.not-moved", errorFields(error));
    }
  }

  async #moveOne(id: string, from: InboxSegment): Promise<void> {
    const to = await this.#newest();
    const open = this.#open.get(id);
    // Done in the meantime.
    if (open?.segment !== from) return;
    this.#open.set(id, { ...open, segment: to });
    try {
      await to.keep(id, [], lineText(this.#lineOf(open.kept, [])));
    } catch (error) {
      // It stays where it is, and is done there.
      if (this.#open.has(id)) this.#open.set(id, open);
      await to.end(id, lineText({ moved: id })).catch(() => undefined);
      throw error;
    }
    await from.end(id, lineText({ moved: id }));
  }

  #lineOf({ id, keptAt, takeovers, door, lane, payload }: KeptEvent, names: readonly Claimed[]): KeepLine {
    const content = { door, lane, payload };
    const { sealer } = this.#parts;
    return {
      keep: id,
      at: keptAt,
      takeovers,
      names: [...names],
      content: sealer ? { sealed: sealer.seal(JSON.stringify(content), id) } : { plain: content },
    };
  }

  async #readSegments(paths: readonly string[]): Promise<void> {
    const { claims, log } = this.#parts;
    const read = await Promise.all(
      paths.map(async (path) => {
        const texts = (await readFile(path, "utf8")).split("\n");
        return { path, lines: texts.map(readLine).filter((line) => line !== undefined) };
      }),
    );
    // What was moved may have been done where it was before.
    const done = new Set(read.flatMap(({ lines }) => lines.flatMap((line) => ("done" in line ? [line.done] : []))));
    const left: InboxSegment[] = [];
    for (const { path, lines } of read) {
      const names = lines.flatMap((line) => ("keep" in line ? line.names : []));
      const open = this.#openIn(lines, done);
      claims.restore(names);
      const found = { names, open: open.map(({ id }) => id), hasDone: true };
      const segment = await InboxSegment.reopen(path, { claims, log }, found);
      for (const kept of open) {
        this.#open.set(kept.id, { kept, segment });
        this.#abandoned.set(kept.id, kept);
      }
      await segment.seal();
      left.push(segment);
    }
    for (const segment of left) await this.#clear(segment);
  }

  #openIn(lines: readonly Line[], done: ReadonlySet<string>): readonly KeptEvent[] {
    const open = new Map<string, KeptEvent>();
    for (const line of lines) {
      if ("keep" in line) {
        // A move that was cut short left it in two journals.
        if (done.has(line.keep) || this.#open.has(line.keep)) continue;
        const event = this.#eventOf(line);
        if (event) open.set(event.id, event);
        else this.#parts.log.warn("inbox.unreadable");
      } else if ("takenOver" in line) {
        const known = open.get(line.takenOver);
        if (known) open.set(known.id, { ...known, takeovers: known.takeovers + 1 });
      } else if ("moved" in line) open.delete(line.moved);
    }
    return [...open.values()];
  }

  /** Undefined when no key of ours opens it. */
  #eventOf({ keep: id, at: keptAt, takeovers = 0, content }: KeepLine): KeptEvent | undefined {
    if ("plain" in content) return { id, keptAt, takeovers, ...content.plain };
    const opened = this.#parts.sealer?.open(content.sealed, id);
    if (opened?.kind !== "opened") return undefined;
    const read = contentSchema.safeParse(JSON.parse(opened.text)).data;
    return read && { id, keptAt, takeovers, ...read };
  }
}
