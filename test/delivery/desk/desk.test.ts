import { afterEach, describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";
import { msteamsChannel, openDeskProgram, slackChannel, storedIn, tenant } from "./desk-program.js";
import type { DeskProgram, Platform } from "./desk-program.js";
import { askerOn, consultantOn } from "./people.js";
import type { Asker, Seen, Someone } from "./people.js";

let program: DeskProgram;
afterEach(() => program.close());

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));
const stored = (): Promise<string> => storedIn(program.dataDir);

async function begin(
  asking: Platform,
  consulting: readonly Platform[],
): Promise<{ ana: Asker; kim: Someone; card: Seen }> {
  program = await openDeskProgram(consulting);
  const [first = "slack"] = consulting;
  for (const platform of consulting.slice(1)) await consultantOn(platform, program);
  const kim = await consultantOn(first, program);
  const ana = askerOn(asking, program);
  await ana.ask();
  const card = await kim.waitFor("A bank wants the certificate by June.");
  await program.untilStored('"message-posted"');
  return { ana, kim, card };
}

/** What somebody would send who took the button's content and pressed it elsewhere. */
const msteamsPress = (card: Seen, button: string, where: { channel: string; tenant: string; person?: string }) => ({
  ...{ type: "invoke", name: "adaptiveCard/action", replyToId: card.id },
  from: { id: `29:${where.person ?? "mal"}`, name: "Mal", aadObjectId: "aad-mal", tenantId: where.tenant },
  conversation: { id: where.channel, conversationType: "channel", isGroup: true, tenantId: where.tenant },
  channelData: { tenant: { id: where.tenant } },
  value: {
    action: {
      ...{ type: "Action.Execute", verb: "press" },
      data: JSON.parse(card.buttons.get(button) ?? "{}") as Record<string, unknown>,
    },
  },
});

describe("a consultant's button", () => {
  it.each(["Accept", "Close", "Propose times", "Ask back"])(
    "%s does nothing in another Slack channel, or for people of another organization",
    async (button) => {
      const { card } = await begin("slack", ["slack"]);
      const { client, slack } = program;
      const carried = card.buttons.get(button) ?? "";
      await client.press(carried, { user: "UMAL", channel: "C1", isEphemeral: false, responseName: "elsewhere" });
      await expect.poll(() => slack.of("response/elsewhere").length).toBe(1);
      slack.users.set("UFAR", { team_id: "T2", is_stranger: true });
      await client.press(carried, { user: "UFAR", channel: slackChannel, isEphemeral: false, responseName: "far" });
      await expect.poll(() => slack.of("response/far").length).toBe(1);
      for (const name of ["elsewhere", "far"])
        expect(JSON.stringify(slack.of(`response/${name}`)[0]?.body)).toContain("consultants' channel only");
      expect(slack.of("views.open")).toHaveLength(1);
      expect(await stored()).not.toMatch(/consultation-(moved|proposed|messaged)/);
    },
  );

  it("in a dialog of Slack counts only when the dialog was opened at the desk", async () => {
    const { card } = await begin("slack", ["slack"]);
    const [, consultation = ""] = /"consultation":"(co_[^"]+)"/.exec(card.buttons.get("Accept") ?? "") ?? [];
    const forged = JSON.stringify({ v: 1, n: "made-up", a: { do: "desk-write-send", consultation } });
    const answer = await program.client.submit(
      { private_metadata: forged, callback_id: "iso42001-form" },
      { text: { type: "plain_text_input", value: "Pay here." } },
      "UMAL",
    );
    expect(await answer.text()).toContain("consultants' channel only");
    expect(await stored()).not.toContain("Pay here.");
  });

  it.each([
    ["another channel", { channel: "19:other@thread.tacv2", tenant }],
    ["the same channel in another tenant", { channel: msteamsChannel, tenant: "88888888-2222-4333-8444-555555555555" }],
  ])("does nothing in %s of Teams", async (_, where) => {
    const { card } = await begin("slack", ["msteams"]);
    // A tenant that is not served gets no answer at all.
    const body = JSON.stringify(await program.activity(msteamsPress(card, "Accept", where)));
    expect(body).not.toContain("Accepted");
    expect(await stored()).not.toContain("consultation-moved");
  });

  it("pressed by two at once moves the request once, and both see who was first", async () => {
    const { kim, card } = await begin("slack", ["slack"]);
    const lea = await consultantOn("slack", program, "Lea");
    const shown = await Promise.all([kim.press(card, "Accept"), lea.press(card, "Accept")]);
    const [first] = /Accepted by \w+/.exec(shown[0]) ?? [];
    expect(shown[1]).toContain(first ?? "nobody");
    expect((await stored()).match(/"consultation-moved"/g)).toHaveLength(1);
  });

  it("on an old card does not undo what happened since", async () => {
    const { kim, card } = await begin("slack", ["slack"]);
    await kim.press(card, "Close");
    expect(await kim.press(card, "Accept")).toContain("Closed");
    expect((await stored()).match(/"consultation-moved"/g)).toHaveLength(1);
  });
});

