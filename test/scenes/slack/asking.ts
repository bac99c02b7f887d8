import { expect } from "vitest";
import type { Shown } from "./screen.js";
import type { Troupe } from "./stage.js";

/** A question in direct messages, by mention, in the thread; the agent's Messages tab. */
export async function asks(troupe: Troupe): Promise<void> {
  const [ana, ben] = [troupe.person("UANA"), troupe.person("UBEN")];
  await ana.says("How much does it cost?");
  await ana.sees("$20,000–$150,000+");
  await ana.says("and how long does it take?");
  await ana.sees("4–9 months");
  const thread = await ben.writes("what is iso 42001", { mentions: true });
  const answer = await ben.sees("https:");
  expect(answer).toMatchObject({ thread, isAlone: false });
  await ana.writes("how long does it take?", { thread });
  expect(await ana.sees("4–9 months")).toMatchObject({ thread, isAlone: false });
  await ana.opens("messages");
  await expect
    .poll(() => troupe.workspace.slack.of("assistant.threads.setSuggestedPrompts").length, { timeout: 10_000 })
    .toBeGreaterThan(0);
  await ana.says("Does our SOC 2 report cover AI?");
  await ana.sees("SOC 2");
}

/** Where the app is not: in a channel, between two people. Only the one who typed sees the answer, and more of it in its place. */
export async function asksElsewhere(troupe: Troupe): Promise<void> {
  const [ana, ben] = [troupe.person("UANA"), troupe.person("UBEN")];
  const { random, pair } = troupe.workspace;
  await ana.types("how much does it cost?", { in: random });
  const short = await ana.sees("$20,000–$150,000+");
  expect(short).toMatchObject({ channel: random.id, isAlone: true });
  await ana.presses("Show more");
  expect(await ana.sees("What to do next")).toMatchObject({ message: { ts: tsOf(short) } });
  await ben.types("Does our SOC 2 report cover AI?", { in: pair });
  expect(await ben.sees("SOC 2")).toMatchObject({ channel: pair.id, isAlone: true });
  const shownToAna = ana.stillSees("SOC 2").filter(({ call }) => call.method.includes(ben.user));
  expect(shownToAna).toEqual([]);
}

const tsOf = (shown: Shown): string => (shown.kind === "message" ? shown.message.ts : "");
