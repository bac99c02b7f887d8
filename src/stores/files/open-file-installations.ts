import type { Log } from "../../log.js";
import type { Sealer } from "../../secrets/sealer.js";
import { SealedInstallationStore } from "../sealed-installation-store.js";
import { FileRecords } from "./file-records.js";

/** Opens `installations/` of the data folder. Errors: `store-unwritable`, `store-unreadable`. */
export async function openFileInstallations(parts: {
  readonly folder: string;
  readonly sealer: Sealer;
  readonly log: Log;
}): Promise<SealedInstallationStore> {
  const records = new FileRecords(parts.folder);
  await records.prepare();
  return SealedInstallationStore.open({ records, sealer: parts.sealer, log: parts.log });
}