describe("a request with two desks", () => {
  it("stands at both, and what is done or written at one is seen at the other", async () => {
    const { ana, kim, card } = await begin("slack", ["slack", "msteams"]);
    const lea = await consultantOn("msteams", program, "Lea");
    const hers = await lea.waitFor("A bank wants the certificate by June.");
    await program.untilStored('"destination":"msteams-channel","channel"');
    await kim.press(card, "Accept");
    await expect.poll(() => lea.cardNow(hers.id), { timeout: 8_000 }).toMatch(/Accepted by .*ukim/);
    await kim.write(card, "Which bank?");
    expect((await lea.waitFor("Which bank?")).thread).toBe(hers.id);
    await lea.write(hers, "And since when?");
    expect((await kim.waitFor("And since when?")).thread).toBe(card.id);
    await ana.waitFor("And since when?");
  }, 20_000);
});

describe("the thread of a request", () => {
  it("in the asker's own Slack chat takes their answers, and nobody else's", async () => {
    const { ana, kim, card } = await begin("slack", ["slack"]);
    await kim.write(card, "Which bank?");
    const asked = await ana.waitFor("Which bank?");
    await program.untilStored('"destination":"asker","channel"');
    await ana.write(asked, "The one on Main Street.", { files: ["letter.pdf"] });
    const answer = await kim.waitFor("The one on Main Street.");
    expect(answer.thread).toBe(card.id);
    expect(answer.text).toContain("letter");
    await kim.write(card, "Thank you.");
    expect((await ana.waitFor("Thank you.")).thread).toBe(asked.id);
    // Beside the thread it is a question like any other.
    const { client, slack } = program;
    const posted = slack.of("chat.postMessage").length;
    await client.event({
      ...{ type: "message", channel: "D-UANA", channel_type: "im", user: "UANA", ts: "77.1" },
      text: "How much does it cost?",
    });
    await expect.poll(() => slack.of("chat.postMessage").length).toBeGreaterThan(posted);
    await settle();
    expect(kim.sees().some(({ text }) => text.includes("How much"))).toBe(false);
  });

  it("keeps what consultants say among themselves", async () => {
    const { ana, kim, card } = await begin("slack", ["slack"]);
    await kim.write(card, "// Who takes this one?");
    await kim.write(card, "We do.");
    await ana.waitFor("We do.");
    expect(await stored()).not.toContain("Who takes this one?");
  });

  it("takes a mention in Slack, which comes as two events, once", async () => {
    const { ana, kim, card } = await begin("slack", ["slack"]);
    const event = {
      ...{ channel: slackChannel, channel_type: "channel", user: "UKIM", ts: "55.1", thread_ts: card.id },
      text: "<@UBOT> Tell us more.",
    };
    await Promise.all([
      program.client.event({ type: "app_mention", ...event }),
      program.client.event({ type: "message", ...event }),
    ]);
    await ana.waitFor("Tell us more.");
    await settle();
    expect(ana.sees().filter(({ text }) => text.includes("Tell us more."))).toHaveLength(1);
    expect(kim.sees().filter(({ thread }) => thread === card.id)).toHaveLength(0);
  });

  it("in Teams is read without a mention where the app may read the channel, which makes nothing else a question", async () => {
    const { ana, card } = await begin("slack", ["msteams"]);
    const from = { id: "29:Kim", name: "Kim", aadObjectId: "aad-kim", tenantId: tenant };
    const place = { conversationType: "channel", isGroup: true, tenantId: tenant };
    const sent = program.connector.sent().length;
    await program.activity({
      ...{ type: "message", text: "How much does it cost?", from },
      conversation: { id: `${msteamsChannel};messageid=12345`, ...place },
    });
    expect(program.connector.sent()).toHaveLength(sent);
    await program.activity({
      ...{ type: "message", text: "Which bank?", from },
      conversation: { id: `${msteamsChannel};messageid=${card.id}`, ...place },
    });
    await ana.waitFor("Which bank?");
  });

  it("stays a request's after a restart", async () => {
    const { ana, kim, card } = await begin("slack", ["slack"]);
    await program.restart();
    await kim.write(card, "Still there?");
    await ana.waitFor("Still there?");
  });

  it("says so when what was written cannot reach the asker any more", async () => {
    const { kim, card } = await begin("slack", ["slack"]);
    program.slack.refusals.push({ method: "chat.postMessage", channel: "D-UANA", error: "user_disabled" });
    await kim.write(card, "Hello?");
    const told = await kim.waitFor("can't be reached");
    expect(told.thread).toBe(card.id);
    expect(told.text).toContain("ana@example");
  });
});

