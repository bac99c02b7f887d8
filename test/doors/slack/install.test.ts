import { renameSync, writeFileSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeAction } from "../../../src/core/conversation/action.js";
import { nonce, personId } from "../../../src/core/ids.js";
import { fingerprint } from "../../../src/secrets/fingerprint.js";
import { lineOf, standinAdvisor } from "../door-parts.js";
import type { StandinAdvisor } from "../door-parts.js";
import { Browser } from "./browser.js";
import { grantOf, openManyWorkspaces } from "./many-workspaces.js";
import type { ManyWorkspaces } from "./many-workspaces.js";
import { eventually } from "./slack-client.js";

let many: ManyWorkspaces;
let advisor: StandinAdvisor;

beforeEach(async () => {
  advisor = standinAdvisor((request) => lineOf(`for ${request.workspace.id}`));
  many = await openManyWorkspaces(advisor);
});
afterEach(() => many.close());

const said = (text: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ type: "message", channel: "D1", channel_type: "im", user: "UANA", text, ts: `${String(Date.now())}.1` },
  ...more,
});
const seconds = (at: Date, more = 0): number => Math.floor(at.getTime() / 1000) + more;
const posted = (index: number) => eventually(() => many.slack.of("chat.postMessage")[index], `post ${String(index)}`);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));
/** An event as Slack wraps it, with more about where it came from. */
const wrapped = (team: string | null, event: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  many
    .clientOf("")
    .post(
      JSON.stringify({ type: "event_callback", event_id: `Ev${String(Math.random())}`, team_id: team, event, ...more }),
      "application/json",
    );
const removed = (team: string, at: number): Promise<Response> =>
  wrapped(team, { type: "app_uninstalled" }, { event_time: at });
const kindOf = async (workspace: string): Promise<string | undefined> => (await many.store.find(workspace))?.kind;

describe("installing in Slack", () => {
  it("the page explains itself and leads to Slack with our scopes, the way back, and a state", async () => {
    const browser = new Browser(many.url);
    const { status, text, headers } = await browser.get("/slack/install");
    const to = await browser.begin();
    expect(status).toBe(200);
    expect(text).toContain("Add to Slack");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.getSetCookie()[0]).toMatch(/HttpOnly/);
    expect(to.pathname).toBe("/oauth/v2/authorize");
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      scope: "commands,chat:write",
      client_id: "client-id",
      redirect_uri: "https://bot.example.com/slack/oauth_redirect",
    });
  });

  it("the pages lead to the privacy and support pages, also when nothing was installed", async () => {
    const browser = new Browser(many.url);
    const state = (await browser.begin()).searchParams.get("state") ?? "";
    for (const { text } of [await browser.get("/slack/install"), await browser.comeBack({ code: "unknown", state })])
      for (const page of ["privacy", "support"]) expect(text).toContain(`<a href="../${page}">`);
  });

  it("a listing's direct install leads straight to Slack, with a state that brings the installation home", async () => {
    const browser = new Browser(many.url);
    const { status, headers } = await browser.get("/slack/install/direct");
    const to = new URL(headers.get("location") ?? "");
    many.slack.oauth.grants.set("c", grantOf("T1"));
    const back = await browser.comeBack({ code: "c", state: to.searchParams.get("state") ?? "" });
    expect([status, to.pathname, to.searchParams.get("scope")]).toEqual([
      302,
      "/oauth/v2/authorize",
      "commands,chat:write",
    ]);
    expect(headers.getSetCookie()[0]).toMatch(/Path=\/;/);
    expect(back.text).toContain("The advisor is in your Slack now");
  });

  it("two workspaces are installed, and each is answered by its own token as its own team", async () => {
    expect((await many.install(grantOf("T1"))).text).toContain("The advisor is in your Slack now");
    expect((await many.install(grantOf("T2"))).status).toBe(200);
    await many.clientOf("T1").event(said("one"));
    await posted(0);
    await many.clientOf("T2").event(said("two", { user: "UBO" }));
    await posted(1);
    expect(many.slack.of("chat.postMessage").map(({ token, body }) => [token, body["text"]])).toEqual([
      ["xoxb-T1", "for T1"],
      ["xoxb-T2", "for T2"],
    ]);
    expect(advisor.asked.map(({ workspace, person }) => [workspace.id, person.id, person.standing])).toEqual([
      ["T1", "slack:T1:UANA", "member"],
      ["T2", "slack:T2:UBO", "member"],
    ]);
    expect(many.slack.of("oauth.v2.access")[0]?.body).toMatchObject({
      redirect_uri: "https://bot.example.com/slack/oauth_redirect",
    });
  });

  it("a refusal in Slack is told, and nothing is kept", async () => {
    const browser = new Browser(many.url);
    const state = (await browser.begin()).searchParams.get("state") ?? "";
    expect((await browser.comeBack({ error: "access_denied", state })).text).toContain("Nothing was installed");
    expect(await many.store.list()).toEqual([]);
  });

  it.each([
    ["made up", () => Promise.resolve("made.up")],
    ["missing", () => Promise.resolve("")],
    ["of another browser", async () => (await new Browser(many.url).begin()).searchParams.get("state") ?? ""],
  ])("a state that is %s is refused before Slack is asked", async (_name, make) => {
    const browser = new Browser(many.url);
    await browser.begin();
    many.slack.oauth.grants.set("c", grantOf("T1"));
    const { status, text } = await browser.comeBack({ code: "c", state: await make() });
    expect([status, text.includes("This page has run out")]).toEqual([400, true]);
    expect(many.slack.of("oauth.v2.access")).toEqual([]);
  });

  it("a state counts once, also in the browser it was begun in", async () => {
    const browser = new Browser(many.url);
    const state = (await browser.begin()).searchParams.get("state") ?? "";
    const again = { headers: { cookie: `slack-app-oauth-state=${state}` } };
    many.slack.oauth.grants.set("c1", grantOf("T1")).set("c2", grantOf("T2"));
    expect((await browser.comeBack({ code: "c1", state })).status).toBe(200);
    const second = await fetch(`${many.url}/slack/oauth_redirect?code=c2&state=${state}`, again);
    expect(second.status).toBe(400);
    expect(await many.store.find("T2")).toBeUndefined();
  });

  it("a state runs out after ten minutes", async () => {
    const browser = new Browser(many.url);
    const state = (await browser.begin()).searchParams.get("state") ?? "";
    many.now = new Date(many.now.getTime() + 11 * 60_000);
    many.slack.oauth.grants.set("c", grantOf("T1"));
    expect((await browser.comeBack({ code: "c", state })).status).toBe(400);
  });

  it("a code that Slack refuses is told in words, without the reason's details", async () => {
    const { status, text } = await new Browser(many.url).install("unknown");
    expect([status, text.includes("did not work"), text.includes("invalid_code")]).toEqual([500, true, false]);
  });

  it("installed again, the new token answers", async () => {
    await many.install(grantOf("T1"));
    await many.clientOf("T1").event(said("one"));
    await posted(0);
    await many.install(grantOf("T1", { token: "xoxb-T1-again" }));
    await many.clientOf("T1").event(said("two"));
    expect((await posted(1)).token).toBe("xoxb-T1-again");
  });

  it("nothing of a token, a name or a workspace's id is in the log", async () => {
    await many.install(grantOf("T1"));
    await many.clientOf("T1").event(said("one"));
    await posted(0);
    expect(many.logged()).not.toMatch(/xoxb|"T1"|Team T1|UANA/);
  });
});

