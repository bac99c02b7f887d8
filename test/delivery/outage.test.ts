import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { undelivered } from "../../src/core/delivery/deliveries.js";
import type { Destination } from "../../src/core/delivery/delivery-entries.js";
import { consultationId, entryId, teamId } from "../../src/core/ids.js";
import { DeliveryRefused } from "../../src/delivery/destination.js";
import type { DestinationPort } from "../../src/delivery/destination.js";
import { OutboxWorker } from "../../src/delivery/outbox-worker.js";
import { createNotices } from "../../src/delivery/people.js";
import { runOperatorCommand } from "../../src/operator/commands.js";
import { openQuestionnaire } from "../builders/trail.js";
import { openWorld, quietLog, uniqueId } from "../builders/world.js";
import type { World } from "../builders/world.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const start = Date.parse("2026-11-25T12:00:00.000Z");

let world: World;
let worker: OutboxWorker;
let nowMs: number;
/** What the destination does with a message; it arrives unless this says why not. */
let refusal: (reference: string) => DeliveryRefused | undefined;
let arrived: string[];
let tries: string[];
let kinds: readonly Destination[];

const destination = (kind: Destination): DestinationPort => ({
  kind,
  deliver: ({ reference }) => {
    tries.push(reference);
    const refused = refusal(reference);
    if (refused) return Promise.reject(refused);
    arrived.push(reference);
    return Promise.resolve();
  },
});
/** A process on the store; random waits as they come. */
const openWorker = (): void => {
  worker = new OutboxWorker({
    store: world.store.teams,
    directory: world.store.directory,
    destinations: kinds.map(destination),
    notices: createNotices(world.parts),
    clock: () => new Date(nowMs),
    unique: uniqueId,
    log: quietLog,
    random: Math.random,
  });
};
beforeEach(async () => {
  nowMs = start;
  refusal = () => undefined;
  [arrived, tries, kinds] = [[], [], ["webhook"]];
  world = await openWorld();
  openWorker();
});
afterEach(async () => {
  await worker.stop();
  await world.close();
});

const down = (): DeliveryRefused => new DeliveryRefused("no answer (ECONNREFUSED)");
const request = (team: string, reference: string): Promise<void> => {
  nowMs += 1_000;
  return world.store.teams.append(teamId(team), () => ({
    result: undefined,
    entries: [
      {
        ...{ kind: "delivery-queued", id: entryId(uniqueId()), at: new Date(nowMs).toISOString(), by: null },
        ...{ delivery: `delivery-${reference}`, destination: "webhook" },
        message: {
          ...{ id: uniqueId(), type: "consultation.requested", at: new Date(nowMs).toISOString(), reference },
          consultation: consultationId(`co-${reference}`),
        },
      },
    ],
  }));
};
const look = async (): Promise<void> => {
  worker.wake();
  await worker.settle();
};
/** Time goes by; the worker looks every minute. */
const pass = async (ms: number): Promise<void> => {
  for (const end = nowMs + ms; nowMs < end; nowMs += minuteMs) await look();
};
const open = async (team: string) => undelivered((await world.store.teams.read(teamId(team))).entries);
const operator = (command: Parameters<typeof runOperatorCommand>[1]) =>
  runOperatorCommand(
    {
      ...{ store: world.store.teams, directory: world.store.directory, destinations: [], unique: uniqueId },
      ...{ clock: () => new Date(nowMs), questionnaire: openQuestionnaire },
    },
    command,
  );

describe("a webhook that is down for 24 hours", () => {
  it("gets each request once when it comes back, in the order in which they were made, whosever they are", async () => {
    refusal = down;
    const made: string[] = [];
    for (let hour = 0; hour < 24; hour += 1) {
      const reference = `AI-${String(hour).padStart(2, "0")}`;
      made.push(reference);
      await request(`team_${String((hour * 7) % 5)}`, reference);
      // Now and then the program is started anew.
      if (hour % 6 === 5) {
        await worker.stop();
        openWorker();
      }
      await pass(hourMs);
    }
    expect(arrived).toEqual([]);

    refusal = () => undefined;
    await pass(70 * minuteMs);

    expect(arrived).toEqual(made);
    expect(await world.store.directory.undelivered()).toEqual({ waiting: 0, dead: 0 });
  });

  it("is not asked more often than about once an hour by then", async () => {
    refusal = down;
    await request("team_a", "AI-1");
    await request("team_b", "AI-2");
    await pass(dayMs);
    expect(tries.length).toBeLessThan(35);
    expect(new Set(tries)).toEqual(new Set(["AI-1"]));
  });
});

describe("a request that one destination refuses for what is in it", () => {
  it("holds up nobody else's", async () => {
    refusal = (reference) => (reference === "AI-1" ? new DeliveryRefused("HTTP 422", true) : undefined);
    await request("team_a", "AI-1");
    await request("team_b", "AI-2");
    await request("team_a", "AI-3");
    await look();
    expect(arrived).toEqual(["AI-2", "AI-3"]);
    expect((await open("team_a")).map(({ lastReason }) => lastReason)).toEqual(["HTTP 422"]);
  });
});

