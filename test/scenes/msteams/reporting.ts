import { expect } from "vitest";
import { secretsOf } from "../secrets.js";
import { publicUrl } from "./stage.js";
import type { Troupe } from "./stage.js";

/** The report with its picture; as files that one lets the app save; in a group for the asker alone, with a link to the file. */
export async function reports({ tenant, teams, ana, ben, group }: Troupe): Promise<void> {
  await ana.says("report");
  await ana.sees("Verdict: Certify");
  await ana.sees("data:image/png;base64");
  await ana.says("export pdf");
  expect((await ana.accepts()).subarray(0, 4).toString()).toBe("%PDF");
  await ana.sees("file.info");
  await ana.says("export csv");
  expect((await ana.accepts()).toString()).toContain(secretsOf(tenant).note);

  await ana.says("report", { in: group });
  await ben.sees(`ANA of ${tenant}, your answer is ready`);
  expect((await ana.sees("Verdict: Certify")).message?.chat).toBe(group);
  await ben.presses("Open it");
  await ben.sees("This is for the person who asked");
  await ana.says("export csv", { in: group });
  const [link = ""] = /https:\/\/advisor\.example\/[^"\\]+/.exec((await ana.sees(publicUrl)).words) ?? [];
  expect(await teams.transport.download(new URL(link))).toContain(secretsOf(tenant).note);
}