describe("an organization on Enterprise Grid", () => {
  const organization = grantOf("E1", { team: null, enterprise: { id: "E1", name: "Org" } });
  const ofOrganization = (team: string) => ({
    enterprise_id: "E1",
    authorizations: [
      { enterprise_id: "E1", team_id: team, user_id: "UBOTE1", is_bot: true, is_enterprise_install: true },
    ],
  });

  it("is one team for all of its workspaces, though Slack's team is null when it is installed", async () => {
    expect((await many.install(organization)).status).toBe(200);
    many.slack.users
      .set("UANA", { team_id: "T8" })
      .set("UBO", { team_id: "T9", enterprise_user: { enterprise_id: "E1" } });
    await wrapped("T8", said("one"), ofOrganization("T8"));
    await posted(0);
    await wrapped("T9", said("two", { user: "UBO" }), ofOrganization("T9"));
    expect((await posted(1)).token).toBe("xoxb-E1");
    expect(advisor.asked.map(({ workspace, person }) => [workspace.id, person.standing])).toEqual([
      ["E1", "member"],
      ["E1", "member"],
    ]);
  });

  it("serves commands and presses of its workspaces, and a workspace whose events do not say so", async () => {
    await many.install(organization);
    await wrapped("T8", said("one"), { enterprise_id: "E1" });
    await posted(0);
    const fields = { command: "/iso42001", text: "hi", user_id: "UANA", channel_id: "C1", trigger_id: "t-org" };
    await many.clientOf("T8").post(
      new URLSearchParams({
        ...{ ...fields, team_id: "T8", enterprise_id: "E1", is_enterprise_install: "true" },
        response_url: many.slack.responseUrl("command"),
      }).toString(),
      "application/x-www-form-urlencoded",
    );
    await many.clientOf("T8").interact({
      ...{ type: "block_actions", trigger_id: "t-org-2", user: { id: "UANA", team_id: "T8" }, team: null },
      ...{ enterprise: { id: "E1" }, is_enterprise_install: true, channel: { id: "C1" } },
      container: { type: "message", is_ephemeral: true },
      response_url: many.slack.responseUrl("press"),
      actions: [
        {
          type: "button",
          action_id: "press-0",
          value: encodeAction({ action: { do: "help" }, nonce: nonce("n") }),
          action_ts: "1",
        },
      ],
    });
    await eventually(() => advisor.asked[2]);
    expect(advisor.asked.map(({ workspace }) => workspace.id)).toEqual(["E1", "E1", "E1"]);
  });

  it("somebody of another organization stays outside", async () => {
    await many.install(organization);
    many.slack.users.set("UFAR", { team_id: "T7", enterprise_user: { enterprise_id: "E2", teams: ["T7"] } });
    const mention = { type: "app_mention", channel: "C1", user: "UFAR", text: "<@UBOTE1> status", ts: "3.1" };
    await wrapped("T8", { ...mention, user_team: "T7" }, ofOrganization("T8"));
    await eventually(() => advisor.asked[0]);
    expect(advisor.asked[0]?.person).toMatchObject({ id: "slack:T7:UFAR", standing: "outside" });
  });

  it("its removal is its own, and not that of a workspace in it that was installed apart", async () => {
    await many.install(organization);
    await many.install(grantOf("T8", { enterprise: { id: "E1" } }));
    await wrapped(null, { type: "app_uninstalled" }, { enterprise_id: "E1", is_enterprise_install: true });
    await eventually(() => (many.logged().includes("slack.uninstalled") ? true : undefined));
    expect([await kindOf("E1"), await kindOf("T8")]).toEqual(["uninstalled", "installed"]);
  });
});

