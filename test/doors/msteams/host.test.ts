import { afterEach, describe, expect, it } from "vitest";
import { encodeAction } from "../../../src/core/conversation/action.js";
import { nonce, personId } from "../../../src/core/ids.js";
import { lineOf, standinAdvisor } from "../door-parts.js";
import type { StandinAdvisor } from "../door-parts.js";
import type { Json } from "./activity.js";
import { channel, openTeamsDoor } from "./standin-door.js";
import type { OpenTeams } from "./standin-door.js";

let open: OpenTeams;
afterEach(() => open.close());

const advisor = (): StandinAdvisor => standinAdvisor(() => lineOf("Hello."));
const question: Json = { type: "message", text: "<at>A</at> hi", entities: [], textFormat: "plain" };
const mention = { entities: [{ type: "mention", text: "<at>A</at>", mentioned: { id: "28:bot", name: "A" } }] };
const lookUps = (): string[] =>
  open.connector.calls.flatMap(({ method, path }) => (method === "GET" ? [decodeURIComponent(path)] : []));

describe("who calls the Teams door", () => {
  it("may not have signed with a key that Microsoft gave to another channel", async () => {
    open = await openTeamsDoor(advisor());
    open.connector.key.endorsements = ["webchat"];
    expect((await open.post(question)).status).toBe(401);
    expect(open.connector.sent()).toEqual([]);
  });

  it("is let in again once the keys can be had", async () => {
    open = await openTeamsDoor(advisor());
    open.connector.key.isDown = true;
    expect((await open.post(question)).status).toBe(503);
    open.connector.key.isDown = false;
    expect((await open.post(question)).status).toBe(200);
    expect(open.connector.sent()).toHaveLength(1);
  });

  it("is told that a feature is not ours, such as signing in", async () => {
    open = await openTeamsDoor(advisor());
    expect((await open.post({ type: "invoke", name: "signin/verifyState", value: {} })).status).toBe(501);
  });

  it("on a channel other than Teams is refused", async () => {
    open = await openTeamsDoor(advisor());
    expect((await open.post({ ...question, channelId: "webchat" })).status).toBe(403);
  });
});

describe("what Teams is asked and told", () => {
  it("in a channel the members of its team, since a channel has none of its own", async () => {
    open = await openTeamsDoor(advisor());
    const channelData = { tenant: { id: "tenant-1" }, team: { id: "19:team@thread.tacv2" } };
    await open.post({ ...question, ...mention, channelData }, channel);
    expect(lookUps()).toEqual(["/v3/conversations/19:team@thread.tacv2/members/29:ana"]);
  });

  it("in a chat without the bot, the personal chat, which is made in silence", async () => {
    open = await openTeamsDoor(advisor());
    open.connector.notIn.add("19:elsewhere@thread.v2");
    const value = { commandId: "answerMessage", messagePayload: { body: { contentType: "text", content: "hi" } } };
    await open.post(
      { type: "invoke", name: "composeExtension/fetchTask", value },
      { conversation: { id: "19:elsewhere@thread.v2", conversationType: "groupChat" } },
    );
    const made = open.connector.calls.find(({ path }) => path === "/v3/conversations");
    expect(made?.body).toEqual({
      isGroup: false,
      bot: { id: "28:bot", name: "Advisor" },
      members: [{ id: "29:ana", name: "" }],
      tenantId: "tenant-1",
      channelData: { tenant: { id: "tenant-1" } },
    });
    expect(lookUps().at(-1)).toMatch(/^\/v3\/conversations\/sent-\d+\/members\/29:ana$/);
    expect(open.connector.sent()).toEqual([]);
  });

  it("is the same though Teams leaves fields empty", async () => {
    open = await openTeamsDoor(advisor());
    await open.post({
      ...question,
      from: { id: "29:ana", name: "", aadObjectId: null },
      recipient: { id: "28:bot", name: "" },
      conversation: { id: "a:personal", conversationType: null, tenantId: "tenant-1", isGroup: null },
    });
    expect(open.connector.standing("a:personal")).toHaveLength(1);
  });

  it("is a line without a summary where a reply has no words", async () => {
    open = await openTeamsDoor(standinAdvisor(() => lineOf("")));
    expect((await open.post(question)).status).toBe(200);
  });
});

describe("a turn that fails", () => {
  it("is answered with a fault, and the next one is taken", async () => {
    open = await openTeamsDoor({
      ...advisor(),
      find: () => {
        throw new TypeError("no answers");
      },
    });
    const search = { type: "invoke", name: "composeExtension/query", value: { commandId: "searchAnswers" } };
    expect((await open.post(search)).status).toBe(500);
    expect((await open.post(question)).status).toBe(200);
    expect(open.connector.sent()).toHaveLength(1);
  });
});

describe("messages that do not get through", () => {
  const press: Json = {
    type: "invoke",
    name: "adaptiveCard/action",
    value: {
      action: {
        type: "Action.Execute",
        verb: "press",
        data: { press: encodeAction({ action: { do: "help" }, nonce: nonce("n") }) },
      },
    },
  };

  it("are shown in answer to the press that brought them", async () => {
    open = await openTeamsDoor(advisor());
    expect(await (await open.post(press)).text()).toContain("Answered below");
    open.connector.refused = "Hello.";
    const { value } = (await (await open.post(press)).json()) as { value: unknown };
    expect(JSON.stringify(value)).toContain("Hello.");
  });

  it("since there is no token: are not said to stand below", async () => {
    open = await openTeamsDoor(advisor(), { outboundToken: () => Promise.reject(new TypeError("no token")) });
    expect(await (await open.post(press)).text()).not.toContain("Answered below");
  });

  it("since there is no token, and that nobody asked for: can be tried again", async () => {
    open = await openTeamsDoor(advisor(), { outboundToken: () => Promise.reject(new TypeError("no token")) });
    const reference = {
      channelId: "msteams",
      serviceUrl: `${open.connector.url}/`,
      bot: { id: "28:bot", name: "Advisor" },
      user: { id: "29:ana" },
      conversation: { id: "a:personal", conversationType: "personal", tenantId: "tenant-1" },
    };
    const to = { workspace: { platform: "msteams", id: "tenant-1" } as const, person: personId("msteams:tenant-1:a") };
    expect(await open.messenger.tell({ ...to, reference }, lineOf("News."))).toBe("not-now");
  });
});
