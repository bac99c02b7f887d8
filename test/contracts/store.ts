import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryId, personId, teamId } from "../../src/core/ids.js";
import type { TeamId } from "../../src/core/ids.js";
import type { Clock } from "../../src/core/ports/clock.js";
import type { Installed } from "../../src/core/ports/installation-store.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { createSealer } from "../../src/secrets/sealer.js";
import type { OpenStore } from "../../src/stores/open-store.js";
import { uniqueId } from "../builders/world.js";

/** Where a store keeps what it is given: a folder, a database. */
export interface StorePlace {
  open(clock?: Clock): Promise<OpenStore>;
  /** Spoils what is kept of a team, as a fault of the disk or a hand would; `trace` must be found again afterwards. */
  damage(team: TeamId, trace: string): Promise<void>;
  /** Every byte that is kept, as text. */
  everything(): Promise<string>;
  remove(): Promise<void>;
}

const team = teamId("team_1");
const workspace = { platform: "slack", id: "T1" } as const;
const at = "2026-11-23T00:00:00.000Z";
const named = (id: string, name = `name ${id}`): TrailEntry => ({
  kind: "person-named",
  id: entryId(id),
  at,
  by: null,
  person: personId("slack:T1:U1"),
  name,
});
const linked: TrailEntry = {
  kind: "workspace-linked",
  id: entryId("link"),
  at,
  by: null,
  platform: "slack",
  workspace: "T1",
};
const add = (store: OpenStore, to: TeamId, id: string, name?: string): Promise<void> =>
  store.teams.append(to, () => ({ entries: [named(id, name)], result: undefined }));
const idsOf = async (store: OpenStore, of: TeamId): Promise<string[]> =>
  (await store.teams.read(of)).entries.map((entry) => entry.id);
const textOf = async (store: OpenStore, of: TeamId): Promise<string> => JSON.stringify(await store.teams.read(of));

