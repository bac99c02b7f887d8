import type { Troupe } from "./stage.js";

/** The app comes to people, a chat and a team; each is welcomed. */
export async function installs({ tenant, ana, ben, group, channel }: Troupe): Promise<void> {
  await ben.installs();
  await ben.sees("ISO/IEC 42001");
  await ana.installs();
  await ana.sees("ISO/IEC 42001");
  await ana.installs(group);
  await ana.sees(`ANA of ${tenant} added me`);
  await ana.installs(channel);
  await ana.sees(`ANA of ${tenant} added me`);
}

/** It goes again from everywhere but from Ana. */
export async function uninstallsFromChats({ ana, ben, group, channel }: Troupe): Promise<void> {
  await ana.uninstalls(channel);
  await ana.uninstalls(group);
  await ben.uninstalls();
}
