import { expect } from "vitest";
import { wordsOf } from "./screen.js";
import type { Shown } from "./screen.js";
import type { Troupe } from "./stage.js";

/** A colleague's message answered for one person alone, who posts it for all; the shortcuts from anywhere. */
export async function takesShortcuts(troupe: Troupe): Promise<void> {
  const [ana, ben] = [troupe.person("UANA"), troupe.person("UBEN")];
  const text = "Does anybody know how much ISO 42001 costs?";
  const thread = await ben.writes(text);
  await ana.picks("answer_this", { ts: thread, text, by: ben });
  expect(await ana.sees("$20,000–$150,000+")).toMatchObject({ isAlone: true });
  const shared = (): readonly Shown[] => ben.stillSees(`Shared by ANA of ${troupe.workspace.team}`);
  expect(shared()).toEqual([]);
  await ana.presses("Post in the thread");
  const told = await ana.sees(/everyone here can see it|already posted this|while I posted it/);
  // Told that nobody knows, she looks before she presses again, as she was told to.
  if (wordsOf(told).includes("while I posted it") && shared().length === 0) await ana.presses("Post in the thread");
  await expect
    .poll(() => shared()[0], { timeout: 10_000 })
    .toMatchObject({ isAlone: false, thread, channel: troupe.workspace.general.id });
  await ben.picks("start_assessment");
  await ben.sees("Question 2 of 35");
  await ben.picks("talk_to_consultant");
  await ben.opensForm("email");
}
