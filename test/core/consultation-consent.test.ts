import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeAction } from "../../src/core/conversation/action.js";
import type { Action } from "../../src/core/conversation/action.js";
import type { ConsentField, Field, Reply } from "../../src/core/conversation/reply.js";
import { trailEntrySchema } from "../../src/core/team/trail.js";
import { dueDeliveries } from "../../src/core/delivery/deliveries.js";
import { consultations } from "../../src/core/consultation/consultations.js";
import type { FormValues } from "../../src/core/form-values.js";
import { createReportFiles } from "../../src/delivery/report-file.js";
import { answerPartOne, buttonOf, consultationForm, openWorld, person, textOf } from "../builders/world.js";
import type { Talk, World } from "../builders/world.js";
import { readPdf } from "../documents/read-pdf.js";

const ana = person("Ana Zuckerfrau");
const ben = person("Ben Quastenflosser");
const secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
let world: World;
let talk: Talk;
beforeEach(async () => {
  const environment = { CONSULT_WEBHOOK_URL: "https://example.com/", CONSULT_WEBHOOK_SECRET: secret };
  world = await openWorld({ environment });
  talk = world.talk(ana);
});
afterEach(() => world.close());

const fieldsOf = (reply: Reply): readonly Field[] =>
  reply.blocks.flatMap((block) => (block.kind === "form" ? block.fields : []));
function boxOf(reply: Reply, id: string): ConsentField {
  const found = fieldsOf(reply).find((field) => field.id === id);
  if (found?.kind !== "consent") throw new TypeError(`no box ${id}`);
  return found;
}
/** As a client sends it: each text field as typed, each box as it came, unless said otherwise. */
const fillIn = (reply: Reply, changed: FormValues): FormValues =>
  Object.fromEntries(
    fieldsOf(reply).map((field) => {
      const held = field.kind === "consent" ? (field.value ? "yes" : "no") : (field.value ?? "");
      return [field.id, changed[field.id] ?? (typeof held === "string" ? held : [...held])];
    }),
  );
const send = (form: Reply, changed: FormValues): Promise<Reply> =>
  talk.press(form, /Send the request|Save/, fillIn(form, changed));
const allFiles = async (): Promise<string> => {
  const names = await readdir(world.dataDir, { recursive: true, withFileTypes: true });
  const texts = names
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name), "utf8"));
  return (await Promise.all(texts)).join("\n");
};
const entries = async () => {
  const [summary] = await world.store.directory.summaries();
  return summary ? (await world.store.teams.read(summary.team)).entries : [];
};
const queued = async () =>
  (await entries()).flatMap((entry) => (entry.kind === "delivery-queued" ? [entry.message] : [])).at(-1);
const assess = async (who: Talk): Promise<Reply> => answerPartOne(who, await who.say("assess"));

