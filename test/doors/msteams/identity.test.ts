import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { From, Json } from "./activity.js";
import { prepareTeamsProgram } from "./open-program.js";
import type { TeamsProgram } from "./open-program.js";

let teams: TeamsProgram;
beforeEach(async () => {
  teams = await prepareTeamsProgram();
});
afterEach(() => teams.close());

const open = (environment?: Record<string, string>): Promise<void> => teams.open(environment);
const send = (more: Json, from?: From): Promise<Response> => teams.post(more, from);
const post = async (more: Json, from?: From): Promise<number> => (await send(more, from)).status;
const ask = (from?: From): Promise<number> => post({ type: "message", text: "How much does it cost?" }, from);
const status = (from?: From): Promise<number> => post({ type: "message", text: "status" }, from);
const lastText = (): string => JSON.stringify(teams.connector.sent().at(-1));

/** What the button that opens a private reply carries. */
function viewIn(json: unknown): unknown {
  if (typeof json !== "object" || json === null) return undefined;
  if ("verb" in json && json.verb === "view" && "data" in json) return json.data;
  return Object.values(json)
    .map(viewIn)
    .find((data) => data !== undefined);
}

/** Presses the one button of the last card; resolves to what the presser sees. */
async function pressOnly(from: From): Promise<string> {
  const action = { type: "Action.Execute", verb: "view", data: viewIn(JSON.parse(lastText())) };
  return (await send({ type: "invoke", name: "adaptiveCard/action", value: { action } }, from)).text();
}

const channelOf = (id: string): Json => ({ id: `${id};messageid=1`, conversationType: "channel", isGroup: true });

describe("whose tenant is served in Teams", () => {
  it("a single-tenant bot serves its own tenant and refuses every other", async () => {
    await open();
    expect(await ask()).toBe(200);
    expect(await ask({ tenant: "TENANT-1" })).toBe(200);
    expect(teams.connector.sent()).toHaveLength(2);
    expect(await ask({ tenant: "tenant-2" })).toBe(403);
    expect(await ask({ home: "tenant-2" })).toBe(403);
    expect(teams.connector.sent()).toHaveLength(2);
    expect(await readdir(join(teams.dataDir, "teams"))).toHaveLength(1);
  });

  it("TEAMS_TENANTS names those that are served", async () => {
    await open({ TEAMS_TENANTS: "tenant-2, Tenant-3" });
    expect(await ask()).toBe(403);
    expect(await ask({ tenant: "tenant-2" })).toBe(200);
    expect(await ask({ tenant: "tenant-3" })).toBe(200);
  });

  it("TEAMS_TENANTS=* serves all, and a multi-tenant bot does without it", async () => {
    await open({ TEAMS_TENANTS: "*" });
    expect(await ask({ tenant: "tenant-9" })).toBe(200);
    await open({ MicrosoftAppType: "MultiTenant" });
    expect(await ask({ tenant: "tenant-9" })).toBe(200);
  });

  it("a tenant that is refused is refused an invoke too, and cannot read what is stored", async () => {
    await open();
    const value = { action: { type: "Action.Execute", verb: "press", data: {} } };
    expect(await post({ type: "invoke", name: "adaptiveCard/action", value }, { tenant: "tenant-2" })).toBe(403);
  });

  it("somebody of another tenant in a shared channel gets answers, and nothing of the team's", async () => {
    await open();
    const shared = { conversation: channelOf("19:shared@thread.tacv2"), home: "tenant-2" };
    const named = { entities: [{ type: "mention", text: "<at>A</at>", mentioned: { id: "28:bot", name: "A" } }] };
    await post({ type: "message", text: "<at>A</at> How much does it cost?", ...named }, shared);
    expect(lastText()).toContain("$20,000");
    await post({ type: "message", text: "<at>A</at> status", ...named }, shared);
    expect(await pressOnly(shared)).toContain("open to this team's members");
  });
});

describe("keys of Teams that can't be fetched", () => {
  it("are nobody's fault: 503", async () => {
    await open({ ToBotFromChannelOpenIdMetadataUrl: "http://127.0.0.1:9/metadata" });
    expect(await ask()).toBe(503);
    expect(teams.connector.sent()).toHaveLength(0);
  });
});

describe("the app removed in Teams", () => {
  const install = { type: "installationUpdate", action: "add" };
  const remove = { type: "installationUpdate", action: "remove" };
  const team = { conversation: channelOf("19:general@thread.tacv2"), team: "19:general@thread.tacv2" };
  const otherChannel = { conversation: channelOf("19:other@thread.tacv2"), team: "19:general@thread.tacv2" };
  const chat = { conversation: { id: "19:chat@thread.v2", conversationType: "groupChat", isGroup: true } };

  const trail = (): Promise<Json[]> => teams.trail();
  async function kept(): Promise<unknown[]> {
    return (await trail()).filter(({ kind }) => kind === "conversation-kept").map(({ conversation }) => conversation);
  }
  const isGone = async (): Promise<boolean> => (await trail()).at(-1)?.["kind"] === "app-removed";

  it("forgets the address of that person, chat or team, and of no other", async () => {
    await open();
    await post(install);
    await post(install, chat);
    await post(install, team);
    await status(otherChannel);
    expect(await kept()).toHaveLength(4);
    expect(await post(remove, team)).toBe(200);
    expect(await kept()).toEqual(["a:personal", "19:chat@thread.v2"]);
    await post(remove);
    expect(await kept()).toEqual(["19:chat@thread.v2"]);
    expect(await isGone()).toBe(false);
  });

  it("from the last place begins the grace, once; any new installation ends it", async () => {
    await open();
    await post(install);
    await post(remove);
    await post({ type: "conversationUpdate", membersRemoved: [{ id: "28:bot" }] });
    expect(await isGone()).toBe(true);
    expect((await trail()).filter(({ kind }) => kind === "app-removed")).toHaveLength(1);
    await post(install, chat);
    expect(await isGone()).toBe(false);
  });

  it("a new version of the app, and somebody who leaves a team, change nothing", async () => {
    await open();
    await post(install);
    await post({ type: "installationUpdate", action: "remove-upgrade" });
    await post({ type: "conversationUpdate", membersRemoved: [{ id: "29:ben" }] });
    expect(await kept()).toEqual(["a:personal"]);
  });

  it("nothing is said into a place that was left", async () => {
    await open();
    await post(install);
    const before = teams.connector.sent().length;
    await post(remove);
    expect(teams.connector.sent()).toHaveLength(before);
  });

  it("the tenant's data is deleted when the grace is over, at the next start at the latest", async () => {
    await open();
    await post(install);
    await post({ type: "message", text: "assess" });
    await post(remove);
    await open({ UNINSTALL_GRACE_DAYS: "0" });
    await expect.poll(() => readdir(join(teams.dataDir, "teams"))).toEqual([]);
  });
});
