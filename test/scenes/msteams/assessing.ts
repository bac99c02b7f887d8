import { expect } from "vitest";
import { partOne } from "../part-one.js";
import { secretsOf } from "../secrets.js";
import type { Person } from "./person.js";
import type { Troupe } from "./stage.js";

const handedOverAt = 3;
const pressedTwice = 2;

const answers = async (who: Person, index: number): Promise<void> => {
  const [label, ticked] = partOne[index] ?? [""];
  await who.presses(label, ticked === undefined ? {} : { choices: ticked }, {
    times: index === pressedTwice ? 2 : 1,
  });
};

/** Two people share one card of a group chat: one begins, the other goes on where it stands. Then one alone, with a note. */
export async function assesses({ tenant, ana, ben, group }: Troupe): Promise<number> {
  await ana.says("assess", { in: group });
  const { message } = await ana.sees("Question 1 of 9");
  expect(message?.chat).toBe(group);
  await ben.sees("Take part");
  await ben.presses("Take part");
  await ben.sees("Question 1 of 9");
  for (let index = 0; index < handedOverAt; index += 1) {
    await answers(ana, index);
    await ana.sees(`Question ${String(index + 2)} of 9`);
  }
  // The card that Ben left open asks what was answered since.
  await answers(ben, 0);
  await ben.sees(`While this card was open, ANA of ${tenant}`);
  for (let question = 2; question <= handedOverAt + 1; question += 1) {
    await ben.presses("Keep it, next question");
    await ben.sees(`Question ${String(question)} of 9`);
  }
  for (let index = handedOverAt; index < partOne.length; index += 1) {
    await answers(ben, index);
    await ben.sees(index + 1 < partOne.length ? `Question ${String(index + 2)} of 9` : "Verdict: Certify");
  }
  // So does the one that Ana left open, and it says so in its place.
  await answers(ana, handedOverAt);
  expect((await ana.sees(`While this card was open, BEN of ${tenant}`)).message?.id).toBe(message?.id);
  return partOne.length + (await goesOn(ana, secretsOf(tenant).note));
}

async function goesOn(ana: Person, note: string): Promise<number> {
  await ana.says("assess");
  await ana.sees("Question 1 of 35");
  await ana.presses("In progress");
  await ana.sees("Question 2 of 35");
  await ana.presses("Add a note to the last answer");
  await ana.sees('"id":"note"');
  await ana.presses("Save", { note, evidence: "not a link" });
  expect((await ana.sees("web address that starts")).words).toContain(note);
  await ana.presses("Save", { evidence: "" });
  await ana.sees("Saved with your answer");
  return 1;
}
