import { afterEach, describe, expect, it } from "vitest";
import type { Advisor } from "../../../src/core/advisor.js";
import type { OpenStore } from "../../../src/stores/open-store.js";
import { openStore, temporaryFolder } from "../../builders/world.js";
import { lineOf, standinAdvisor } from "../door-parts.js";
import type { OpenTeams } from "./standin-door.js";
import { channel, openTeamsDoor } from "./standin-door.js";

let store: OpenStore;
let teams: OpenTeams | undefined;
let dataDir: string;
const forever = new Promise<never>(() => undefined);

const open = async (advisor: Advisor): Promise<OpenTeams> => {
  store = await openStore(dataDir);
  teams = await openTeamsDoor(advisor, { inbox: await store.openInbox(undefined), connector: teams?.connector });
  await teams.start();
  return teams;
};
const whileUnderWay = () => new Promise((resolve) => setTimeout(resolve, 300));

afterEach(async () => {
  await teams?.close();
  await store.close();
});

describe("a message in Teams that was being worked when the program ended", () => {
  it("is answered after the restart, in its thread, once", async () => {
    dataDir = await temporaryFolder();
    const before = await open(standinAdvisor(() => forever));
    const mention = { type: "mention", text: "<at>Advisor</at>", mentioned: { id: "28:bot", name: "Advisor" } };
    const message = { id: "m1", type: "message", text: "<at>Advisor</at> hi", entities: [mention] };
    void before.post(message, channel).catch(() => undefined);
    await whileUnderWay();
    await store.close();
    before.leave();

    const advisor = standinAdvisor(() => lineOf("Here you are.", { audience: "everyone" }));
    const after = await open(advisor);
    await whileUnderWay();
    await after.post(message, channel);

    expect(advisor.asked).toHaveLength(1);
    const posted = after.connector.calls.filter(({ body }) => JSON.stringify(body).includes("Here you are."));
    expect(posted.map(({ path }) => decodeURIComponent(path))).toEqual([
      expect.stringContaining("19:c@thread.tacv2;messageid=1"),
    ]);
  });
});