describe("before a request is sent, its asker", () => {
  it("sees each thing that would go along, word for word, with the assessment's off until ticked", async () => {
    await assess(talk);
    const answered = await talk.say("How much does certification cost?");
    const form = await talk.press(answered, "Talk to a consultant");
    const boxes = fieldsOf(form).filter((field) => field.kind === "consent");
    expect(boxes.map(({ id, value }) => [id, value])).toEqual([
      ["shareName", true],
      ["shareSituation", true],
      ["shareTimes", true],
      ["shareQuestion", true],
      ["shareSummary", false],
      ["shareReport", false],
    ]);
    expect(boxOf(form, "shareQuestion").shows).toContain("How much does certification cost?");
    expect(boxOf(form, "shareQuestion").shows).toContain("Topic: ");
    expect(boxOf(form, "shareReport").shows).toMatch(/^\S+\.pdf \(PDF, \d+ kB\)$/);
    await send(form, { ...consultationForm, shareSummary: "yes" });
    expect((await queued())?.details?.summary).toBe(boxOf(form, "shareSummary").shows);
  });

  it("who unticks something leaves it in no file; topic and address go along", async () => {
    await assess(talk);
    const form = await talk.press(await talk.say("How much does certification cost?"), "Talk to a consultant");
    const [question = ""] = /"(.+)"/.exec(boxOf(form, "shareQuestion").shows ?? "")?.slice(1) ?? [];
    const typed = {
      ...{ topic: "Topic that stays", email: "stays@example.com" },
      ...{ name: "Xaveria Unticked", situation: "Our Zebra deal", times: "Whitsun", timeZone: "Antarctica/Troll" },
    };
    const off = Object.fromEntries(fieldsOf(form).flatMap(({ kind, id }) => (kind === "consent" ? [[id, "no"]] : [])));
    const confirmed = await send(form, { ...typed, ...off });
    expect(textOf(confirmed)).toMatch(/AI-\w{4}-\w{4}/);
    const stored = await allFiles();
    expect(stored).toContain("Topic that stays");
    expect(stored).toContain("stays@example.com");
    for (const kept of ["Xaveria", "Zebra", "Whitsun", "Troll", question, "Verdict:", ".pdf"])
      expect(stored).not.toContain(kept);
    expect((await queued())?.details).toMatchObject({ shared: ["topic", "email"], name: "", situation: "" });
  });

  it("has their consent recorded: which things, when and by whom", async () => {
    await assess(talk);
    await send(await talk.say("consult"), { ...consultationForm, shareTimes: "no", shareReport: "yes" });
    const requested = (await entries()).find((entry) => entry.kind === "consultation-requested");
    expect(requested).toMatchObject({
      by: ana.id,
      at: expect.stringMatching(/^\d{4}-/) as string,
      shared: ["topic", "email", "name", "situation", "report"],
    });
  });

  it("with a fault in the form gets all of it back as it was, and nothing is stored", async () => {
    const form = await talk.say("consult");
    const refused = await send(form, { ...consultationForm, email: "nowhere", shareName: "no", name: "Xaveria" });
    expect(refused.refused).toBe(true);
    expect(boxOf(refused, "shareName").value).toBe(false);
    expect(boxOf(refused, "shareSituation").value).toBe(true);
    expect(fieldsOf(refused).find(({ id }) => id === "name")).toMatchObject({ value: "Xaveria" });
    expect(await world.store.directory.summaries()).toEqual([]);
  });
});

describe("what was agreed to", () => {
  it("is what arrives: what a colleague answers after the form was shown is not in it", async () => {
    await assess(talk);
    const form = await talk.say("consult");
    const shown = boxOf(form, "shareSummary").shows;
    const other = world.talk(ben);
    await other.press(await other.say("assess"), "In place");
    await send(form, { ...consultationForm, shareSummary: "yes", shareReport: "yes" });
    const message = await queued();
    expect(message?.details?.summary).toBe(shown);
    const now = await talk.press(await talk.say("consult"), "Change it");
    expect(boxOf(now, "shareSummary").shows).not.toBe(shown);
    const [summary] = await world.store.directory.summaries();
    const file = message && summary && (await createReportFiles(world.parts)(message, summary.team));
    expect(`${file?.name ?? ""} (PDF, ${String(Math.ceil((file?.bytes.length ?? 0) / 1000))} kB)`).toBe(
      boxOf(form, "shareReport").shows,
    );
  });

  it("holds nobody's name in the report, whoever answered or looks after what", async () => {
    await assess(talk);
    const question = await world.talk(ben).say("assess");
    const answered = await world.talk(ben).press(question, "In place");
    const detail = await world.talk(ben).press(answered, /[Nn]ote/);
    await world
      .talk(ben)
      .press(detail, "Save", { note: "Signed in May", owner: "Carla Dromedar", evidence: "", due: "" });
    await send(await talk.say("consult"), { ...consultationForm, shareReport: "yes" });
    const message = await queued();
    const [summary] = await world.store.directory.summaries();
    const file = message && summary && (await createReportFiles(world.parts)(message, summary.team));
    const text = (await readPdf(file?.bytes ?? new Uint8Array())).texts.join("\n");
    expect(text).toContain("Signed in May");
    for (const name of ["Zuckerfrau", "Quastenflosser", "Dromedar"]) expect(text).not.toContain(name);
  }, 30_000);

  it("is not bulky: the report is not in the trail, and can't be made any more once the team is forgotten", async () => {
    await assess(talk);
    await send(await talk.say("consult"), { ...consultationForm, shareReport: "yes" });
    const message = await queued();
    expect(JSON.stringify(message).length).toBeLessThan(2_000);
    const [summary] = await world.store.directory.summaries();
    await talk.press(await talk.say("forget"), "Delete everything");
    expect(message && summary && (await createReportFiles(world.parts)(message, summary.team))).toBeUndefined();
  });
});

