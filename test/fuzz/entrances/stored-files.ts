import { cp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { AdvisorError } from "../../../src/core/errors.js";
import { openFileInstallations } from "../../../src/stores/files/open-file-installations.js";
import { restoreBackup } from "../../../src/stores/files/backup/restore-backup.js";
import { makeBackup } from "../../../src/stores/files/backup/make-backup.js";
import { createSealer } from "../../../src/secrets/sealer.js";
import { answerPartOne, openStore, openWorld, person, quietLog } from "../../builders/world.js";
import { everythingOf } from "../../security/everything.js";
import type { Met, OpenEntrance } from "../entrance.js";
import { toJsonText } from "../hostile.js";
import { mutated, mutatedBytes } from "../mutate.js";
import { sentenceFault } from "../sentence.js";

type Damage =
  { readonly kind: "bytes"; readonly bytes: Uint8Array } | { readonly kind: "json"; readonly json: unknown };
interface Input {
  readonly file: string;
  readonly damage: Damage;
  readonly mode: "read" | "write";
}

const backupName = "backup.tar.gz";

/** A data folder in which one file is not as it was left. */
export async function openStoredFiles(folder: string): Promise<OpenEntrance<Input>> {
  const whole = join(folder, "whole");
  const world = await openWorld({ dataDir: whole });
  const talk = world.talk(person("Ana"));
  await answerPartOne(talk, await talk.say("assess"));
  const [summary] = await world.store.directory.summaries();
  if (!summary) throw new TypeError("there is no team");
  await world.store.teams.append(summary.team, () => ({
    entries: everythingOf({ id: "playground:ana", name: "Ana", marker: "marker" }, "none.json"),
    result: undefined,
  }));
  await world.close();
  const sealer = createSealer({ current: Buffer.alloc(32, 7), old: undefined });
  const installations = await openFileInstallations({ folder: join(whole, "installations"), sealer, log: quietLog });
  await installations.change("T1", () => ({
    kind: "installed",
    installedAt: "2026-11-20T10:00:00.000Z",
    details: { a: 1 },
  }));
  const backup = join(folder, backupName);
  await makeBackup({ dataDir: whole, out: backup, at: new Date(), version: "1" });
  const [installation = ""] = await readdir(join(whole, "installations"));
  const team = `teams/${summary.team}.json`;
  const names = [team, "audit.jsonl", "claims.txt", `installations/${installation}`, "lock", backupName];
  const bytesOf = new Map<string, Uint8Array>();
  for (const name of names)
    bytesOf.set(name, await readFile(name === backupName ? backup : join(whole, name)).catch(() => new Uint8Array()));
  const trail = JSON.parse(Buffer.from(bytesOf.get(team) ?? []).toString()) as unknown;
  return {
    inputs: fc.constantFrom(team, team, ...names).chain((file) =>
      fc.record({
        file: fc.constant(file),
        mode: fc.constantFrom("read" as const, "write" as const),
        damage:
          file === team
            ? fc.oneof(
                { weight: 4, arbitrary: fc.record({ kind: fc.constant("json" as const), json: mutated([trail]) }) },
                { weight: 1, arbitrary: damaged(bytesOf.get(file)) },
              )
            : damaged(bytesOf.get(file)),
      }),
    ),
    put: async ({ file, damage, mode }, begin) => {
      const dataDir = join(folder, "damaged");
      await rm(dataDir, { recursive: true, force: true });
      await cp(whole, dataDir, { recursive: true });
      const bytes = damage.kind === "bytes" ? damage.bytes : Buffer.from(toJsonText(damage.json));
      await writeFile(file === backupName ? join(folder, file) : join(dataDir, file), bytes);
      begin();
      try {
        if (file === backupName) await restoreBackup({ dataDir, file: join(folder, file), at: new Date() });
        else await use(dataDir, mode, sealer);
        return "answered";
      } catch (error) {
        return told(error);
      }
    },
  };
}

const damaged = (bytes: Uint8Array = new Uint8Array()): fc.Arbitrary<Damage> =>
  fc.record({ kind: fc.constant("bytes" as const), bytes: mutatedBytes([bytes]) });

/** Opens the folder and looks at all that is in it; writes something, if it may. */
async function use(dataDir: string, mode: "read" | "write", sealer: ReturnType<typeof createSealer>): Promise<void> {
  const store = await openStore(dataDir, mode);
  try {
    await openFileInstallations({ folder: join(dataDir, "installations"), sealer, log: quietLog }).then((known) =>
      known.list(),
    );
    await store.audit.rows();
    for (const { team } of await store.directory.summaries()) {
      const { entries } = await store.teams.read(team);
      if (mode === "write") await store.teams.append(team, () => ({ entries: entries.slice(0, 0), result: undefined }));
    }
    if (mode === "write") await store.claims.claim("a", 1_000);
  } finally {
    await store.close();
  }
}

function told(error: unknown): Met {
  if (!(error instanceof AdvisorError)) throw error;
  const fault = sentenceFault(error.sentence);
  return fault === undefined ? "refused" : { wrong: fault };
}
