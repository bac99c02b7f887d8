import { expect } from "vitest";
import { secretsOf } from "../secrets.js";
import type { Troupe } from "./stage.js";

/** The report with its picture, and as files in direct messages. */
export async function reports(troupe: Troupe): Promise<void> {
  const ana = troupe.person("UANA");
  await ana.says("report");
  await ana.sees(/Verdict: Certify[^]*(?:slack_file|░░)/);
  await ana.says("export pdf");
  expect((await ana.receives(/\.pdf$/)).bytes.subarray(0, 4).toString()).toBe("%PDF");
  await ana.types("export csv");
  expect((await ana.receives(/\.csv$/)).bytes.toString()).toContain(secretsOf(troupe.workspace.team).note);
}
