import { afterEach, describe, expect, it } from "vitest";
import { openDeskProgram } from "./desk-program.js";
import type { DeskProgram, Platform } from "./desk-program.js";
import { askerOn, consultantOn } from "./people.js";
import type { Asker, Seen, Someone } from "./people.js";

let program: DeskProgram;
afterEach(() => program.close());

const pairs = [
  ["slack", "slack"],
  ["slack", "msteams"],
  ["msteams", "slack"],
  ["msteams", "msteams"],
] as const satisfies readonly (readonly [Platform, Platform])[];

/** Long enough for a second copy to show up, were there one. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));
const counted = (person: Someone, words: string): number =>
  person.sees().filter(({ text }) => text.includes(words)).length;

async function begin(asking: Platform, consulting: Platform): Promise<{ ana: Asker; kim: Someone; card: Seen }> {
  program = await openDeskProgram([consulting]);
  const kim = await consultantOn(consulting, program);
  const ana = askerOn(asking, program);
  await ana.ask();
  const card = await kim.waitFor("A bank wants the certificate by June.");
  await program.untilStored('"message-posted"');
  return { ana, kim, card };
}

describe.each(pairs)("an asker in %s and a consultant in %s", (asking, consulting) => {
  it("write to each other: each in their own place, in order, each message once", async () => {
    const { ana, kim, card } = await begin(asking, consulting);
    await kim.write(card, "Hello, what do you sell?", { said: "said-1" });
    await kim.write(card, "Hello, what do you sell?", { said: "said-1" });
    await kim.write(card, "And to whom?", { said: "said-2" });
    const second = await ana.waitFor("And to whom?");
    await settle();
    expect(counted(ana, "what do you sell?")).toBe(1);
    expect(counted(ana, "And to whom?")).toBe(1);
    const order = ana.sees().map(({ text }) => text);
    expect(order.findIndex((text) => text.includes("what do you sell?"))).toBeLessThan(
      order.findIndex((text) => text.includes("And to whom?")),
    );
    await ana.press(second, "Reply", { text: "A booking tool, to hotels." });
    const answer = await kim.waitFor("A booking tool, to hotels.");
    expect(answer.thread).toBe(card.id);
    await settle();
    expect(counted(kim, "A booking tool, to hotels.")).toBe(1);
    // What stands in the thread already is not said there again.
    expect(counted(kim, "And to whom?")).toBe(0);
  });

  it("the consultant answers by the button under a message", async () => {
    const { ana, kim, card } = await begin(asking, consulting);
    await kim.press(card, "Ask back", { text: "Who asks for it?" });
    const asked = await ana.waitFor("Who asks for it?");
    await ana.press(asked, "Reply", { text: "A bank." });
    const answer = await kim.waitFor("A bank.");
    await kim.press(answer, "Reply", { text: "Thank you." });
    await ana.waitFor("Thank you.");
    // A form leaves no words in the thread, so they are said there.
    expect((await kim.waitFor("Who asks for it?")).thread).toBe(card.id);
  });

  it("names files, and copies none", async () => {
    const { ana, kim, card } = await begin(asking, consulting);
    await kim.write(card, "See this", { files: ["checklist.pdf"] });
    expect((await ana.waitFor("See this")).text).toMatch(/A file that stayed where it was sent: checklist.{0,2}\.pdf/);
  });

  it("a press moves the request, changes the card in place with name and time, and tells the asker", async () => {
    const { ana, kim, card } = await begin(asking, consulting);
    expect(await kim.press(card, "Accept")).toContain("Accepted by ");
    await ana.waitFor("Accepted");
    await expect.poll(() => kim.cardNow(card.id)).toMatch(/Accepted by .*\(UTC\)/);
    expect(await kim.press(card, "Accept")).toContain("Accepted by ");
    await kim.press(card, "Close");
    await ana.waitFor("Closed");
    await kim.press(card, "Reopen");
    await ana.waitFor("Accepted", 1);
    expect(counted(ana, "Closed")).toBe(1);
  });

  it("offered times are buttons for the asker; the picked one schedules the request and is told in the thread", async () => {
    const { ana, kim, card } = await begin(asking, consulting);
    const form = { time2: "", time3: "2031-03-04 10:00", timeZone: "America/New_York", note: "Half an hour." };
    const faulty = await kim.press(card, "Propose times", { ...form, time1: "next Tuesday" });
    expect(faulty).toContain("Please write it like 2026-12-01 15:00.");
    await kim.press(card, "Propose times", { ...form, time1: "2031-03-04 9 am" });
    const offer = await ana.waitFor("Half an hour.");
    // New York is six hours behind Berlin, where the asker is.
    expect([...offer.buttons.keys()]).toEqual([
      "Tue, Mar 4, 2031, 3:00 PM GMT+1",
      "Tue, Mar 4, 2031, 4:00 PM GMT+1",
      "None of these fits",
    ]);
    expect(await ana.press(offer, "Tue, Mar 4, 2031, 4:00 PM GMT+1")).toContain("Scheduled");
    const told = await kim.waitFor("picked a time");
    expect(told.thread).toBe(card.id);
    await expect.poll(() => kim.cardNow(card.id)).toContain("Tue, Mar 4, 2031, 4:00 PM GMT+1");
  });

  it("after a withdrawal nothing more is passed on, and whoever wrote is told", async () => {
    const { ana, kim, card } = await begin(asking, consulting);
    await kim.write(card, "Hello?");
    await ana.waitFor("Hello?");
    await ana.withdraw();
    expect((await kim.waitFor("is withdrawn. There is nothing more to do.")).thread).toBe(card.id);
    await kim.write(card, "What a pity.");
    await kim.waitFor("was not passed on");
    await settle();
    expect(counted(ana, "What a pity.")).toBe(0);
  });
});
