import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { entryId, personId } from "../../src/core/ids.js";
import { retentionStep } from "../../src/core/team/retention.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import type { AdvisorParts } from "../../src/core/commands/turn-context.js";
import type { Messenger, Told } from "../../src/core/ports/messenger.js";
import { sweepInactive } from "../../src/retention/sweep-inactive.js";
import { openWorld, person, quietLog, textOf, workOffOutbox } from "../builders/world.js";
import type { World } from "../builders/world.js";
import type { Reply } from "../../src/core/conversation/reply.js";

const day = 24 * 60 * 60 * 1000;
const start = Date.now();
const ana = person("Ana");
let world: World;
let outcome: Told;
let told: Reply[];
/** Somebody acts between the look at the team and its deletion. */
let comesBack: boolean;

beforeEach(async () => {
  world = await openWorld();
  await world.talk(ana).say("assess");
  const talk = world.talk(ana);
  await talk.press(await talk.say("assess"), "An RFP or contract requires it");
  outcome = "told";
  told = [];
  comesBack = false;
});
afterEach(() => world.close());

const sweepOn = async (days: number): Promise<void> => {
  const { store, directory, ids } = world.parts;
  const clock = (): Date => new Date(start + days * day);
  await sweepInactive({
    ...{ store, directory, ids, clock, months: 12, log: quietLog },
    forget: async (team, isMeant) => {
      const at = new Date(start + days * day).toISOString();
      if (comesBack)
        await store.append(team, () => ({
          entries: [{ kind: "data-kept", id: entryId("back"), at, by: ana.id }],
          result: undefined,
        }));
      return store.rewrite(team, (trail) =>
        isMeant(trail) ? { entries: [], result: true } : { entries: trail.entries, result: false },
      );
    },
  });
  const messenger: Messenger = {
    tell: (_to, reply) => {
      if (outcome === "told") told.push(reply);
      return Promise.resolve(outcome);
    },
  };
  const replaced = { clock: { value: clock }, messenger: { value: messenger } };
  await workOffOutbox(Object.create(world.parts, replaced) as AdvisorParts);
};
const teams = async (): Promise<number> => (await world.store.directory.summaries()).length;

describe("a team that nobody uses", () => {
  it("is warned a month before its time is over, once, and then deleted", async () => {
    await sweepOn(330);
    expect(told).toEqual([]);
    await sweepOn(340);
    await sweepOn(341);
    expect(told).toHaveLength(1);
    expect(textOf(told[0] as Reply)).toContain("it is deleted from");
    await sweepOn(364);
    expect(await teams()).toBe(1);
    await sweepOn(372);
    expect(await teams()).toBe(0);
  });

  it("is kept when somebody comes back in the last moment", async () => {
    await sweepOn(340);
    comesBack = true;
    await sweepOn(372);
    expect(await teams()).toBe(1);
  });

  it("is not deleted sooner than a month after the warning, however late that was", async () => {
    await sweepOn(700);
    await sweepOn(729);
    expect(await teams()).toBe(1);
    await sweepOn(731);
    expect(await teams()).toBe(0);
  });

  it("is kept when somebody says so in the warning", async () => {
    await sweepOn(340);
    const kept = await world.talk(ana).act(told[0] as Reply, { do: "keep-data" });
    expect(textOf(kept)).toContain("It is kept");
    // Said today, before the warning of this test's future: the trail says so all the same.
    const { entries } = await world.store.teams.read((await world.store.directory.summaries())[0]?.team as never);
    expect(entries.at(-1)).toMatchObject({ kind: "data-kept", by: ana.id });
  });

  it("is neither warned nor deleted while the platform cannot be asked", async () => {
    outcome = "not-now";
    await sweepOn(500);
    await sweepOn(900);
    expect(await teams()).toBe(1);
    outcome = "told";
    await sweepOn(901);
    expect(told).toHaveLength(1);
    expect(await teams()).toBe(1);
  });

  it("whose people cannot be reached any more is deleted a month after that was tried", async () => {
    outcome = "unreachable";
    await sweepOn(400);
    await sweepOn(431);
    expect(await teams()).toBe(0);
  });
});

describe("what is to be done about a team", () => {
  const base = { id: entryId("e"), by: personId("slack:T1:U1") };
  const acted = (at: number): TrailEntry => ({ kind: "data-kept", ...base, at: new Date(at).toISOString() });
  const warned = (at: number): TrailEntry => ({
    ...base,
    kind: "retention-warned",
    by: null,
    at: new Date(at).toISOString(),
  });

  it("is never to delete it without a warning after the last thing somebody did, at least 30 days old", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 2_000 }))),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 6_000 }),
        (happened, months, days) => {
          const sorted = [...happened].sort(([, one], [, other]) => one - other);
          const entries = sorted.map(([isWarning, on]) => (isWarning ? warned : acted)(start + on * day));
          const now = new Date(start + days * day);
          if (retentionStep(entries, { months, now }).kind !== "delete") return;
          const last = entries.findLastIndex(({ kind }) => kind === "data-kept");
          const since = entries.slice(last + 1).filter(({ kind }) => kind === "retention-warned");
          expect(since.some(({ at }) => now.getTime() - Date.parse(at) >= 30 * day)).toBe(true);
        },
      ),
    );
  });

  it("counts months by the calendar, to their last day where they are shorter", () => {
    const entries = [acted(Date.parse("2026-01-31T00:00:00Z")), warned(Date.parse("2026-01-31T01:00:00Z"))];
    const step = (now: string) => retentionStep(entries, { months: 1, now: new Date(now) }).kind;
    expect([step("2026-02-27T23:00:00Z"), step("2026-03-02T02:00:00Z")]).toEqual(["keep", "delete"]);
  });
});