describe("where the app is not installed", () => {
  it("events get 200 and are logged once, by the workspace's fingerprint", async () => {
    for (const text of ["one", "two", "three"])
      expect((await many.clientOf("TNONE").event(said(text))).status).toBe(200);
    await settle();
    expect(many.logged().match(/slack\.no-installation/g)).toHaveLength(1);
    expect(many.logged()).toContain(fingerprint("TNONE"));
    expect(many.logged()).not.toContain("TNONE");
    expect(advisor.asked).toEqual([]);
  });

  it("a command and a press are told how to mend it", async () => {
    const response = await many.clientOf("TNONE").command("status");
    expect(await response.text()).toContain("https://bot.example.com/slack/install");
    await many.clientOf("TNONE").press(encodeAction({ action: { do: "status" }, nonce: nonce("n") }));
    expect((await eventually(() => many.slack.of("response/press")[0])).body["text"]).toContain("lost my connection");
    expect(advisor.asked).toEqual([]);
  });
});

describe("removing the app from Slack", () => {
  beforeEach(() => many.install(grantOf("T1")));

  it("deletes the token at once, and events that still come are left", async () => {
    await removed("T1", seconds(many.now, 5));
    await eventually(() => (many.logged().includes("slack.uninstalled") ? true : undefined));
    expect(await many.store.find("T1")).toMatchObject({ kind: "uninstalled" });
    await many.clientOf("T1").event(said("one"));
    await settle();
    expect(many.slack.of("chat.postMessage")).toEqual([]);
  });

  it("an older removal that comes late leaves the newer installation", async () => {
    await removed("T1", seconds(many.now, -60));
    await settle();
    expect(await kindOf("T1")).toBe("installed");
  });

  it.each([
    [{ oauth: ["UINSTALLER"] }, "installed"],
    [{ oauth: ["UINSTALLER"], bot: [] }, "installed"],
    [{ bot: ["UOTHERBOT"] }, "installed"],
    [{ bot: ["UBOTT1"] }, "uninstalled"],
  ])("revoked tokens %j leave it %s", async (tokens, kind) => {
    await wrapped("T1", { type: "tokens_revoked", tokens }, { event_time: seconds(many.now, 5) });
    await settle();
    expect(await kindOf("T1")).toBe(kind);
  });

  it("a removal that was never told is found by asking Slack, one installation after another", async () => {
    await many.install(grantOf("T2"));
    await many.install(grantOf("T3"));
    many.slack.oauth.revoked.set("xoxb-T1", "account_inactive").set("xoxb-T2", "ratelimited");
    let rounds = 0;
    await many.door.checkInstallations(() => Promise.resolve((rounds += 1) < 10));
    expect([await kindOf("T1"), await kindOf("T2"), await kindOf("T3")]).toEqual([
      "uninstalled",
      "installed",
      "installed",
    ]);
    expect(rounds).toBe(3);
  });
});