describe("what never arrives", () => {
  it("is tried for 7 days, then given up and kept for the operator; what came later is tried still", async () => {
    refusal = down;
    await request("team_a", "AI-1");
    await pass(dayMs);
    await request("team_b", "AI-2");
    await pass(5 * dayMs);
    expect((await open("team_a"))[0]).toMatchObject({ isDead: false });
    await pass(dayMs + 2 * hourMs);
    expect((await open("team_a"))[0]).toMatchObject({ isDead: true, lastReason: "no answer (ECONNREFUSED)" });
    expect((await open("team_b"))[0]).toMatchObject({ isDead: false });
    expect(await world.store.directory.undelivered()).toMatchObject({ waiting: 1, dead: 1 });

    refusal = () => undefined;
    await pass(70 * minuteMs);
    expect(arrived).toEqual(["AI-2"]);
  }, 120_000);

  it("arrives when the operator has it tried again, and goes when they drop it", async () => {
    refusal = down;
    await request("team_a", "AI-1");
    await request("team_b", "AI-2");
    await look();
    nowMs += 8 * dayMs;
    await look();
    nowMs += 8 * dayMs;
    await look();
    expect(await world.store.directory.undelivered()).toEqual({ waiting: 0, dead: 2 });

    refusal = () => undefined;
    expect(await operator({ kind: "retry-delivery", delivery: "delivery-AI-1" })).toMatchObject({ kind: "done" });
    expect(await operator({ kind: "drop-delivery", delivery: "delivery-AI-2" })).toMatchObject({ kind: "done" });
    expect(await operator({ kind: "drop-delivery", delivery: "delivery-AI-2" })).toMatchObject({ kind: "refused" });
    await look();
    expect(arrived).toEqual(["AI-1"]);
    expect(await world.store.directory.undelivered()).toEqual({ waiting: 0, dead: 0 });
  });

  it("is given 7 more days by the operator, all at once", async () => {
    refusal = down;
    await request("team_a", "AI-1");
    await look();
    nowMs += 8 * dayMs;
    await look();
    await operator({ kind: "retry-deliveries", which: "all" });
    await pass(hourMs);
    expect((await open("team_a"))[0]).toMatchObject({ isDead: false });
  });

  it("waits for a destination that is not set any more, and arrives once it is again", async () => {
    kinds = [];
    openWorker();
    await request("team_a", "AI-1");
    await look();
    expect((await open("team_a"))[0]).toMatchObject({ attempts: 1, lastReason: "it is no longer set" });
    kinds = ["webhook"];
    openWorker();
    await pass(2 * minuteMs);
    expect(arrived).toEqual(["AI-1"]);
  });
});

describe("a store that fails", () => {
  /** What was asked of it while it failed. */
  let asked: string[];
  let failing: readonly ("read" | "append")[];

  beforeEach(() => {
    [asked, failing] = [[], []];
    const { teams } = world.store;
    const failure = (method: "read" | "append"): Promise<never> | undefined => {
      if (!failing.includes(method)) return undefined;
      asked.push(method);
      return Promise.reject(new TypeError("full"));
    };
    worker = new OutboxWorker({
      store: {
        read: (team) => failure("read") ?? teams.read(team),
        rewrite: (team, decide) => teams.rewrite(team, decide),
        append: (team, decide) => failure("append") ?? teams.append(team, decide),
      },
      directory: world.store.directory,
      destinations: [destination("webhook")],
      notices: createNotices(world.parts),
      ...{ clock: () => new Date(nowMs), unique: uniqueId, log: quietLog, random: Math.random },
    });
  });

  it("has nothing delivered twice: only the end of it is stored when it can be", async () => {
    failing = ["append"];
    await request("team_a", "AI-1");
    await pass(5 * minuteMs);
    expect(tries).toEqual(["AI-1"]);
    failing = [];
    await pass(minuteMs);
    expect(tries).toEqual(["AI-1"]);
    expect(await open("team_a")).toEqual([]);
  });

  it.each(["read", "append"] as const)("at a %s is asked every few seconds, not at once again", async (method) => {
    failing = [method];
    await request("team_a", "AI-1");
    await look();
    await look();
    expect(asked).toEqual([method]);
    nowMs += 5_000;
    await look();
    expect(asked).toEqual([method, method]);
  });

  it("holds nothing up when the clock is set back", async () => {
    failing = ["append"];
    await request("team_a", "AI-1");
    await look();
    failing = [];
    nowMs -= 3 * hourMs;
    await look();
    expect(await open("team_a")).toEqual([]);
  });
});

describe("a clock that ran ahead", () => {
  it("delays no try once it is set right", async () => {
    nowMs += 90 * minuteMs;
    refusal = down;
    await request("team_a", "AI-1");
    for (let round = 0; round < 5; round += 1) await pass(11 * minuteMs);
    expect(tries.length).toBeGreaterThan(3);
    nowMs = start;
    refusal = () => undefined;
    await look();
    expect(arrived).toEqual(["AI-1"]);
  });
});
