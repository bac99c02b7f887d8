import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { From } from "./activity.js";
import { prepareTeamsProgram } from "./open-program.js";
import type { TeamsProgram } from "./open-program.js";

let teams: TeamsProgram;
beforeEach(async () => {
  teams = await prepareTeamsProgram();
  await teams.open();
});
const writeIn = async (...places: readonly From[]): Promise<void> => {
  for (const place of places) await teams.post({ type: "message", text: "<at>A</at> help", ...named }, place);
};
afterEach(async () => {
  vi.useRealTimers();
  await teams.close();
});

const named = { entities: [{ type: "mention", text: "<at>A</at>", mentioned: { id: "28:bot", name: "A" } }] };
const chat: From = { conversation: { id: "19:chat@thread.v2", conversationType: "groupChat", isGroup: true } };
const channelOf = (id: string): From => ({
  conversation: { id: `${id};messageid=1`, conversationType: "channel", isGroup: true },
  team: "19:general@thread.tacv2",
});
const general = channelOf("19:general@thread.tacv2");
const other = channelOf("19:other@thread.tacv2");

const kept = async (): Promise<unknown[]> =>
  (await teams.trail()).filter(({ kind }) => kind === "conversation-kept").map(({ conversation }) => conversation);
const isGraceRunning = async (): Promise<boolean> => (await teams.trail()).at(-1)?.["kind"] === "app-removed";

const askedAfter = (): string[] =>
  teams.connector.calls.flatMap(({ path }) =>
    path.includes("/pagedmembers") ? [decodeURIComponent(/conversations\/([^/]+)/.exec(path)?.[1] ?? "")] : [],
  );
/** The program starts again and runs for a day; resolves once it has asked about so many places. */
async function aDayLater(places: number): Promise<void> {
  const before = askedAfter().length;
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
  await teams.open();
  await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000);
  await expect.poll(() => askedAfter().length - before, { timeout: 10_000 }).toBe(places);
  // Its round ends before the program closes.
  await teams.program().close();
}

describe("a removal while the program was down", () => {
  it("is found once a day, for a team with all its channels, and leaves the rest as it is", async () => {
    await writeIn({}, chat, general, other);
    teams.connector.notIn.add("19:general@thread.tacv2");
    await aDayLater(3);
    expect(new Set(askedAfter())).toEqual(new Set(["a:personal", "19:chat@thread.v2", "19:general@thread.tacv2"]));
    expect(await kept()).toEqual(["a:personal", "19:chat@thread.v2"]);
    expect(await isGraceRunning()).toBe(false);
  });

  it("of everything begins the grace, which a message ends", async () => {
    await writeIn({}, chat);
    for (const place of ["a:personal", "19:chat@thread.v2"]) teams.connector.notIn.add(place);
    await aDayLater(2);
    expect(await kept()).toEqual([]);
    expect(await isGraceRunning()).toBe(true);
    teams.connector.notIn.clear();
    await teams.open();
    await teams.post({ type: "message", text: "hello" });
    expect(await isGraceRunning()).toBe(false);
  });

  it.each([
    [403, "BotDisabledByAdmin"],
    [403, "Forbidden"],
    [404, "ConversationNotFound"],
    [401, "Unauthorized"],
  ])("is not taken from any other answer (%i %s)", async (status, code) => {
    await writeIn({});
    teams.connector.failures.push({ matches: ({ method }) => method === "GET", status, code, times: Infinity });
    await aDayLater(1);
    expect(await kept()).toEqual(["a:personal"]);
  });
});