describe("changing a request", () => {
  it("shows the same again, with the boxes as they were left, and what is unticked then is gone from what is sent", async () => {
    const form = await talk.press(await talk.say("How much does certification cost?"), "Talk to a consultant");
    await send(form, { ...consultationForm, shareName: "no" });
    const change = await talk.press(await talk.say("consult"), "Change it");
    expect(boxOf(change, "shareName").value).toBe(false);
    expect(fieldsOf(change).find(({ id }) => id === "name")).toMatchObject({ value: "" });
    expect(boxOf(change, "shareQuestion")).toMatchObject({ value: true, shows: boxOf(form, "shareQuestion").shows });
    const saved = await send(change, { shareSituation: "no", shareQuestion: "no" });
    expect(textOf(saved)).toContain("what it is about, e-mail address, times");
    expect(await queued()).toMatchObject({
      type: "consultation.changed",
      details: { situation: "", shared: ["topic", "email", "times"] },
    });
    expect((await queued())?.details).not.toHaveProperty("question");
    const [known] = consultations(await entries());
    expect(known).toMatchObject({ shared: ["topic", "email", "times"], origin: undefined });
  });
});

describe("the question that led to a request", () => {
  it("goes along after an unknown too, cleaned of names and numbers, without a topic", async () => {
    const unknown = await talk.say("Can you fix my printer for ana@corp.example?");
    const form = await talk.press(unknown, "Ask a consultant about this");
    await send(form, consultationForm);
    const details = (await queued())?.details;
    expect(details?.question).toBe("Can you fix my printer for [email]");
    expect(details).not.toHaveProperty("knowledgeTopic");
  });

  it("is not asked about where there was none, and its button carries no draft: 1,000 characters at most", async () => {
    expect(fieldsOf(await talk.say("consult")).some(({ id }) => id === "shareQuestion")).toBe(false);
    const long = "Is a bank in Lima asking? ".repeat(30);
    const form = await talk.press(await talk.say(long), /consultant/);
    const { action } = buttonOf(form, "Send the request");
    expect(encodeAction({ action, nonce: form.nonce }).length).toBeLessThan(1_000);
  });
});

describe("a form or a request from before there were boxes", () => {
  it("passes on what was typed, and nothing else", async () => {
    await assess(talk);
    const old: Action = { do: "consult-send" };
    await talk.act(await talk.say("consult"), old, consultationForm);
    expect((await queued())?.details).toMatchObject({
      shared: ["topic", "email", "name", "situation", "times"],
      situation: consultationForm.situation,
    });
    expect((await queued())?.details).not.toHaveProperty("summary");
  });

  it("is still a trail as it was stored then, word for word", () => {
    const before = { id: "e1", at: "2026-11-24T09:00:00.000Z", by: "slack:U1", consultation: "co_1" };
    const contact = { name: "Ana", email: "ana@example.com", times: "", timeZone: "" };
    const texts = { topic: "ISO", situation: "A bank asks", ...contact };
    const form = {
      ...texts,
      shareSummary: true,
    };
    const stored = [
      { ...before, kind: "consultation-requested", press: "n1", reference: "AI-AAAA-BBBB", form, summary: "Verdict" },
      {
        ...{ ...before, id: "e2", by: null, kind: "delivery-queued", delivery: "d1", destination: "webhook" },
        message: {
          ...{ id: "m1", type: "consultation.requested", at: before.at, consultation: "co_1" },
          ...{ reference: "AI-AAAA-BBBB", details: { ...texts, platform: "slack", summary: "Verdict" } },
        },
      },
    ].map((entry) => trailEntrySchema.parse(JSON.parse(JSON.stringify(entry))));
    expect(consultations(stored)).toMatchObject([{ form, summary: "Verdict", shared: undefined }]);
    expect(dueDeliveries(stored)).toMatchObject([{ message: { details: { situation: "A bank asks" } } }]);
  });

  it("still opens, and can be changed", async () => {
    await send(await talk.say("consult"), consultationForm);
    const [summary] = await world.store.directory.summaries();
    if (!summary) throw new TypeError("no team");
    await world.store.teams.rewrite(summary.team, (trail) => ({
      entries: trail.entries.map((entry) => {
        if (entry.kind !== "consultation-requested") return entry;
        const { shared, ...before } = entry;
        return shared ? { ...before, summary: "Verdict: as it was" } : entry;
      }),
      result: undefined,
    }));
    await world.close();
    world = await openWorld({ dataDir: world.dataDir });
    talk = world.talk(ana);
    const state = await talk.say("consult");
    expect(textOf(state)).not.toContain("Passed on");
    const change = await talk.press(state, "Change it");
    expect(["shareName", "shareSituation", "shareSummary"].map((id) => boxOf(change, id).value)).toEqual([
      true,
      true,
      true,
    ]);
  });
});
