import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AdvisorParts } from "../../src/core/commands/turn-context.js";
import { dueDeliveries, undelivered } from "../../src/core/delivery/deliveries.js";
import { entryId } from "../../src/core/ids.js";
import type { Told } from "../../src/core/ports/messenger.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { answerPartOne, openWorld, person, textOf, workOffOutbox } from "../builders/world.js";
import type { Talk, World } from "../builders/world.js";

const ann = person("Ann");
const bob = person("Bob");
const minuteMs = 60_000;

let world: World;
let annTalks: Talk;
/** What the platform says to the next messages. */
let outcomes: Told[];

beforeEach(async () => {
  outcomes = [];
  world = await openWorld({ reachable: [ann, bob], outcomes });
  annTalks = world.talk(ann);
  const verdict = await answerPartOne(annTalks, await annTalks.say("assess"));
  await annTalks.press(verdict, "Go on to part two");
});
afterEach(() => world.close());

const team = async () => {
  const [summary] = await world.store.directory.summaries();
  if (!summary) throw new TypeError("there is no team");
  return summary.team;
};
const entries = async () => (await world.store.teams.read(await team())).entries;
const waiting = async () => undelivered(await entries());
const outboxAfter = (ms: number): Promise<void> =>
  workOffOutbox(Object.create(world.parts, { clock: { value: () => new Date(Date.now() + ms) } }) as AdvisorParts);
const texts = (): readonly string[] => world.told.map(({ person: to, reply }) => `${to}: ${textOf(reply)}`);

describe("an area handed over while the platform takes nothing", () => {
  it("is stored with its notice, the assigner reads that it is tried, and the colleague is told later, once", async () => {
    outcomes.push("not-now");
    const reply = await annTalks.say("assign policy @Bob", [bob]);
    expect(textOf(reply)).toContain("I keep trying");
    expect(world.told).toEqual([]);
    const queued = (await entries()).slice(-2).map(({ kind, at }) => ({ kind, at }));
    expect(queued.map(({ kind }) => kind)).toEqual(["area-assigned", "notice-queued"]);

    await outboxAfter(minuteMs);
    await outboxAfter(2 * minuteMs);

    expect(texts()).toEqual([expect.stringMatching(/^playground:bob: .*Ann asks you to look after/s)]);
    expect(await waiting()).toEqual([]);
  });

  it("is not told to somebody who does not look after it any more", async () => {
    outcomes.push("not-now");
    await annTalks.say("assign policy @Bob", [bob]);
    await annTalks.say("assign policy @Ann", [ann]);
    await outboxAfter(minuteMs);
    expect(world.told).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it("is told once when all goes well, and nothing waits", async () => {
    expect(textOf(await annTalks.say("assign policy @Bob", [bob]))).toContain("I have told Bob");
    await outboxAfter(minuteMs);
    expect(world.told).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it("is passed on by the assigner when the colleague can't be written to", async () => {
    outcomes.push("unreachable");
    expect(textOf(await annTalks.say("assign policy @Bob", [bob]))).toContain("Please pass this on");
    await outboxAfter(minuteMs);
    expect(world.told).toEqual([]);
  });
});

describe("what a person is to be told", () => {
  it("is told by the next process when this one ended right after it was stored", async () => {
    outcomes.push("not-now");
    await annTalks.say("assign policy @Bob", [bob]);
    await world.store.close();
    world = await openWorld({ dataDir: world.dataDir, reachable: [ann, bob] });
    await outboxAfter(minuteMs);
    expect(texts()).toEqual([expect.stringMatching(/^playground:bob: .*Ann asks you/s)]);
  });

  it("is given up after a day, and shown to the operator", async () => {
    outcomes.push("not-now", "not-now", "not-now");
    await annTalks.say("assign policy @Bob", [bob]);
    await outboxAfter(minuteMs);
    await outboxAfter(25 * 60 * minuteMs);
    expect(await waiting()).toEqual([expect.objectContaining({ isDead: true, person: bob.id })]);
  });

  it("goes with `forget me`", async () => {
    outcomes.push("not-now");
    await annTalks.say("assign policy @Bob", [bob]);
    await world.talk(bob).press(await world.talk(bob).say("forget me"), "Take me out");
    expect(await waiting()).toEqual([]);
    expect(JSON.stringify(await entries())).not.toContain("playground:bob");
  });
});

describe("a trail that an older version wrote", () => {
  it("opens, and its outbox goes on", async () => {
    const at = "2026-11-20T10:00:00.000Z";
    const base = (id: string) => ({ id: entryId(id), at, by: null });
    const message = { type: "consultation.requested", at, consultation: "co-1", reference: "AI-AAAA-BBBB" } as const;
    const older = [
      {
        kind: "delivery-queued",
        ...base("o1"),
        delivery: "d1",
        destination: "webhook",
        message: { ...message, id: "m1" },
      },
      { kind: "delivery-failed", ...base("o2"), delivery: "d1", attempt: 3, nextAt: at, reason: "HTTP 503" },
      {
        kind: "delivery-queued",
        ...base("o3"),
        delivery: "d2",
        destination: "webhook",
        message: { ...message, id: "m2" },
      },
      { kind: "delivery-succeeded", ...base("o4"), delivery: "d2" },
      { kind: "reminded", ...base("o5"), person: bob.id, outcome: "told" },
    ] as unknown as readonly TrailEntry[];
    await world.store.teams.append(await team(), () => ({ entries: older, result: undefined }));
    await world.store.close();
    world = await openWorld({ dataDir: world.dataDir });
    expect(dueDeliveries(await entries())).toEqual([
      expect.objectContaining({ id: "d1", attempts: 3, lastReason: "HTTP 503", mayPass: false, isDead: false }),
    ]);
    expect((await world.store.directory.due(new Date().toISOString(), 10)).map(({ delivery }) => delivery)).toEqual([
      "d1",
    ]);
  });
});
