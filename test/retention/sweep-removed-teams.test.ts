import { describe, expect, it } from "vitest";
import { entryId, teamId } from "../../src/core/ids.js";
import type { Trail, TrailEntry } from "../../src/core/team/trail.js";
import { sweepRemovedTeams } from "../../src/retention/sweep-removed-teams.js";
import { quietLog } from "../builders/world.js";

const team = teamId("team_1");
const base = { id: entryId("e1"), by: null } as const;
const kept = (at: string): TrailEntry => ({
  ...base,
  at,
  kind: "conversation-kept",
  platform: "msteams",
  conversation: "a:1",
  person: null,
  reference: {},
});
const removed = (at: string): TrailEntry => ({ ...base, at, kind: "app-removed", platform: "msteams" });

const removedAt = "2026-11-01T12:00:00.000Z";
const justBefore = "2026-12-01T11:59:59.000Z";
const over = "2026-12-01T12:00:00.000Z";

/** Whether one round at `now` deletes the team. */
async function isDeleted(
  now: string,
  entries: readonly TrailEntry[],
  platforms: readonly ("msteams" | "slack")[] = ["msteams"],
): Promise<boolean> {
  const trail: Trail = { team, entries };
  const outcome = { isDeleted: false };
  await sweepRemovedTeams({
    store: { read: () => Promise.resolve(trail) },
    directory: {
      summaries: () =>
        Promise.resolve([
          {
            team,
            workspaces: platforms.map((platform) => ({ platform, id: "w" })),
            openConsultations: [],
            requests: [],
            consultations: 0,
            outbox: [],
            reminds: false,
            lastActivity: null,
          },
        ]),
    },
    forget: (_team, isMeant) => {
      outcome.isDeleted = isMeant(trail);
      return Promise.resolve(outcome.isDeleted);
    },
    graceDays: 30,
    clock: () => new Date(now),
    log: quietLog,
  });
  return outcome.isDeleted;
}

describe("the data of a tenant that removed the app from everywhere", () => {
  it.each([
    ["before the grace is over", justBefore, [removed(removedAt)], false],
    ["when it is over", over, [removed(removedAt)], true],
    ["when it was installed again since", over, [removed(removedAt), kept("2026-11-30T12:00:00.000Z")], false],
    ["when it was never removed", over, [kept(removedAt)], false],
  ])("%s (%s)", async (_name, now, entries, expected) => {
    expect(await isDeleted(now, entries)).toBe(expected);
  });

  it("stays when the team is also in Slack", async () => {
    expect(await isDeleted(over, [removed(removedAt)], ["msteams", "slack"])).toBe(false);
  });
});
