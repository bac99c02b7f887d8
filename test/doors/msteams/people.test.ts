import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { From } from "./activity.js";
import { handsOf } from "./cards.js";
import { prepareTeamsProgram } from "./open-program.js";
import type { TeamsProgram } from "./open-program.js";
import { channel } from "./standin-door.js";

let teams: TeamsProgram;
beforeEach(async () => {
  teams = await prepareTeamsProgram();
  await teams.open();
  teams.connector.members.set("29:gus", { userRole: "guest" });
  teams.connector.members.set("29:far", { tenantId: "tenant-2" });
});
afterEach(() => teams.close());
const { say, renew, lastCard } = handsOf(() => teams);

const groupChat = { id: "19:chat@thread.v2", conversationType: "groupChat", isGroup: true };
const inChannel = (user: string, home?: string): From => ({
  ...channel,
  user: `29:${user}`,
  ...(home === undefined ? {} : { home }),
});
/** Asks for the team's state in the channel; resolves to what the asker sees. */
async function statusOf(who: From): Promise<string> {
  await say("status", who);
  return (await renew(lastCard(), who)).text;
}
const refused = "open to this team's members";

describe("in a group chat", () => {
  it("somebody whose name is longer than names are gets an answer that fits", async () => {
    const from = { id: "29:ben", name: '"'.repeat(20_000), aadObjectId: "aad-29:ben" };
    const entities = [{ type: "mention", text: "<at>Advisor</at>", mentioned: { id: "28:bot", name: "Advisor" } }];
    await teams.post({ type: "message", text: "<at>Advisor</at> help", from, entities }, inChannel("ben"));
    expect(teams.connector.cardFaults).toEqual([]);
    expect(teams.connector.sent()).toHaveLength(1);
  });

  it("the bot answers there whoever mentions it, and nobody who does not", async () => {
    await say("How much does it cost?", { conversation: groupChat, user: "29:ben" });
    expect(JSON.stringify(teams.connector.standing(groupChat.id))).toContain("$20,000");
    await teams.post({ type: "message", text: "" }, { conversation: groupChat });
    expect(teams.connector.sent()).toHaveLength(1);
  });
});

describe.each([
  ["a guest", inChannel("gus")],
  ["somebody of another tenant in a shared channel", inChannel("far", "tenant-2")],
])("%s", (_name, who) => {
  it("gets answers and nothing of the team's, until the lead invites them by name, and after that no more", async () => {
    await say("assess", inChannel("ana"));
    await say("How much does it cost?", who);
    expect(JSON.stringify(teams.connector.sent().at(-1))).toContain("$20,000");
    expect(await statusOf(who)).toContain(refused);

    const name = (who.user ?? "").slice(3);
    const named = { ...inChannel("ana"), named: [{ id: `29:${name}`, name }] };
    await say(`invite <at>${name}</at>`, named);
    expect(await statusOf(who)).not.toContain(refused);

    await say(`uninvite <at>${name}</at>`, named);
    expect(await statusOf(who)).toContain(refused);
  });

  it("cannot invite themselves", async () => {
    await say("assess", inChannel("ana"));
    const name = (who.user ?? "").slice(3);
    await say(`invite <at>${name}</at>`, { ...who, named: [{ id: who.user ?? "", name }] });
    expect(await statusOf(who)).toContain(refused);
  });
});
