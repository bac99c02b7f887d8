import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { teamId } from "../../src/core/ids.js";
import type { TeamId } from "../../src/core/ids.js";
import { sweepRemoved } from "../../src/retention/sweep-removed.js";
import { createSealer } from "../../src/secrets/sealer.js";
import { openFileInstallations } from "../../src/stores/files/open-file-installations.js";
import { quietLog, temporaryFolder } from "../builders/world.js";

const removedAt = "2026-11-01T12:00:00.000Z";
const installation = { kind: "installed", installedAt: "2026-12-01T11:59:59.000Z", details: {} } as const;

async function world(now: string, forget: (team: TeamId) => Promise<void>) {
  const installations = await openFileInstallations({
    folder: await temporaryFolder(),
    sealer: createSealer({ current: randomBytes(32), old: undefined }),
    log: quietLog,
  });
  await installations.change("T1", () => ({ kind: "uninstalled", installedAt: undefined, uninstalledAt: removedAt }));
  await installations.change("T2", () => installation);
  const directory = {
    find: ({ id }: { id: string }) => Promise.resolve(teamId(`team_${id}`)),
    findOrCreate: () => Promise.resolve(teamId("none")),
    summaries: () => Promise.resolve([]),
  };
  const parts = { installations, directory, forget, graceDays: 30, clock: () => new Date(now), log: quietLog };
  return { installations, sweep: () => sweepRemoved(parts) };
}

describe("the data of a team that removed the app", () => {
  it.each([
    ["2026-12-01T11:59:59.000Z", []],
    ["2026-12-01T12:00:00.000Z", ["team_T1"]],
  ])("at %s these are deleted: %j", async (now, deleted) => {
    const forgotten: string[] = [];
    const { installations, sweep } = await world(now, (team) => {
      forgotten.push(team);
      return Promise.resolve();
    });
    await sweep();
    await sweep();
    expect(forgotten).toEqual(deleted);
    expect((await installations.find("T1")) === undefined).toBe(deleted.length > 0);
    expect(await installations.find("T2")).toEqual(installation);
  });

  it("is tried again in the next round when it can't be deleted now", async () => {
    let tries = 0;
    const { installations, sweep } = await world("2027-01-01T00:00:00.000Z", () =>
      (tries += 1) === 1 ? Promise.reject(new TypeError("disk")) : Promise.resolve(),
    );
    await sweep();
    expect(await installations.find("T1")).toMatchObject({ kind: "uninstalled" });
    await sweep();
    expect(await installations.find("T1")).toBeUndefined();
  });

  it("an installation made while it is being deleted is kept, and comes after", async () => {
    const begun: { again?: Promise<unknown> } = {};
    const { installations, sweep } = await world("2027-01-01T00:00:00.000Z", () => {
      begun.again = installations.change("T1", (known) => {
        expect(known).toBeUndefined();
        return installation;
      });
      return new Promise((resolve) => setTimeout(resolve, 20));
    });
    await sweep();
    await begun.again;
    expect(await installations.find("T1")).toEqual(installation);
  });
});
