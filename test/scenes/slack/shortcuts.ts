import { expect } from "vitest";
import type { Troupe } from "./stage.js";

/** A colleague's message answered for one person alone, who posts it for all; the shortcuts from anywhere. */
export async function takesShortcuts(troupe: Troupe): Promise<void> {
  const [ana, ben] = [troupe.person("UANA"), troupe.person("UBEN")];
  const text = "Does anybody know how much ISO 42001 costs?";
  const thread = await ben.writes(text);
  await ana.picks("answer_this", { ts: thread, text, by: ben });
  expect(await ana.sees("$20,000–$150,000+")).toMatchObject({ isAlone: true });
  expect(ben.stillSees("Shared by")).toEqual([]);
  await ana.presses("Post in the thread");
  await ana.sees("so everyone here can see it");
  const [shared] = ben.stillSees(`Shared by ANA of ${troupe.workspace.team}`);
  expect(shared).toMatchObject({ isAlone: false, thread, channel: troupe.workspace.general.id });
  await ben.picks("start_assessment");
  await ben.sees("Question 2 of 35");
  await ben.picks("talk_to_consultant");
  await ben.opensForm("email");
}
