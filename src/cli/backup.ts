import { createInterface } from "node:readline/promises";
import { AdvisorError } from "../core/errors.js";
import { packageVersion } from "../package-root.js";
import { makeBackup } from "../stores/files/backup/make-backup.js";
import { restoreBackup } from "../stores/files/backup/restore-backup.js";
import { systemClock } from "../system.js";
import { note } from "./operate.js";
import { requireSettings } from "./settings.js";

/** `backup [file]`: everything stored, in one file; works beside a running process. */
export async function backup(file: string | undefined): Promise<void> {
  const settings = requireSettings();
  const { dataDir } = settings;
  const at = systemClock();
  const out = file ?? `iso42001-backup-${at.toISOString().slice(0, 19).replace(/[:T]/g, "-")}.tar.gz`;
  const teams = await makeBackup({ dataDir, out, at, version: await packageVersion() });
  process.stdout.write(
    `${count(teams)} backed up to ${out}. It holds everything your teams stored: keep it as safe as the data folder.\n`,
  );
  await note(settings, { did: "backup" });
}

/** `restore <file>`: checks a backup, then puts it in the place of what is stored; asks first unless told `--yes`. */
export async function restore(file: string, isSure: boolean): Promise<void> {
  const settings = requireSettings();
  const { dataDir } = settings;
  if (!isSure && !(await agrees(dataDir))) {
    process.stdout.write("Nothing was changed.\n");
    return;
  }
  const { teams, madeAt, aside } = await restoreBackup({ dataDir, file, at: systemClock() });
  process.stdout.write(
    `${count(teams)} restored, as of ${madeAt.slice(0, 16).replace("T", " ")} UTC.${aside === undefined ? "" : ` What stood there before is in ${aside}: delete it when you no longer need it.`}\n`,
  );
  await note(settings, { did: "restore" });
}

const count = (teams: number): string => (teams === 1 ? "1 team" : `${String(teams)} teams`);

async function agrees(dataDir: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new AdvisorError("operator-mistake", {
      happened: "This replaces everything stored, and there is nobody to ask.",
      kept: "Nothing was changed.",
      next: "Add --yes.",
    });
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question(`Replace everything stored in ${dataDir} by this backup? Type yes: `);
  asking.close();
  return answer.trim().toLowerCase() === "yes";
}
