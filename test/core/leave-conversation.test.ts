import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAdvisor } from "../../src/core/advisor.js";
import type { Advisor, LeftConversation } from "../../src/core/advisor.js";
import type { TrailEntry } from "../../src/core/team/trail.js";
import { openWorld } from "../builders/world.js";
import type { World } from "../builders/world.js";

let world: World;
let advisor: Advisor;
beforeEach(async () => {
  world = await openWorld();
  advisor = createAdvisor(world.parts);
});
afterEach(() => world.close());

const workspace = { platform: "msteams", id: "tenant-1" } as const;
const keep = (conversation: string, group?: string): Promise<void> =>
  advisor.keepConversation(workspace, {
    platform: "msteams",
    place: { kind: "personal", conversation },
    person: null,
    group,
    reference: {},
  });
const leave = (conversation: string, more: Partial<LeftConversation> = {}): Promise<void> =>
  advisor.leaveConversation(workspace, { platform: "msteams", conversation, isRemoved: true, ...more });

async function entries(): Promise<readonly TrailEntry[]> {
  const team = await world.store.directory.find(workspace);
  return team === undefined ? [] : (await world.store.teams.read(team)).entries;
}
const kept = async (): Promise<string[]> =>
  (await entries()).flatMap((entry) => (entry.kind === "conversation-kept" ? [entry.conversation] : []));
const removals = async (): Promise<number> => (await entries()).filter(({ kind }) => kind === "app-removed").length;

describe("a conversation the bot can write to no more", () => {
  it("is forgotten, with all that is part of its group, and no other", async () => {
    await keep("a");
    await keep("b", "team");
    await keep("c", "team");
    await leave("b", { group: "team" });
    expect([await kept(), await removals()]).toEqual([["a"], 0]);
  });

  it("begins the grace when the app was removed from the last one, once", async () => {
    await keep("a");
    await leave("a");
    await leave("a");
    expect([await kept(), await removals()]).toEqual([[], 1]);
  });

  it("begins none when messages are refused there, until the app is removed from it, too", async () => {
    await keep("a");
    await leave("a", { isRemoved: false });
    expect([await kept(), await removals()]).toEqual([[], 0]);
    await leave("a");
    expect(await removals()).toBe(1);
  });

  it("of somebody nothing is known of changes nothing", async () => {
    await leave("a");
    expect(await entries()).toEqual([]);
  });
});
