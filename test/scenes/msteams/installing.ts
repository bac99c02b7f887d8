import { expect } from "vitest";
import type { Troupe } from "./stage.js";

/** The app comes to people, a chat and a team; each is welcomed once. */
export async function installs({ tenant, ana, ben, group, channel }: Troupe): Promise<void> {
  await ben.installs();
  await ben.sees("ISO/IEC 42001");
  await ana.installs();
  await ana.sees("ISO/IEC 42001");
  await ana.installs(group);
  await ana.sees(`ANA of ${tenant} added me`);
  await ana.installs(channel);
  await ana.sees(`ANA of ${tenant} added me`);
  expect(ana.stillSees("added me")).toHaveLength(2);
}
