import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutboxItem } from "../../src/core/delivery/lanes.js";
import { teamId } from "../../src/core/ids.js";
import { DueIndex } from "../../src/stores/files/due-index.js";

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 25, 12, minute)).toISOString();
const item = (delivery: string, more: Partial<OutboxItem> = {}): OutboxItem => ({
  ...{ delivery, lane: "webhook", subject: delivery, queuedAt: at(0), notedAt: at(0), at: at(0) },
  ...{ mayPass: false, isDead: false },
  ...more,
});
const team = teamId("team_1");
const dueOf = (items: readonly OutboxItem[], minute = 30): readonly string[] => {
  const index = new DueIndex();
  index.update(team, items);
  return index.due(at(minute), 100).map(({ delivery }) => delivery);
};

describe("what of the outbox is due", () => {
  it("is the oldest of each lane; it holds up what came later, also while it waits", () => {
    const first = item("first", { queuedAt: at(1), at: at(40) });
    const second = item("second", { queuedAt: at(2) });
    const elsewhere = item("elsewhere", { lane: "person:p", queuedAt: at(3) });
    expect(dueOf([first, second, elsewhere])).toEqual(["elsewhere"]);
    expect(dueOf([first, second, elsewhere], 40)).toEqual(["first", "elsewhere"]);
  });

  it("is the oldest across teams, in whatever order they are taken in", () => {
    const index = new DueIndex();
    index.update(teamId("team_b"), [item("later", { queuedAt: at(2) })]);
    index.update(teamId("team_a"), [item("earlier", { queuedAt: at(1) })]);
    expect(index.due(at(30), 100).map(({ delivery }) => delivery)).toEqual(["earlier"]);
  });

  it("goes past what has a fault of its own, but for what is about the same", () => {
    const faulty = item("faulty", { queuedAt: at(1), at: at(40), subject: "request 1", mayPass: true });
    const news = item("its news", { queuedAt: at(2), subject: "request 1" });
    const other = item("another request", { queuedAt: at(3), subject: "request 2" });
    expect(dueOf([faulty, news, other])).toEqual(["another request"]);
    expect(dueOf([faulty, news, other], 40)).toEqual(["faulty", "another request"]);
  });

  it("is never what was given up, which holds up nothing", () => {
    expect(dueOf([item("dead", { queuedAt: at(1), isDead: true }), item("next", { queuedAt: at(2) })])).toEqual([
      "next",
    ]);
  });

  it("is what was put off by a clock that was set back since, be it by minutes", () => {
    expect(dueOf([item("first", { notedAt: at(35), at: at(36) })])).toEqual(["first"]);
    expect(dueOf([item("first", { notedAt: at(29), at: at(36) })])).toEqual([]);
  });

  it("is the same whether teams came one by one, changed or went, as when all is taken in at once", () => {
    const items = fc.uniqueArray(
      fc.record({
        delivery: fc.integer({ min: 0, max: 30 }).map(String),
        lane: fc.constantFrom("webhook", "slack-channel"),
        subject: fc.constantFrom("request 1", "request 2"),
        queuedAt: fc.constant(""),
        notedAt: fc.constant(at(0)),
        at: fc.integer({ min: 0, max: 60 }).map(at),
        mayPass: fc.boolean(),
        isDead: fc.boolean(),
      }),
      { selector: ({ delivery }) => delivery, maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), items)), (changes) => {
        const changed = new DueIndex();
        const last = new Map<string, readonly OutboxItem[]>();
        for (const [name, made] of changes) {
          // No two are of the same age: those may go in either order.
          const outbox = made.map((one) => ({
            ...one,
            queuedAt: at(3 * Number(one.delivery) + "abc".indexOf(name)),
            delivery: `${name}${one.delivery}`,
          }));
          changed.update(teamId(name), outbox);
          last.set(name, outbox);
        }
        const fresh = new DueIndex();
        for (const [name, outbox] of last) fresh.update(teamId(name), outbox);
        expect(changed.counts()).toEqual(fresh.counts());
        const all = [...last.values()].flat();
        expect(changed.counts()).toEqual({
          waiting: all.filter(({ isDead }) => !isDead).length,
          dead: all.filter(({ isDead }) => isDead).length,
          oldest: all.flatMap(({ isDead, queuedAt }) => (isDead ? [] : [queuedAt])).toSorted()[0],
        });
        const of = (index: DueIndex) => new Set(index.due(at(30), 100).map(({ delivery }) => delivery));
        expect(of(changed)).toEqual(of(fresh));
      }),
    );
  });

  it("costs nothing measurable with 100,000 teams that have nothing to send", () => {
    const index = new DueIndex();
    for (let number = 0; number < 100_000; number += 1) index.update(teamId(`team_${String(number)}`), []);
    index.update(team, [item("one")]);
    const before = performance.now();
    for (let look = 0; look < 1_000; look += 1) index.due(at(30), 100);
    expect((performance.now() - before) / 1_000).toBeLessThan(0.5);
  });
});
