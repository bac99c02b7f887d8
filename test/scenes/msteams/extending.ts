import { expect } from "vitest";
import type { Troupe } from "./stage.js";

/** The message extension, where the app is not: its search, and its actions on a colleague's message. */
export async function extendsMessages({ ana, aside }: Troupe): Promise<void> {
  const [found = ""] = await ana.searches("cost", aside);
  expect(found).toContain("$20,000–$150,000+");
  await ana.picks("answerMessage", "Does anybody know how much ISO 42001 costs?", aside);
  await ana.sees("$20,000–$150,000+");
  await ana.presses("Put it into the chat");
  expect(ana.shared).toContain("$20,000–$150,000+");
  await ana.picks("draftReply", "Do you hold ISO 42001?", aside);
  expect((await ana.sees("ISO")).kind).toBe("dialog");
}
