import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAdvisor } from "../../../src/core/advisor.js";
import { openWorld } from "../../builders/world.js";
import type { World } from "../../builders/world.js";
import { replyOf, standinAdvisor } from "../door-parts.js";
import { buttonOf, cardOf, handsOf, labelsOf, usersOf } from "./cards.js";
import { channel, openTeamsDoor } from "./standin-door.js";
import type { OpenTeams } from "./standin-door.js";

let world: World;
let open: OpenTeams;
beforeEach(async () => {
  world = await openWorld();
  open = await openTeamsDoor(createAdvisor(world.parts));
});
afterEach(async () => {
  expect(open.connector.cardFaults).toEqual([]);
  await open.close();
  await world.close();
});
const { say, press, renew, lastCard, updates } = handsOf(() => open);

const ana = { ...channel, user: "29:ana" };
const ben = { ...channel, user: "29:ben" };
const message = "sent-assessment";
const first = "An RFP or contract requires it";
const second = "AI is one feature among others";

describe("an assessment that two people of a channel share", () => {
  it("is one card, in which each has a view of their own", async () => {
    await say("assess", ana);
    const base = lastCard();
    expect(JSON.stringify(base)).not.toContain("Question 1");
    expect(usersOf(base)).toEqual(["29:ana"]);
    const anas = await renew(base, ana, { message });
    expect(anas.text).toContain("Question 1 of 9");
    const bens = await press(base, "Take part", ben, { message });
    expect(bens.text).toContain("Question 1 of 9");
    expect(open.connector.sent()).toHaveLength(1);
    const renewed = cardOf(updates().at(-1));
    expect(usersOf(renewed)).toEqual(["29:ben", "29:ana"]);
    expect(JSON.stringify(renewed)).not.toContain("Question");
  });

  it("moves on for the other when one answers, and says whose answer it was when both do", async () => {
    await say("assess", ana);
    const base = lastCard();
    const anas = await renew(base, ana, { message });
    const bens = await press(base, "Take part", ben, { message });
    const next = await press(anas.card, first, ana, { message });
    expect(next.text).toContain("Question 2 of 9");
    const renewed = cardOf(updates().at(-1));
    expect((await renew(renewed, ben, { message })).text).toContain("Question 1 of 9");
    open.pass(11_000);
    expect((await renew(renewed, ben, { message })).text).toContain("Question 2 of 9");
    const late = await press(bens.card, first, ben, { message });
    expect(late.text).toContain("ana");
    expect(late.text).toContain(first);
  });

  it("is not renewed under the hands of somebody who has a form before them", async () => {
    await say("assess", ana);
    const base = lastCard();
    await press(base, "Take part", ben, { message });
    let card = (await renew(base, ana, { message })).card;
    for (const answer of [first, second]) ({ card } = await press(card, answer, ana, { message }));
    expect(labelsOf(card)).toContain("Save");
    const before = updates().length;
    open.pass(11_000);
    let bens = await renew(base, ben, { message });
    bens = await press(bens.card, "Skip", ben, { message });
    expect(bens.text).toContain("Question 4 of 9");
    expect(updates()).toHaveLength(before);
  });

  it("keeps what is ticked when the client renews the card, and when a colleague was faster", async () => {
    await say("assess", ana);
    const base = lastCard();
    let card = (await renew(base, ana)).card;
    for (const answer of [first, second]) ({ card } = await press(card, answer, ana));
    const again = await renew(base, ana, { typed: { choices: "use,develop" } });
    expect(again.text).toContain('"value":"use,develop"');
    await press((await press(base, "Take part", ben)).card, "Save", ben, { typed: { choices: "provide" } });
    const late = await press(again.card, "Save", ana, { typed: { choices: "use,develop" } });
    expect(late.text).toContain('"value":"use,develop"');
    expect(late.text).toContain("ben");
  });

  it("takes a second click and a card from before a reset for what they are", async () => {
    await say("assess", ana);
    const { card } = await renew(lastCard(), ana);
    const next = await press(card, first, ana);
    const again = await press(card, first, ana);
    expect(again.text).toContain("already saved");
    expect(again.text).toContain("Question 2 of 9");
    await say("reset", ana);
    await press((await renew(lastCard(), ana)).card, "Archive and start anew", ana);
    expect((await press(next.card, second, ana)).text).toContain("from an older card");
  });

  it("goes on where it was after a restart of the program", async () => {
    await say("assess", ana);
    const base = lastCard();
    await press((await renew(base, ana)).card, first, ana);
    const { connector } = open;
    await open.close();
    open = await openTeamsDoor(createAdvisor(world.parts));
    expect((await renew(base, ana)).text).toContain("Question 2 of 9");
    expect(connector.sent()).toHaveLength(1);
  });

  it("begins nothing anew by itself once all was deleted", async () => {
    await say("assess", ana);
    const base = lastCard();
    await say("forget", ana);
    await press((await renew(lastCard(), ana)).card, "Delete everything", ana);
    open.pass(2 * 60 * 60 * 1000);
    expect(labelsOf((await renew(base, ana)).card)).toEqual(["Start or resume the assessment"]);
    expect((await press(base, "Take part", ana)).text).toContain("Question 1 of 9");
  });

  it("shows a guest nothing of the team's", async () => {
    open.connector.members.set("29:gus", { userRole: "guest" });
    await say("assess", ana);
    const guest = await press(lastCard(), "Take part", { ...channel, user: "29:gus" });
    expect(guest.text).toContain("open to this team's members");
  });
});