describe("tokens that change", () => {
  const hour = 3_600_000;
  const tell = () =>
    many.door.messenger.tell(
      { workspace: { platform: "slack", id: "T1" }, person: personId("slack:T1:UANA"), reference: undefined },
      lineOf("Hello"),
    );
  beforeEach(() => many.install(grantOf("T1", { expiresInSeconds: 43_200 })));

  it("are renewed once, though ten ask at the same time, and stored before they are used", async () => {
    many.now = new Date(many.now.getTime() + 13 * hour);
    expect(await Promise.all(Array.from({ length: 10 }, tell))).toEqual(Array.from({ length: 10 }, () => "told"));
    expect(many.slack.of("oauth.v2.access")).toHaveLength(2);
    expect(new Set(many.slack.of("chat.postMessage").map(({ token }) => token))).toEqual(new Set(["xoxb-T1-r1"]));
    expect(await many.store.find("T1")).toMatchObject({ details: { bot: { token: "xoxb-T1-r1" } } });
  });

  it("are renewed two hours before their end while the old one still serves, again and again", async () => {
    for (const renewals of [1, 2, 3]) {
      many.now = new Date(many.now.getTime() + 11 * hour);
      expect(await tell()).toBe("told");
      await eventually(() => (many.slack.of("oauth.v2.access").length === 1 + renewals ? true : undefined));
      await settle();
    }
    expect(await many.store.find("T1")).toMatchObject({ details: { bot: { token: "xoxb-T1-r1-r2-r3" } } });
  });

  it("that Slack does not renew now are asked for again a minute later, not at every word", async () => {
    many.slack.oauth.revoked.set("", "internal_error");
    many.now = new Date(many.now.getTime() + 11 * hour);
    await tell();
    await settle();
    await tell();
    await settle();
    expect(many.slack.of("oauth.v2.access")).toHaveLength(2);
    many.slack.oauth.revoked.clear();
    many.now = new Date(many.now.getTime() + 2 * 60_000);
    await tell();
    await settle();
    expect(await many.store.find("T1")).toMatchObject({ details: { bot: { token: "xoxb-T1-r1" } } });
  });

  it("that could not be stored are stored later, and Slack is not asked again for what it gives once", async () => {
    many.now = new Date(many.now.getTime() + 13 * hour);
    // A file where the folder was: every write fails, as on a full disk.
    many.slack.oauth.onAccess = () => {
      renameSync(many.folder, `${many.folder}-away`);
      writeFileSync(many.folder, "");
    };
    expect(await tell()).toBe("told");
    many.slack.oauth.onAccess = () => undefined;
    await rm(many.folder);
    await rename(`${many.folder}-away`, many.folder);
    expect(await tell()).toBe("told");
    expect((await posted(0)).token).toBe("xoxb-T1-r1");
    many.now = new Date(many.now.getTime() + 2 * 60_000);
    await tell();
    await settle();
    expect(many.slack.of("oauth.v2.access")).toHaveLength(2);
    expect(await many.store.find("T1")).toMatchObject({ details: { bot: { token: "xoxb-T1-r1" } } });
  });

  it("that ended and that Slack will never renew are no installation any more: people are told to install again", async () => {
    many.slack.oauth.refreshTokens.clear();
    many.slack.oauth.revoked.set("xoxb-T1", "token_expired");
    const check = () => many.door.checkInstallations(() => Promise.resolve(true));
    await check();
    expect(await kindOf("T1")).toBe("installed");
    many.now = new Date(many.now.getTime() + 13 * hour);
    await check();
    expect(await kindOf("T1")).toBe("uninstalled");
  });

  it("keep the time of the installation, so that a late removal of before stays ignored", async () => {
    const before = await many.store.find("T1");
    many.now = new Date(many.now.getTime() + 13 * hour);
    await tell();
    expect(await many.store.find("T1")).toMatchObject({ installedAt: (before as { installedAt: string }).installedAt });
  });
});

