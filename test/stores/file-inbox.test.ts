import { appendFile, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSealer } from "../../src/secrets/sealer.js";
import type { OpenStore } from "../../src/stores/open-store.js";
import { openStore, temporaryFolder } from "../builders/world.js";
import { event, inboxContract } from "../contracts/inbox.js";

const dayMs = 24 * 60 * 60 * 1000;
let dataDir: string;
let store: OpenStore | undefined;

beforeEach(async () => {
  dataDir = await temporaryFolder();
});
afterEach(() => store?.close());

const sealer = (fill: number) => createSealer({ current: Buffer.alloc(32, fill), old: undefined });
const open = async (seal = false, fill = 1) => {
  store = await openStore(dataDir);
  return store.openInbox(seal ? sealer(fill) : undefined);
};
const folder = (): string => join(dataDir, "inbox");
const onDisk = async (): Promise<string> =>
  (await Promise.all((await readdir(folder())).map((name) => readFile(join(folder(), name), "utf8")))).join("");
const keptOf = async (inbox: Awaited<ReturnType<typeof open>>, name: string) => {
  const kept = await inbox.keep(event(name), dayMs);
  if (kept === "repeated") throw new TypeError("it was taken for a repeat");
  return kept;
};

for (const seal of [false, true])
  inboxContract(
    seal ? "the sealed file inbox" : "the file inbox",
    async () => {
      const inbox = await open(seal);
      const opened = store as OpenStore;
      return { inbox, claims: opened.claims, close: () => opened.close() };
    },
    async () => {
      dataDir = await temporaryFolder();
    },
  );

describe("the file inbox", () => {
  it("has an event on the disk, for its owner alone, when it says that it is kept", async () => {
    await keptOf(await open(), "1");
    expect(await onDisk()).toContain("words of 1");
    const [name = ""] = await readdir(folder());
    expect(((await stat(join(folder(), name))).mode & 0o777).toString(8)).toBe("600");
  });

  it("with a key shows nobody what was written; another key leaves it out and the rest works", async () => {
    await keptOf(await open(true), "1");
    expect(await onDisk()).not.toContain("words");
    await store?.close();
    const inbox = await open(true, 2);
    expect(await inbox.takeOver("slack")).toEqual([]);
    expect(await inbox.keep(event("1"), dayMs)).toBe("repeated");
  });

  it("leaves nothing of what is done on the disk, seconds later and after a restart", async () => {
    const inbox = await open();
    const kept = await Promise.all(["1", "2", "3"].map((name) => keptOf(inbox, name)));
    await Promise.all(kept.map(({ id }) => inbox.done(id)));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await readdir(folder())).toEqual([]);
    await store?.close();
    expect(await (await open()).keep(event("2"), dayMs)).toBe("repeated");
  });

  it("leaves nothing of what is done beside what takes long, which is still there for the next process", async () => {
    const inbox = await open();
    const [long, short] = [await keptOf(inbox, "1"), await keptOf(inbox, "2")];
    await inbox.done(short.id);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await onDisk()).not.toContain("words of 2");
    expect(await onDisk()).toContain("words of 1");
    expect(await readdir(folder())).toHaveLength(1);
    await store?.close();

    const next = await open();
    expect(await next.keep(event("2"), dayMs)).toBe("repeated");
    expect(await next.takeOver("slack")).toMatchObject([{ id: long.id, takeovers: 0 }]);
    await store?.close();
    expect(await (await open()).takeOver("slack")).toMatchObject([{ id: long.id, takeovers: 1 }]);
  });

  it("has a form off the disk when it says that it is done, whatever else is open", async () => {
    const inbox = await open();
    const long = await keptOf(inbox, "1");
    const form = await inbox.keep(event("2", { isForm: true }), dayMs);
    expect(await onDisk()).toContain("words of 2");
    await inbox.done(form === "repeated" ? "" : form.id);
    expect(await onDisk()).not.toContain("words of 2");
    await inbox.done(long.id);
    await store?.close();
    expect(await (await open()).takeOver("slack")).toEqual([]);
  });

  it("loses nothing and repeats nothing, however events come, last and end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ isForm: fc.boolean(), lasts: fc.integer({ min: 0, max: 3 }) }), { maxLength: 25 }),
        async (events) => {
          dataDir = await temporaryFolder();
          const inbox = await open();
          const left = new Set<string>();
          await Promise.all(
            events.map(async ({ isForm, lasts }, index) => {
              const kept = await inbox.keep(event(String(index), { isForm }), dayMs);
              if (kept === "repeated") throw new TypeError("it was taken for a repeat");
              // The longest outlast the process.
              if (lasts === 3) left.add(kept.id);
              else {
                await new Promise((resolve) => setTimeout(resolve, lasts));
                await inbox.done(kept.id);
              }
            }),
          );
          await store?.close();
          const next = await open();
          const taken = await next.takeOver("slack");
          expect(new Set(taken.map(({ id }) => id))).toEqual(left);
          expect(taken).toHaveLength(left.size);
          await Promise.all(taken.map(({ id }) => next.done(id)));
          await store?.close();
          expect(await readdir(folder())).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("after a crash in the middle of a move works on it once, and on nothing that was done", async () => {
    const inbox = await open();
    const [one, other] = [await keptOf(inbox, "1"), await keptOf(inbox, "2")];
    const [name = ""] = await readdir(folder());
    const text = await readFile(join(folder(), name), "utf8");
    await store?.close();
    await writeFile(join(folder(), name), text);
    // Both were moved, and one was done there, before the first journal knew.
    await writeFile(join(folder(), "moved.jsonl"), `${text}${JSON.stringify({ done: one.id })}\n`);
    const next = await open();
    expect((await next.takeOver("slack")).map(({ id }) => id)).toEqual([other.id]);
    await next.done(other.id);
    await store?.close();
    expect(await readdir(folder())).toEqual([]);
  });

  it("after a crash reads all that was kept, a torn last line left out, and goes on in the same file", async () => {
    const inbox = await open();
    const first = await keptOf(inbox, "1");
    await keptOf(inbox, "2");
    await inbox.done(first.id);
    const [name = ""] = await readdir(folder());
    // As the files stand, without a word of ours to end them.
    const text = await readFile(join(folder(), name), "utf8");
    await store?.close();
    await writeFile(join(folder(), name), text);
    await appendFile(join(folder(), name), '{"keep":"half');

    const next = await open();
    const left = await next.takeOver("slack");
    expect(left.map(({ payload }) => payload)).toEqual([{ text: "words of 2" }]);
    await next.done(left[0]?.id ?? "");
    await store?.close();
    expect(await (await open()).takeOver("slack")).toEqual([]);
  });

  it("says so when an event cannot be kept, takes its repeat later, and works again when the disk does", async () => {
    const inbox = await open();
    await rm(folder(), { recursive: true });
    await expect(inbox.keep(event("1"), dayMs)).rejects.toMatchObject({ code: "store-unwritable" });
    await mkdir(folder());
    expect(await inbox.keep(event("1"), dayMs)).toMatchObject({ lane: "C1" });
  });
});