/** What every store promises; each runs this same suite. */
export function describeStore(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(name, () => {
    it("loses no entry of 200 written at once to several teams, and reads them back after a restart", async () => {
      const place = await makePlace();
      const store = await place.open();
      await Promise.all(
        Array.from({ length: 200 }, (_, index) => add(store, teamId(`team_${String(index % 5)}`), `e${String(index)}`)),
      );
      await store.close();
      const again = await place.open();
      const all = (
        await Promise.all([0, 1, 2, 3, 4].map((index) => idsOf(again, teamId(`team_${String(index)}`))))
      ).flat();
      expect(new Set(all).size).toBe(200);
      expect(all).toHaveLength(200);
      await again.close();
      await place.remove();
    });

    it("shows each change the one before it, so that a rule such as only once holds under a rush", async () => {
      const place = await makePlace();
      const store = await place.open();
      const results = await Promise.all(
        Array.from({ length: 20 }, () =>
          store.teams.append(team, (trail) =>
            trail.entries.length === 0
              ? { entries: [named("first")], result: "first" }
              : { entries: [], result: "later" },
          ),
        ),
      );
      expect(results.filter((result) => result === "first")).toHaveLength(1);
      await store.close();
      await place.remove();
    });

    it("a change that fails to decide costs only itself", async () => {
      const place = await makePlace();
      const store = await place.open();
      const failing = store.teams.append(team, () => {
        throw new TypeError("no");
      });
      await Promise.all([add(store, team, "a"), expect(failing).rejects.toThrow("no"), add(store, team, "b")]);
      expect(await idsOf(store, team)).toEqual(["a", "b"]);
      await store.close();
      await place.remove();
    });

    it("a change that adds nothing leaves no trace of a team that was never there", async () => {
      const place = await makePlace();
      const store = await place.open();
      await store.teams.append(team, () => ({ entries: [], result: undefined }));
      await store.teams.rewrite(team, (trail) => ({ entries: trail.entries, result: undefined }));
      expect(await store.directory.summaries()).toEqual([]);
      expect(await store.teams.read(team)).toEqual({ team, entries: [] });
      await store.close();
      await place.remove();
    });

    it("any run of appends and rewrites over several teams reads back exactly, before and after a restart", async () => {
      const step = fc.record({
        to: fc.constantFrom("team_a", "team_b").map(teamId),
        kind: fc.constantFrom("append", "rewrite"),
        names: fc.array(fc.string({ unit: "binary", maxLength: 20 }), { maxLength: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const place = await makePlace();
          const store = await place.open();
          const expected = new Map<TeamId, TrailEntry[]>();
          let made = 0;
          for (const { to, kind, names } of steps) {
            const entries = names.map((text) => named(`e${String((made += 1))}`, text || "-"));
            await (kind === "append"
              ? store.teams.append(to, () => ({ entries, result: 0 }))
              : store.teams.rewrite(to, () => ({ entries, result: 0 })));
            expected.set(to, kind === "append" ? [...(expected.get(to) ?? []), ...entries] : entries);
          }
          for (const [to, entries] of expected) expect((await store.teams.read(to)).entries).toEqual(entries);
          await store.close();
          const again = await place.open();
          for (const [to, entries] of expected) expect((await again.teams.read(to)).entries).toEqual(entries);
          await again.close();
          await place.remove();
        }),
        { numRuns: 15 },
      );
    });

    it("keeps whatever people can type: a NUL, half an emoji, overrides of direction, a key named __proto__", async () => {
      const place = await makePlace();
      const store = await place.open();
      const strange = ["a\u0000b", "\ud83d", "\u202egnp.exe", '{"__proto__":{"x":1}}', "'; drop table teams; --"];
      for (const [index, text] of strange.entries()) await add(store, team, `e${String(index)}`, text);
      await store.close();
      const again = await place.open();
      const names = (await again.teams.read(team)).entries.flatMap((entry) =>
        entry.kind === "person-named" ? [entry.name] : [],
      );
      expect(names).toEqual(strange);
      await again.close();
      await place.remove();
    });

    it("two first messages of a workspace at once make one team, which is found after a restart", async () => {
      const place = await makePlace();
      const store = await place.open();
      const make = () => ({ team: teamId(`team_${uniqueId()}`), entries: [linked] });
      const found = await Promise.all(Array.from({ length: 8 }, () => store.directory.findOrCreate(workspace, make)));
      expect(new Set(found).size).toBe(1);
      await store.close();
      const again = await place.open();
      expect(await again.directory.find(workspace)).toBe(found[0]);
      expect(await again.directory.find({ platform: "msteams", id: "T1" })).toBeUndefined();
      expect((await again.directory.summaries()).map((summary) => summary.team)).toEqual([found[0]]);
      await again.close();
      await place.remove();
    });

    it("nothing of a deleted team stays, and its workspace begins anew", async () => {
      const place = await makePlace();
      const store = await place.open();
      await store.teams.append(team, () => ({ entries: [linked, named("a", "Marker-4711")], result: undefined }));
      await store.teams.rewrite(team, () => ({ entries: [], result: undefined }));
      expect(await textOf(store, team)).not.toContain("Marker-4711");
      expect(await store.directory.find(workspace)).toBeUndefined();
      await add(store, team, "b");
      expect(await idsOf(store, team)).toEqual(["b"]);
      await store.close();
      expect(await place.everything()).not.toContain("Marker-4711");
      await place.remove();
    });

    it("what is damaged is set aside untouched and said so once; the team goes on, and finds out by status", async () => {
      const place = await makePlace();
      const first = await place.open();
      await first.teams.append(team, () => ({ entries: [linked, named("a")], result: undefined }));
      await first.close();
      const store = await place.open();
      await place.damage(team, "Trace-0815");
      await expect(store.teams.read(team)).rejects.toMatchObject({ code: "team-file-damaged" });
      expect(await store.directory.find(workspace)).toBe(team);
      expect((await store.teams.read(team)).entries.map((entry) => entry.kind)).toEqual([
        "workspace-linked",
        "earlier-file-set-aside",
      ]);
      await add(store, team, "next");
      expect(await place.everything()).toContain("Trace-0815");
      await store.close();
      await place.remove();
    });

    it("claims are given once, survive a restart, run out, and hold no id in clear", async () => {
      const place = await makePlace();
      let now = Date.parse("2026-11-23T00:00:00Z");
      const clock = (): Date => new Date(now);
      const store = await place.open(clock);
      const given = await Promise.all(Array.from({ length: 10 }, () => store.claims.claim("slack:event:Ev1", 1000)));
      expect(given.filter(Boolean)).toHaveLength(1);
      await store.close();
      const again = await place.open(clock);
      expect(await again.claims.claim("slack:event:Ev1", 1000)).toBe(false);
      expect(await again.claims.isClaimed("slack:event:Ev1")).toBe(true);
      expect(await place.everything()).not.toContain("Ev1");
      now += 2000;
      expect(await again.claims.isClaimed("slack:event:Ev1")).toBe(false);
      expect(await again.claims.claim("slack:event:Ev1", 1000)).toBe(true);
      await again.close();
      await place.remove();
    });

    it("installations are kept sealed, changed one after the other, and gone when removed", async () => {
      const place = await makePlace();
      const sealer = createSealer({ current: randomBytes(32), old: undefined });
      const store = await place.open();
      const installations = await store.openInstallations(sealer);
      const installed = (count: number): Installed => ({ kind: "installed", installedAt: at, details: { count } });
      await installations.change("T0SECRET", () => installed(0));
      await Promise.all(
        Array.from({ length: 10 }, () =>
          installations.change("T0SECRET", async (known) => {
            await new Promise((resolve) => setTimeout(resolve, 2));
            return installed(countIn(known) + 1);
          }),
        ),
      );
      expect(countIn(await installations.find("T0SECRET"))).toBe(10);
      expect(await installations.list()).toHaveLength(1);
      expect(await place.everything()).not.toContain("T0SECRET");
      await installations.change("T0SECRET", () => "remove");
      expect(await installations.find("T0SECRET")).toBeUndefined();
      expect(await installations.list()).toEqual([]);
      await store.close();
      await place.remove();
    });

    it("tells of each durable change with the workspaces of its team", async () => {
      const place = await makePlace();
      const store = await place.open();
      const told: unknown[] = [];
      store.onChange((change) => told.push(change));
      await store.teams.append(team, () => ({ entries: [linked], result: undefined }));
      await store.teams.append(team, () => ({ entries: [], result: undefined }));
      await store.teams.rewrite(team, () => ({ entries: [], result: undefined }));
      expect(told).toEqual([
        { team, workspaces: [workspace] },
        { team, workspaces: [workspace] },
      ]);
      await store.close();
      await place.remove();
    });
  });
}

const countIn = (known: unknown): number =>
  typeof known === "object" && known !== null && "details" in known ? (known.details as { count: number }).count : 0;
