import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Claims } from "../../src/core/ports/claims.js";
import type { ArrivedEvent, Inbox, KeptEvent } from "../../src/core/ports/inbox.js";

const dayMs = 24 * 60 * 60 * 1000;

/** An inbox as one process has it open. */
export interface OpenInbox {
  readonly inbox: Inbox;
  readonly claims: Claims;
  /** Ends in good order. */
  close(): Promise<void>;
}

export const event = (name: string, more: Partial<ArrivedEvent> = {}): ArrivedEvent => ({
  door: "slack",
  names: [`event:${name}`],
  lane: "C1",
  payload: { text: `words of ${name}` },
  ...more,
});

/** What every inbox keeps to; `open` opens the same one again, as the next process does. */
export function inboxContract(name: string, open: () => Promise<OpenInbox>, forget: () => Promise<void>): void {
  describe(`${name}, as every inbox`, () => {
    let opened: OpenInbox;
    beforeEach(async () => {
      await forget();
      opened = await open();
    });
    afterEach(() => opened.close());

    const keep = async (arrived: ArrivedEvent): Promise<KeptEvent> => {
      const kept = await opened.inbox.keep(arrived, dayMs);
      if (kept === "repeated") throw new TypeError("it was taken for a repeat");
      return kept;
    };
    const nextProcess = async (): Promise<readonly KeptEvent[]> => {
      await opened.close();
      opened = await open();
      return opened.inbox.takeOver("slack");
    };

    it("hands what was not done to the next process, whole and in order, once", async () => {
      const first = await keep(event("1"));
      const done = await keep(event("2"));
      await keep(event("3", { payload: { deep: [1, { text: "ü\n\u2028" }] } }));
      await opened.inbox.done(done.id);

      const left = await nextProcess();

      expect(left.map(({ payload }) => payload)).toEqual([first.payload, { deep: [1, { text: "ü\n\u2028" }] }]);
      expect(await opened.inbox.takeOver("slack")).toEqual([]);
    });

    it("hands each door its own", async () => {
      await keep(event("1", { door: "msteams" }));
      expect(await nextProcess()).toEqual([]);
      expect(await opened.inbox.takeOver("msteams")).toHaveLength(1);
    });

    it("counts how often an event was taken over", async () => {
      await keep(event("1"));
      expect((await nextProcess())[0]?.takeovers).toBe(0);
      expect((await nextProcess())[0]?.takeovers).toBe(1);
    });

    it("knows a repeat under any name: while it is open, when it is done, and in the next process", async () => {
      const again = event("2", { names: ["event:2", "event:1"] });
      const kept = await keep(event("1"));
      expect(await opened.inbox.keep(again, dayMs)).toBe("repeated");
      await opened.inbox.done(kept.id);
      expect(await opened.inbox.keep(again, dayMs)).toBe("repeated");
      await nextProcess();
      expect(await opened.inbox.keep(again, dayMs)).toBe("repeated");
      expect(await opened.claims.isClaimed("event:1")).toBe(true);
    });

    it("a repeat claims none of its other names", async () => {
      await keep(event("1"));
      await opened.inbox.keep(event("2", { names: ["event:2", "event:1"] }), dayMs);
      expect(await opened.claims.isClaimed("event:2")).toBe(false);
    });

    it("of many at once with the same name keeps one", async () => {
      const kept = await Promise.all(Array.from({ length: 20 }, () => opened.inbox.keep(event("1"), dayMs)));
      expect(kept.filter((one) => one !== "repeated")).toHaveLength(1);
    });

    it("what is done or unknown can be ended again without harm", async () => {
      const kept = await keep(event("1"));
      await opened.inbox.done(kept.id);
      await opened.inbox.done(kept.id);
      await opened.inbox.done("unknown");
      expect(await nextProcess()).toEqual([]);
    });
  });
}
