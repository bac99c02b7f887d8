import { access } from "node:fs/promises";
import { join } from "node:path";
import { AdvisorError } from "../../../core/errors.js";

/** Stands in a data folder while a restore moves files about. */
export const markerOf = (dataDir: string): string => join(dataDir, "restoring.json");

/** Errors: `store-unreadable` when a restore was cut short, so that half of it is never taken for the whole. */
export async function refuseHalfRestored(dataDir: string): Promise<void> {
  const isHalf = await access(markerOf(dataDir)).then(
    () => true,
    () => false,
  );
  if (isHalf)
    throw new AdvisorError("store-unreadable", {
      happened: "A restore of this data folder was cut short.",
      kept: "What stood there before is in its folder before-restore-….",
      next: 'Run "npx iso42001 restore" with the backup once more.',
    });
}
