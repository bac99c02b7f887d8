import { expect } from "vitest";
import { secretsOf } from "../secrets.js";
import { wordsOf } from "./screen.js";
import type { Troupe } from "./stage.js";

/** What fails is delivered again after 5 s, then after 30 s. */
const deliveredWithinMs = 60_000;
const refreshedWithinMs = 15_000;
const reference = /AI-[0-9A-Z]{4}-[0-9A-Z]{4}/;

/** A request for a consultation; it reaches the consultants, and its state comes into the open Home tab by itself. */
export async function consults(troupe: Troupe): Promise<string> {
  const ana = troupe.person("UANA");
  const { topic, company } = secretsOf(troupe.workspace.team);
  await ana.opens("home");
  await ana.sees("Verdict: Certify");
  await ana.types("consult");
  await ana.opensForm("email");
  const typed = { topic, situation: "A bank asks", name: "Ana", times: "", timeZone: "" };
  const refused = await ana.submits({ ...typed, email: "nowhere" });
  expect(Object.keys(refused ?? {})).toEqual(["email"]);
  await ana.submits({ ...typed, email: company });
  const [given = ""] = reference.exec(wordsOf(await ana.sees(reference))) ?? [];
  await expect
    .poll(() => ana.stillSees(given).map(({ kind }) => kind), { timeout: refreshedWithinMs })
    .toContain("home");
  await ana.types("consult");
  await ana.sees(topic);
  await troupe.consultant.sees(topic, deliveredWithinMs);
  return given;
}
