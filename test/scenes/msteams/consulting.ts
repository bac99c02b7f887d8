import { expect } from "vitest";
import { secretsOf } from "../secrets.js";
import type { Troupe } from "./stage.js";

const reference = /AI-[0-9A-Z]{4}-[0-9A-Z]{4}/;

/** A request for a consultation, and what the operator does with it. */
export async function consults(troupe: Troupe): Promise<string> {
  const { tenant, ana } = troupe;
  const { topic, company } = secretsOf(tenant);
  await ana.says("consult");
  await ana.sees('"id":"email"');
  await ana.presses("Send the request", { topic, situation: "A bank asks", name: "Ana", email: "nowhere" });
  expect((await ana.sees("look like an e-mail address")).words).toContain("A bank asks");
  await ana.presses("Send the request", { email: company });
  const [given = ""] = reference.exec((await ana.sees(reference)).words) ?? [];
  await troupe.operate({ kind: "move-consultation", reference: given, state: "accepted" });
  expect((await ana.sees(`News on your request ${given}`)).words).toContain("Accepted");
  await ana.says("consult");
  await ana.sees(topic);
  return given;
}