describe("a request that its team deletes", () => {
  it("is withdrawn under its card, takes no more presses, and leaves no word of the correspondence", async () => {
    const { ana, kim, card } = await begin("slack", ["slack"]);
    await kim.write(card, "Which bank?");
    await ana.waitFor("Which bank?");
    await program.untilStored('"destination":"asker","channel"');
    const { client, slack } = program;
    await client.command("forget me", "UANA");
    await expect.poll(() => slack.of("response/command").length).toBe(1);
    const asked = JSON.stringify(slack.of("response/command")[0]?.body);
    const [, value = ""] = /"value":"((?:[^"\\]|\\.)*forget-me-confirmed(?:[^"\\]|\\.)*)"/.exec(asked) ?? [];
    await client.press(JSON.parse(`"${value}"`) as string, { user: "UANA" });
    expect((await kim.waitFor("is withdrawn. There is nothing more to do.")).thread).toBe(card.id);
    await expect.poll(stored, { timeout: 5_000 }).not.toContain("Which bank?");
    expect(await kim.press(card, "Accept")).toContain("not stored any more");
    expect(await stored()).not.toContain("message-posted");
  });
});

describe("a channel that cannot be posted to", () => {
  it("in Teams, for want of the app in its team, keeps the request, and doctor says what to do", async () => {
    program = await openDeskProgram(["msteams"]);
    await askerOn("slack", program).ask();
    await program.untilStored('"delivery-failed"');
    expect(await stored()).toContain("add the app to that team");
    expect(await runCli(program, "doctor")).toMatch(/Not delivered: .*msteams-channel: 1 try \(the bot is not in/);
    expect(await runCli(program, "consultations")).toContain("(1 not delivered yet)");
  });

  it("in Teams, with the app in another team only, waits until it is added there", async () => {
    program = await openDeskProgram(["msteams"]);
    const kim = await consultantOn("msteams", program);
    program.connector.notIn.add(msteamsChannel);
    await askerOn("slack", program).ask();
    await program.untilStored('"delivery-failed"');
    expect(await stored()).toContain("add the app to that team");
    program.connector.notIn.clear();
    const isPosted = () => kim.sees().filter(({ thread }) => thread === undefined).length;
    // The refused one was seen, too.
    await expect.poll(isPosted, { timeout: 10_000 }).toBe(2);
  }, 20_000);

  it("in Slack, as it is archived, keeps what happens until it can be said", async () => {
    const { kim, card } = await begin("slack", ["slack"]);
    program.slack.failing.set("chat.update", "is_archived");
    await kim.press(card, "Accept");
    await program.untilStored('"delivery-failed"');
    expect(await runCli(program, "doctor")).toContain("CONSULT_SLACK_CHANNEL is archived: unarchive it");
  });
});
