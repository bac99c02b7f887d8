import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { KeptEvent } from "../../src/core/ports/inbox.js";
import { KeptWork } from "../../src/doors/kept-work.js";
import type { Rest, Wait } from "../../src/doors/kept-work.js";
import type { OpenStore } from "../../src/stores/open-store.js";
import { openStore, quietLog, temporaryFolder } from "../builders/world.js";

let dataDir: string;
let store: OpenStore;
let work: KeptWork;
let nowMs: number;

const open = async (): Promise<void> => {
  store = await openStore(dataDir);
  const inbox = await store.openInbox(undefined);
  work = new KeptWork({ inbox, door: "slack", clock: () => new Date(nowMs), log: quietLog });
};
beforeEach(async () => {
  dataDir = await temporaryFolder();
  nowMs = Date.now();
  await open();
});
afterEach(() => store.close());

const nextProcess = async (): Promise<void> => {
  await store.close();
  await open();
};
const keep = async (name: string, lane = "C1"): Promise<KeptEvent> => {
  const kept = await work.keep({ names: [name], lane, payload: name });
  if (!kept || kept === "repeated") throw new TypeError("it was not kept");
  return kept;
};
const nothingLeft = () => Promise.resolve(undefined);
/** Works on what an earlier process left; resolves to what that was. */
const catchUp = async (): Promise<(readonly [unknown, Wait])[]> => {
  const worked: (readonly [unknown, Wait])[] = [];
  await work.catchUp((kept, wait) =>
    work.work(kept, () => {
      worked.push([kept.payload, wait]);
      return Promise.resolve(undefined);
    }),
  );
  await work.stop();
  return worked;
};

describe("an event that was kept", () => {
  it("is done once it was worked, even when its work failed", async () => {
    await work.work(await keep("a"), nothingLeft);
    await expect(work.work(await keep("b"), () => Promise.reject(new TypeError("no")))).rejects.toThrow("no");
    await nextProcess();
    expect(await catchUp()).toEqual([]);
  });

  it("of an earlier process is worked as if it came now, with an apology after a minute, as gone after an hour", async () => {
    await keep("a");
    await nextProcess();
    nowMs += 59_000;
    expect(await catchUp()).toEqual([["a", "soon"]]);

    await keep("b");
    await nextProcess();
    nowMs += 61_000;
    expect(await catchUp()).toEqual([["b", "late"]]);

    await keep("c");
    await nextProcess();
    nowMs += 61 * 60_000;
    expect(await catchUp()).toEqual([["c", "gone"]]);
  });

  it("is given up when the program ended over it three times", async () => {
    await keep("a");
    const endsOver = async (): Promise<void> => {
      await nextProcess();
      void work.catchUp((kept) => work.work(kept, () => new Promise(() => undefined)));
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    await endsOver();
    await endsOver();
    await endsOver();
    await nextProcess();
    expect(await catchUp()).toEqual([]);
    await nextProcess();
    expect(await catchUp()).toEqual([]);
  });

  it("waits for the next start when it cannot be handed on", async () => {
    await keep("a");
    await nextProcess();
    await work.catchUp(() => Promise.reject(new TypeError("not now")));
    await work.stop();
    await nextProcess();
    expect(await catchUp()).toEqual([["a", "soon"]]);
  });

  it("is worked in the order of its conversation, and before what comes there now; other conversations do not wait", async () => {
    await keep("old 1");
    await keep("old 2");
    await nextProcess();
    const worked: unknown[] = [];
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const note = (kept: KeptEvent, wait?: Promise<void>): Promise<void> =>
      work.work(kept, async () => {
        await wait;
        worked.push(kept.payload);
        return undefined;
      });
    await work.catchUp((kept) => note(kept, held));
    const [same, other] = [note(await keep("new")), note(await keep("elsewhere", "C2"))];
    await other;
    go();
    await same;
    expect(worked).toEqual(["elsewhere", "old 1", "old 2", "new"]);
  });
});

describe("an answer that the platform does not take", () => {
  /** A platform that takes it at the nth try. */
  const platform = (takesAt: number) => {
    const tries: number[] = [];
    const send = (): Promise<Rest | undefined> => {
      tries.push(Date.now());
      return Promise.resolve(tries.length < takesAt ? { send } : undefined);
    };
    return { tries, send };
  };
  const answeredAfter = async (tries: readonly number[], count: number): Promise<void> => {
    await vi.waitFor(
      () => {
        expect(tries).toHaveLength(count);
      },
      { timeout: 25_000 },
    );
  };

  it("is sent again after a pause until it is taken, once, and then its event is done", async () => {
    const { tries, send } = platform(2);
    await work.work(await keep("a"), send);
    expect(tries).toHaveLength(1);
    await answeredAfter(tries, 2);
    expect((tries[1] ?? 0) - (tries[0] ?? 0)).toBeGreaterThan(2_000);
    await work.stop();
    await nextProcess();
    expect(await catchUp()).toEqual([]);
  });

  it("holds up nothing that comes after it", async () => {
    const { tries, send } = platform(9);
    await work.work(await keep("a"), send);
    const worked: string[] = [];
    await work.work(await keep("b"), () => {
      worked.push("b");
      return nothingLeft();
    });
    expect(worked).toEqual(["b"]);
    expect(tries).toHaveLength(1);
    await work.stop();
  });

  it("is left to the next start when the program stops, and to the one after that", async () => {
    await work.work(await keep("a"), platform(9).send);
    await work.stop();
    await nextProcess();
    const again = platform(9);
    await work.catchUp((kept) => work.work(kept, again.send));
    await answeredAfter(again.tries, 1);
    await work.stop();
    expect(again.tries).toHaveLength(1);
    await nextProcess();
    expect(await catchUp()).toEqual([["a", "soon"]]);
  });

  it("is given up after an hour: by then it is of no use", async () => {
    const { tries, send } = platform(9);
    await work.work(await keep("a"), send);
    nowMs += 61 * 60_000;
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(tries).toHaveLength(1);
    await nextProcess();
    expect(await catchUp()).toEqual([]);
  });

  it("is sent later also when its event could not be kept", async () => {
    const { tries, send } = platform(2);
    await work.work(undefined, send);
    await answeredAfter(tries, 2);
  });
});