describe("channels shared with another organization", () => {
  const press = (message: Record<string, unknown>, from: string) =>
    many.clientOf(from).interact({
      ...{ type: "block_actions", trigger_id: `t${String(Math.random())}`, user: { id: "UFAR", team_id: "T2" } },
      ...{ team: { id: from }, channel: { id: "C1" }, container: { type: "message", message_ts: "1.1" } },
      message: { ts: "1.1", ...message },
      response_url: many.slack.responseUrl("press"),
      actions: [
        {
          type: "button",
          action_id: "press-0",
          value: encodeAction({ action: { do: "status" }, nonce: nonce("n") }),
          action_ts: "1",
        },
      ],
    });

  beforeEach(async () => {
    await many.install(grantOf("T1"));
    many.slack.users.set("UFAR", { team_id: "T2" });
  });

  it("somebody of another organization is outside wherever they ask: mention, thread, press", async () => {
    const mention = { type: "app_mention", channel: "C1", user: "UFAR", text: "<@UBOTT1> status", ts: "5.1" };
    await many.clientOf("T1").event({ ...mention, user_team: "T2" });
    await eventually(() => many.slack.of("chat.postEphemeral")[0]);
    await settle();
    const later = { type: "message", channel_type: "channel", text: "and now?", ts: "5.2", thread_ts: "5.1" };
    await many.clientOf("T1").event({ ...mention, ...later, user_team: "T2" });
    await eventually(() => advisor.asked[1]);
    await press({ team: "T1", bot_id: "BBOTT1" }, "T1");
    await eventually(() => advisor.asked[2]);
    for (const { workspace, person } of advisor.asked)
      expect([workspace.id, person.id, person.standing]).toEqual(["T1", "slack:T2:UFAR", "outside"]);
  });

  it("stays outside when Slack names the presser's workspace, installed or not, and when the look-up fails", async () => {
    await press({ team: "T1", bot_id: "BBOTT1" }, "T2");
    await eventually(() => advisor.asked[0]);
    await many.install(grantOf("T2"));
    await press({ team: "T1", bot_id: "BBOTT1" }, "T2");
    await eventually(() => advisor.asked[1]);
    many.slack.failing.set("users.info", "user_not_found");
    many.now = new Date(many.now.getTime() + 60_000 * 4);
    await many
      .clientOf("T1")
      .event({ type: "app_mention", channel: "C1", user: "UNEW", user_team: "T2", text: "x", ts: "6" });
    await eventually(() => advisor.asked[2]);
    for (const { workspace, person } of advisor.asked)
      expect([workspace.id, person.standing]).toEqual(["T1", "outside"]);
  });

  it("an event is its installation's, though the channel is another organization's", async () => {
    await many.install(grantOf("T2"));
    const mention = { type: "app_mention", channel: "C1", user: "UANA", text: "<@UBOTT1> status", ts: "7.1" };
    await wrapped("T2", mention, {
      authorizations: [{ team_id: "T1", enterprise_id: null, is_enterprise_install: false }],
    });
    expect((await eventually(() => many.slack.of("chat.postEphemeral")[0])).token).toBe("xoxb-T1");
    expect(advisor.asked[0]?.workspace.id).toBe("T1");
  });

  it("a button of one installation is never pressed for the team of another", async () => {
    await many.install(grantOf("T2"));
    await press({ team: "T9", bot_id: "BBOTT9", user: "UBOTT9" }, "T2");
    await settle();
    expect(advisor.asked).toEqual([]);
  });
});
