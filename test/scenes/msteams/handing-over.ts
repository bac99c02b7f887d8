import { expect } from "vitest";
import type { Troupe } from "./stage.js";

/** An area for a colleague, who hears of it in their own chat with the first question, and answers it there. */
export async function handsOver({ tenant, ana, ben, group }: Troupe): Promise<number> {
  await ana.says(`assign incidents <at>${ben.account.name}</at>`, { in: group, names: [ben] });
  const invitation = await ben.sees(`ANA of ${tenant} asks you to look after`);
  expect(invitation.message?.chat).toBe(ben.personal);
  await ana.sees(`I have told ${ben.account.name}`);
  await ben.presses("Not started");
  await ben.sees("In progress");
  await ana.says("remind on");
  await ana.sees("Reminders are on");
  return 1;
}
