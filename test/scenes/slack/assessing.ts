import { expect } from "vitest";
import { partOne } from "../part-one.js";
import { secretsOf } from "../secrets.js";
import type { Troupe } from "./stage.js";

const handedOverAt = 3;
const pressedTwice = 2;

/** Two people share the assessment: one begins, the other goes on where it stands, and the first leaves a note. */
export async function assesses(troupe: Troupe): Promise<number> {
  const [ana, ben] = [troupe.person("UANA"), troupe.person("UBEN")];
  const { note } = secretsOf(troupe.workspace.team);
  await ana.types("assess");
  for (const [index, [label, ticked]] of partOne.entries()) {
    const who = index < handedOverAt ? ana : ben;
    if (index === handedOverAt) {
      await ana.sees(`Question ${String(index + 1)} of 9`);
      await ben.types("assess");
    }
    await who.sees(`Question ${String(index + 1)} of 9`);
    await who.presses(label, ticked === undefined ? [] : [ticked], { times: index === pressedTwice ? 2 : 1 });
  }
  await ben.sees("Verdict: Certify");
  // The card that Ana left open asks what was answered since: it says so in its place.
  await ana.presses("No, our customers are not regulated");
  await ana.sees(`While this card was open, BEN of ${troupe.workspace.team}`);
  expect(ana.stillSees("Question 4 of 9")).toHaveLength(1);
  await ana.types("assess");
  await ana.sees("Question 1 of 35");
  await ana.presses("In progress");
  await ana.sees("Question 2 of 35");
  await ana.presses("Add a note to the last answer");
  await ana.opensForm("note");
  const refused = await ana.submits({ note, evidence: "not a link" });
  expect(refused?.["evidence"]).toContain("web address");
  await ana.submits({ note });
  await ana.sees("Saved");
  return partOne.length + 1;
}