describe("a private reply in a channel", () => {
  it("is worked out once, and shown to the asker alone", async () => {
    await say("assess", ana);
    await say("remind off", ana);
    const card = lastCard();
    expect(usersOf(card)).toEqual(["29:ana"]);
    expect((await press(card, "Open it", ben)).line).toContain("for the person who asked");
    expect((await renew(card, ana)).text).toContain("are off");
    await say("remind on", ana);
    expect((await renew(card, ana)).text).toContain("are off");
    await say("remind", ana);
    expect((await renew(lastCard(), ana)).text).toContain("are on");
  });

  it("keeps the people who were named in it", async () => {
    await say("assess", ana);
    await say("lead <at>ben</at>", { ...ana, named: [{ id: "29:ben", name: "ben" }] });
    expect((await renew(lastCard(), ana)).text).toContain("ben");
  });

  it("is asked for anew once it is no longer kept, or said to be gone", async () => {
    await say("assess", ana);
    await say("report", ana);
    const report = lastCard();
    await say("remind off", ana);
    const reminders = lastCard();
    open.pass(2 * 60 * 60 * 1000);
    expect((await press(report, "Open it", ana)).card).not.toEqual({});
    expect((await press(reminders, "Open it", ana)).line).toContain("ask me again");
  });

  it("that is long is turned page by page, each within a card's budget", async () => {
    await open.close();
    const long = Array.from({ length: 30 }, (_, index) => `${String(index)} ${"word ".repeat(250)}`);
    const advisor = standinAdvisor(() => replyOf(long.map((text) => ({ kind: "text", text }))));
    open = await openTeamsDoor(advisor);
    await say("report", ana);
    const page = await renew(lastCard(), ana);
    const next = await press(page.card, "Go on (2 of 2)", ana);
    expect(next.text).toContain("29 word");
    expect((await press(next.card, "Back (1 of 2)", ana)).text).toContain("0 word");
    expect(advisor.asked).toHaveLength(1);
    expect(open.connector.sent()).toHaveLength(1);
  });

  it("that a client without cards of one's own asks for is not shown to all", async () => {
    await say("help", ana);
    const data = buttonOf((await renew(lastCard(), ana)).card, "Show the report")["data"];
    await open.post({ type: "message", text: "", value: data }, ana);
    expect(JSON.stringify(open.connector.sent().at(-1))).toContain("Ask me in our personal chat");
  });
});

describe("a card in a personal chat", () => {
  it("renews itself when a colleague went on elsewhere, but not while it holds a form", async () => {
    await say("assess");
    const mine = lastCard();
    expect(usersOf(mine)).toEqual(["29:ana"]);
    await say("assess", { user: "29:ben" });
    let { card } = await press(lastCard(), first, { user: "29:ben" });
    expect((await renew(mine)).text).toContain("Question 2 of 9");
    ({ card } = await press(card, second));
    expect(labelsOf(card)).toContain("Save");
    expect(usersOf(card)).toEqual([]);
    await say("How much does it cost?");
    expect(usersOf(lastCard())).toEqual([]);
  });

  it("that was a form is changed for good once it is sent", async () => {
    await say("consult");
    const typed = { topic: "ISO", situation: "A bank asks", name: "Ana", email: "ana@example.com" };
    const sent = await press(lastCard(), "Send the request", {}, { typed, message: "sent-form" });
    expect(sent.text).toMatch(/AI-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(JSON.stringify(updates().at(-1))).toMatch(/AI-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  });

  it("of another version of the program is answered with where to go on", async () => {
    await say("assess");
    const data = buttonOf(lastCard(), first)["data"] as { press: string };
    const old = { ...data, press: data.press.replace('"v":1', '"v":0') };
    expect(old).not.toEqual(data);
    const action = { type: "Action.Execute", verb: "press", data: old };
    await open.post({ type: "invoke", name: "adaptiveCard/action", value: { action } });
    expect(JSON.stringify(lastCard())).toContain("an older card");
    expect(labelsOf(lastCard())).toContain("Start or resume the assessment");
  });

  it("of a curated answer carries no AI label", async () => {
    await say("How much does it cost?");
    const sent = open.connector.sent().at(-1);
    expect(JSON.stringify(sent)).not.toMatch(/AIGeneratedContent|schema\.org/);
  });
});

describe("a welcome", () => {
  const added = (...ids: string[]) => ({ type: "conversationUpdate", membersAdded: ids.map((id) => ({ id })) });

  it("comes once for an installation, and not for each member", async () => {
    await open.post({ type: "installationUpdate", action: "add" }, channel);
    await open.post(added("28:bot", "29:ana", "29:ben"), channel);
    await open.post(added("29:cem"), channel);
    await open.post({ type: "installationUpdate", action: "add-upgrade" }, channel);
    expect(open.connector.sent()).toHaveLength(1);
  });
});
