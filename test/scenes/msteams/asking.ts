import { expect } from "vitest";
import type { Troupe } from "./stage.js";

/** A question alone, what follows from it, a thumb; in a group chat; by mention in a channel, and in its thread. */
export async function asks({ ana, ben, group, channel }: Troupe): Promise<void> {
  await ana.says("How much does it cost?");
  await ana.sees("$20,000–$150,000+");
  await ana.presses("👍 Helpful");
  await ana.sees("Thanks for telling us!");
  await ana.says("and how long does it take?");
  await ana.sees("4–9 months");

  await ben.says("Does our SOC 2 report cover AI?", { in: group });
  expect((await ben.sees("SOC 2")).message?.chat).toBe(group);
  expect(ana.stillSees("SOC 2").map(({ message }) => message?.chat)).toContain(group);

  const thread = await ben.says("what is iso 42001", { in: channel });
  expect((await ben.sees("https:")).message).toMatchObject({ chat: channel, thread });
  await ana.says("how long does it take?", { in: channel, thread });
  expect((await ana.sees("4–9 months")).message).toMatchObject({ chat: channel, thread });
}

/** People of elsewhere get answers from the knowledge base, and nothing of the team's. */
export async function asksFromElsewhere({ guest, stranger, channel }: Troupe): Promise<void> {
  for (const who of [guest, stranger]) {
    await who.says("How much does it cost?", { in: channel });
    await who.sees("$20,000–$150,000+");
    await who.says("report", { in: channel });
    await who.sees("open to this team's members");
    expect(who.stillSees("Verdict")).toEqual([]);
  }
}
