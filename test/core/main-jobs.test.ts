import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerPartOne, consultationForm, openWorld, person, textOf } from "../builders/world.js";
import type { World } from "../builders/world.js";

let world: World;
beforeEach(async () => {
  world = await openWorld({
    environment: {
      CONSULT_WEBHOOK_URL: "http://127.0.0.1:9/hook",
      CONSULT_WEBHOOK_SECRET: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz",
    },
  });
});
afterEach(() => world.close());

const ana = person("Ana");
const ben = person("Ben");
const outsider = person("Olga", { standing: "outside" });

describe("asking", () => {
  it.each([
    ["Should we certify if we want to win enterprise deals?", /Will it help win enterprise deals/],
    ["Can we self-attest?", /Can we self-attest/],
    ["What's the relationship to SOC 2?", /SOC 2/],
    ["How much does it cost?", /\$20,000–\$150,000\+/],
  ])("%s gets its answer with source and date", async (question, expected) => {
    const text = textOf(await world.talk(ana).say(question));
    expect(text).toMatch(expected);
    expect(text).toMatch(/Last checked Nov 23, 2026\. Sources: .*https:\/\//s);
  });

  it("an unknown question is admitted and carried to the consultation form", async () => {
    const talk = world.talk(ana);
    const unknown = await talk.say("is my zebra allowed to vote on tuesdays in narnia");
    const form = (await talk.press(unknown, "Ask a consultant about this")).blocks.find(
      (block) => block.kind === "form",
    );
    expect(form?.fields.find((field) => field.id === "topic")).toMatchObject({
      value: "is my zebra allowed to vote on tuesdays in narnia",
    });
  });

  it("the longer answer comes by Show more", async () => {
    const talk = world.talk(ana);
    const whole = await talk.press(await talk.say("How much does it cost?"), "Show more");
    expect(textOf(whole)).toMatch(/What to do next/);
    expect(whole.replaces).toBe(true);
  });

  it.each([
    ["nothing", ""],
    ["emoji", "🙂🙂🙂"],
    ["a ping", "<!channel>"],
    ["a script link", "[x](javascript:alert(1))"],
    ["10,000 characters", "x".repeat(10_000)],
  ])("%s comes back harmless", async (_name, words) => {
    const reply = await world.talk(ana).say(words);
    expect(reply.blocks.length).toBeGreaterThan(0);
    expect(textOf(reply)).not.toContain("javascript:");
  });
});

describe("assessing", () => {
  it("part one ends in a verdict with what led to it and what would change it", async () => {
    const talk = world.talk(ana);
    const text = textOf(await answerPartOne(talk, await talk.say("assess")));
    expect(text).toContain("Verdict: Certify, and start now");
    expect(text).toContain("A customer requires the certificate");
    expect(text).toContain("What would change it");
  });

  it("a colleague resumes where the first one stopped, also after a restart", async () => {
    const talk = world.talk(ana);
    await talk.press(await talk.say("assess"), "Nobody has asked about ISO 42001");
    await world.close();
    world = await openWorld({ dataDir: world.dataDir });
    const text = textOf(await world.talk(ben).say("assess"));
    expect(text).toContain("Question 2 of 9");
    expect(textOf(await world.talk(ben).say("status"))).toContain("Ana");
  });

  it("the same button pressed twice is one answer", async () => {
    const talk = world.talk(ana);
    const card = await talk.say("assess");
    await talk.press(card, "Nobody has asked about ISO 42001");
    const again = await talk.press(card, "Nobody has asked about ISO 42001");
    expect(textOf(again)).toContain("already saved");
    expect(await answersStored(world)).toBe(1);
  });

  it("of two people answering the same card the later one is told, and nothing is overwritten", async () => {
    const first = world.talk(ana);
    const second = world.talk(ben);
    const cardOfAna = await first.say("assess");
    const cardOfBen = await second.say("assess");
    await first.press(cardOfAna, "Nobody has asked about ISO 42001");
    const told = textOf(await second.press(cardOfBen, "A deal is blocked without it"));
    expect(told).toContain('Ana answered "Nobody has asked about ISO 42001"');
    expect(await answersStored(world)).toBe(1);
  });

  it("back shows the earlier answer, and answering again keeps both in the trail", async () => {
    const talk = world.talk(ana);
    const second = await talk.press(await talk.say("assess"), "Nobody has asked about ISO 42001");
    const back = await talk.press(second, "Back");
    expect(textOf(back)).toContain('You answered "Nobody has asked about ISO 42001"');
    await talk.press(back, "A deal is blocked without it");
    expect(await answersStored(world)).toBe(2);
  });

  it("not applicable is stored only with a reason", async () => {
    const talk = world.talk(ana);
    await answerPartOne(talk, await talk.say("assess"));
    const card = await talk.say("assess");
    const why = await talk.press(card, "Not applicable");
    expect(why.blocks.some((block) => block.kind === "form")).toBe(true);
    const before = await answersStored(world);
    await talk.press(why, "Save", { reason: "We have no staff." });
    expect(await answersStored(world)).toBe(before + 1);
  });

  it("a note with a bad link comes back with the fault beside the field and the text kept", async () => {
    const talk = world.talk(ana);
    await answerPartOne(talk, await talk.say("assess"));
    const next = await talk.press(await talk.say("assess"), "In place");
    const form = await talk.press(next, "Add a note to the last answer");
    const refused = await talk.press(form, "Save", {
      note: "See wiki",
      evidence: "javascript:alert(1)",
      owner: "",
      due: "2026-13-40",
    });
    const fields = refused.blocks.flatMap((block) => (block.kind === "form" ? block.fields : []));
    expect(fields.find((field) => field.id === "evidence")?.error).toMatch(/https/);
    expect(fields.find((field) => field.id === "due")?.error).toMatch(/YYYY-MM-DD/);
    expect(fields.find((field) => field.id === "note")).toMatchObject({ value: "See wiki" });
    expect(refused.refused).toBe(true);
  });

  it("the report has readiness by area, five steps, and ranges with their assumptions", async () => {
    const talk = world.talk(ana);
    await answerPartOne(talk, await talk.say("assess"));
    let card = await talk.say("assess");
    for (let answered = 0; answered < 8; answered += 1)
      card = await talk.press(card, answered % 2 === 0 ? "Not started" : "In place");
    const report = await talk.say("report");
    const text = textOf(report);
    expect(text).toMatch(/Policy\s+[█░]+\s+\d+%/);
    expect(text).toMatch(/1\. .*hours/);
    expect(text).toMatch(/Cost to the first certificate: \$\d\d,000 to \$\d+,000/);
    expect(text).toContain("11 to 50 people");
  });
});

describe("a disk that can't be written", () => {
  it("is told to the person: not saved, nothing changed, try again; and the earlier card still works after", async () => {
    const talk = world.talk(ana);
    const card = await talk.say("assess");
    await rm(join(world.dataDir, "teams"), { recursive: true });
    await writeFile(join(world.dataDir, "teams"), "");
    const told = await talk.press(card, "Nobody has asked about ISO 42001");
    expect(textOf(told)).toContain("could not be saved");
    expect(told).toMatchObject({ refused: true, replaces: false });
    await rm(join(world.dataDir, "teams"));
    await mkdir(join(world.dataDir, "teams"));
    expect(textOf(await talk.press(card, "Nobody has asked about ISO 42001"))).toContain("Question 2 of 9");
  });
});

describe("who may what", () => {
  it("someone of another organization gets answers and nothing of the team's until invited", async () => {
    const lead = world.talk(ana);
    await lead.say("assess");
    const guest = world.talk(outsider);
    expect(textOf(await guest.say("How much does it cost?"))).toContain("$20,000");
    for (const words of ["assess", "status", "report", "consult", "reset", "forget"]) {
      expect(textOf(await guest.say(words))).toContain("open to this team's members");
    }
    await lead.say("invite @Olga", [outsider]);
    expect(textOf(await guest.say("assess"))).toContain("Question 1 of 9");
    expect(textOf(await lead.say("status"))).toContain("Olga");
    await lead.say("uninvite @Olga", [outsider]);
    expect(textOf(await guest.say("status"))).toContain("open to this team's members");
  });

  it("only the lead or an admin resets; others are told whom to ask", async () => {
    await world.talk(ana).say("assess");
    expect(textOf(await world.talk(ben).say("reset"))).toContain("Only Ana");
    const admin = world.talk(person("Ada", { isAdmin: true }));
    expect(textOf(await admin.press(await admin.say("reset"), "Archive and start anew"))).toContain("archived");
  });

  it("a forged press of a member does no more than a typed command", async () => {
    const lead = world.talk(ana);
    const card = await lead.say("assess");
    expect(textOf(await world.talk(ben).act(card, { do: "forget-confirmed" }))).toContain("Only Ana");
    expect(textOf(await world.talk(ben).say("status"))).toContain("Ana");
  });

  it("forget deletes the team's file and says what was deleted", async () => {
    const lead = world.talk(ana);
    await lead.press(await lead.say("assess"), "Nobody has asked about ISO 42001");
    const done = await lead.press(await lead.say("forget"), "Delete everything");
    expect(textOf(done)).toContain("1 answer");
    expect(await world.store.directory.summaries()).toHaveLength(0);
  });

  it("forget me leaves the answer as a former member's and takes the name out of the file", async () => {
    const lead = world.talk(ana);
    await lead.press(await lead.say("assess"), "Nobody has asked about ISO 42001");
    await lead.press(await lead.say("forget me"), "Take me out");
    expect(textOf(await world.talk(ben).say("status"))).toContain("a former member");
    expect(JSON.stringify(await trail(world))).not.toMatch(/Ana|test:ana/);
  });

  it("export me gives one's own entries and nobody else's", async () => {
    await world.talk(ana).say("assess");
    const benTalk = world.talk(ben);
    await benTalk.press(await benTalk.say("assess"), "Nobody has asked about ISO 42001");
    const file = (await benTalk.say("export me")).blocks.find((block) => block.kind === "file");
    expect(file && new TextDecoder().decode(file.bytes)).toContain("playground:ben");
    expect(file && new TextDecoder().decode(file.bytes)).not.toContain("playground:ana");
  });
});

describe("consulting", () => {
  it("a request gets a reference number, is stored with its delivery, and shows its state", async () => {
    const talk = world.talk(ana);
    const confirmed = await talk.press(await talk.say("consult"), "Send the request", consultationForm);
    const reference = /AI-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(textOf(confirmed))?.[0] ?? "none";
    expect(textOf(await talk.say("consult"))).toContain(reference);
    const [summary] = await world.store.directory.summaries();
    expect(summary).toMatchObject({
      openConsultations: [expect.any(String)],
      outbox: [expect.objectContaining({ lane: "webhook", isDead: false })],
    });
  });

  it("a double click makes one request", async () => {
    const talk = world.talk(ana);
    const form = await talk.say("consult");
    await Promise.all([
      talk.press(form, "Send the request", consultationForm),
      talk.press(form, "Send the request", consultationForm),
    ]);
    expect((await trail(world)).filter((entry) => entry.kind === "consultation-requested")).toHaveLength(1);
  });

  it("missing and wrong fields come back with what was typed, and nothing is stored", async () => {
    const talk = world.talk(ana);
    const refused = await talk.press(await talk.say("consult"), "Send the request", {
      ...consultationForm,
      email: "ana at example",
      topic: " ",
    });
    const fields = refused.blocks.flatMap((block) => (block.kind === "form" ? block.fields : []));
    expect(fields.find((field) => field.id === "email")).toMatchObject({
      error: expect.stringContaining("e-mail") as string,
      value: "ana at example",
    });
    expect(fields.find((field) => field.id === "topic")?.error).toBeDefined();
    expect(fields.find((field) => field.id === "situation")).toMatchObject({ value: consultationForm.situation });
    expect(await world.store.directory.summaries()).toHaveLength(0);
  });

  it("forget withdraws an open request: the consultant is told by its number, and nothing else of it stays", async () => {
    const lead = world.talk(ana);
    await lead.say("assess");
    await lead.press(await lead.say("consult"), "Send the request", consultationForm);
    const queued = (await trail(world)).find((entry) => entry.kind === "delivery-queued");
    const [summary] = await world.store.directory.summaries();
    if (summary && queued) {
      await world.store.teams.append(summary.team, () => ({
        result: undefined,
        entries: [{ kind: "delivery-succeeded", id: queued.id, at: queued.at, by: null, delivery: queued.delivery }],
      }));
    }
    const done = await lead.press(await lead.say("forget"), "Delete everything");
    expect(textOf(done)).toContain("already reached the consultant");
    const left = JSON.stringify(await trail(world));
    expect(left).toContain("consultation.withdrawn");
    expect(left).not.toMatch(/ana@example|bank|Ana/);
  });
});

async function trail(of: World) {
  const [summary] = await of.store.directory.summaries();
  return summary ? (await of.store.teams.read(summary.team)).entries : [];
}

const answersStored = async (of: World): Promise<number> =>
  (await trail(of)).filter((entry) => entry.kind === "answered").length;
