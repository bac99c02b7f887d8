import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { beginAudit, withAudit } from "../../src/compose-audit.js";
import { openProgram } from "../../src/compose.js";
import type { AuditRow } from "../../src/core/audit/audit-row.js";
import type { TeamId } from "../../src/core/ids.js";
import { runAuditedCommand } from "../../src/operator/audited-command.js";
import { packageRoot } from "../../src/package-root.js";
import { fingerprint } from "../../src/secrets/fingerprint.js";
import { installationSealer } from "../../src/secrets/installation-sealer.js";
import { FileAuditLog } from "../../src/stores/files/file-audit-log.js";
import { makeBackup } from "../../src/stores/files/backup/make-backup.js";
import { restoreBackup } from "../../src/stores/files/backup/restore-backup.js";
import {
  answerPartOne,
  consultationForm,
  openStore,
  openWorld,
  person,
  settingsOf,
  temporaryFolder,
  uniqueId,
} from "../builders/world.js";
import type { World } from "../builders/world.js";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const ana = person("Ana");
const bo = person("Bo", { standing: "guest" });

async function world(): Promise<World> {
  const opened = await openWorld();
  closers.push(() => opened.close());
  return opened;
}
const teamOf = async ({ store }: World): Promise<TeamId> => {
  const [summary] = await store.directory.summaries();
  if (!summary) throw new TypeError("no team");
  return summary.team;
};
const operatorOf = ({ store, parts }: World) => ({
  store: store.teams,
  directory: store.directory,
  audit: store.audit,
  destinations: [],
  clock: parts.clock,
  unique: uniqueId,
  questionnaire: () => Promise.resolve(parts.questionnaire),
});

/** `npx iso42001 audit --json …`, as the operator runs it beside the program. */
function auditOf(dataDir: string, ...args: readonly string[]): readonly AuditRow[] {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [join(packageRoot(), "dist/cli/main.js"), "audit", "--json", ...args],
    { env: { PATH: process.env["PATH"] ?? "", DATA_DIR: dataDir }, cwd: dataDir, encoding: "utf8" },
  );
  if (status !== 0) throw new TypeError(stderr);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as AuditRow);
}

/** Who did what, in a team that has done everything. */
async function fill(opened: World): Promise<void> {
  const talk = opened.talk(ana);
  await answerPartOne(talk, await talk.say("assess"));
  await talk.say("invite", [bo]);
  await talk.say("uninvite", [bo]);
  await talk.say("export csv");
  await talk.say("export me");
  const form = await talk.say("consult");
  await talk.press(form, /Send/, consultationForm);
  await talk.press(await talk.say("reset"), /archive|start/i);
}

describe("the audit trail", () => {
  it("T36: says who did what and when, in the order it happened, and nothing of any content", async () => {
    const opened = await world();
    await fill(opened);
    const team = await teamOf(opened);
    await runAuditedCommand(operatorOf(opened), { kind: "set-lead", team, person: "playground:cem", login: "root" });
    await runAuditedCommand(operatorOf(opened), { kind: "note", did: "backup", login: "root" });
    const rows = auditOf(opened.dataDir);
    expect(rows.map(({ kind, by, about }) => [kind, by, about].filter(Boolean).join(" "))).toEqual([
      "team-made program playground",
      "lead-set playground:ana",
      "invited playground:ana",
      "uninvited playground:ana",
      "exported playground:ana report csv",
      "exported playground:ana own-data json",
      expect.stringMatching(/^consultation-requested playground:ana AI-/),
      "assessment-archived playground:ana",
      "operator-command operator:root set-lead",
      "operator-command operator:root backup",
    ]);
    const said = JSON.stringify(rows);
    for (const content of ["bank wants", "ana@example.com", "RFP", '"Ana"']) expect(said).not.toContain(content);
  });

  it("T36: is narrowed down by team, kind and day", async () => {
    const opened = await world();
    await fill(opened);
    const team = await teamOf(opened);
    expect(auditOf(opened.dataDir, "--kind", "exported")).toHaveLength(2);
    expect(auditOf(opened.dataDir, "--team", team, "--kind", "invited")).toMatchObject([{ team, person: bo.id }]);
    expect(auditOf(opened.dataDir, "--team", "team_other")).toEqual([]);
    expect(auditOf(opened.dataDir, "--since", "2999-01-01")).toEqual([]);
  });

  it("T36: is read beside the program without changing a byte of its folder", async () => {
    const opened = await world();
    await fill(opened);
    const look = async () =>
      Promise.all(
        (await readdir(opened.dataDir, { recursive: true })).toSorted().map(async (name) => {
          const { size, mtimeMs } = await stat(join(opened.dataDir, name));
          return `${name} ${String(size)} ${String(mtimeMs)}`;
        }),
      );
    const before = await look();
    auditOf(opened.dataDir);
    expect(await look()).toEqual(before);
  });

  it("T36: names the settings that changed between two starts, and never what they are", async () => {
    const dataDir = await temporaryFolder();
    const start = async (more: Record<string, string>) => {
      const program = await openProgram(
        settingsOf({ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "silent", DATA_DIR: dataDir, ...more }),
      );
      await program.close();
    };
    await start({ CONSULT_FIRM: "Firm One" });
    await start({ CONSULT_FIRM: "Firm One" });
    await start({ CONSULT_FIRM: "Firm Two", SUPPORT_EMAIL: "help@example.com" });
    await start({ SUPPORT_EMAIL: "help@example.com" });
    const changes = auditOf(dataDir, "--kind", "settings-changed").map(({ about }) => about);
    expect(changes.slice(1)).toEqual(["CONSULT_FIRM, SUPPORT_EMAIL", "CONSULT_FIRM"]);
    const journal = await readFile(join(dataDir, "audit.jsonl"), "utf8");
    for (const value of ["Firm", "help@", "127.0.0.1"]) expect(journal).not.toContain(value);
  });

  it("T36: holds installations and removals, each once, under the workspace's fingerprint", async () => {
    const store = await openStore(await temporaryFolder());
    closers.push(() => store.close());
    const sealer = installationSealer({ current: randomBytes(32), old: undefined });
    const installations = withAudit(await store.openInstallations(sealer), store);
    const installed = (at: string) => ({ kind: "installed", installedAt: at, details: { token: "xoxb-1" } }) as const;
    await installations.change("T1", () => installed("2026-11-25T10:00:00Z"));
    await installations.change("T1", () => installed("2026-11-25T10:00:00Z"));
    await installations.change("T1", () => "keep");
    await installations.change("T1", () => "remove");
    await installations.change("T1", () => "remove");
    const rows = await store.audit.rows();
    expect(rows.map(({ kind, about }) => [kind, about])).toEqual([
      ["installed", fingerprint("T1")],
      ["uninstalled", fingerprint("T1")],
    ]);
    expect(JSON.stringify(rows)).not.toContain("xoxb");
  });
});

describe("the audit trail of who was forgotten", () => {
  it("T36: leaves of a deleted team one row, with its id and when", async () => {
    const opened = await world();
    await fill(opened);
    const team = await teamOf(opened);
    await runAuditedCommand(operatorOf(opened), { kind: "set-lead", team, person: "playground:ana", login: "root" });
    const talk = opened.talk(ana);
    await talk.press(await talk.say("forget"), /Delete/);
    expect(auditOf(opened.dataDir)).toEqual([
      { at: expect.any(String) as string, kind: "team-deleted", by: "the team", team },
    ]);
  });

  it("T36: has a former member in the place of a person who wants to be forgotten", async () => {
    const opened = await world();
    await fill(opened);
    const team = await teamOf(opened);
    await runAuditedCommand(operatorOf(opened), { kind: "set-lead", team, person: ana.id, login: "root" });
    const talk = opened.talk(ana);
    await talk.press(await talk.say("forget me"), "Take me out");
    const rows = auditOf(opened.dataDir);
    expect(JSON.stringify(rows)).not.toContain(ana.id);
    expect(rows.at(-1)).toMatchObject({ kind: "person-forgotten", team });
  });

  it("T36: makes up at the next start for a crash between a deletion and the word of it", async () => {
    const opened = await world();
    await fill(opened);
    const team = await teamOf(opened);
    await runAuditedCommand(operatorOf(opened), { kind: "set-lead", team, person: ana.id, login: "root" });
    await opened.store.teams.rewrite(team, () => ({ entries: [], result: undefined }));
    await beginAudit(settingsOf(), opened.store);
    const rows = (await opened.store.audit.rows()).filter((row) => row.team === team);
    expect(rows).toMatchObject([{ kind: "team-deleted", by: "program" }]);
  });
});

describe("the audit journal's file", () => {
  const open = (path: string, now = new Date()) =>
    FileAuditLog.open({ path, clock: () => now, unique: uniqueId, readOnly: false });

  it("T37: keeps every row of many at once, and the rows before a line that a crash cut off", async () => {
    const path = join(await temporaryFolder(), "audit.jsonl");
    const journal = await open(path);
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        journal.record({ kind: "operator-command", by: "operator", about: String(index) }),
      ),
    );
    await appendFile(path, '{"id":"torn","at":"2026');
    const again = await open(path);
    expect(await again.rows()).toHaveLength(50);
    await again.record({ kind: "operator-command", by: "operator", about: "after" });
    expect((await again.rows()).at(-1)).toMatchObject({ about: "after" });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("T37: keeps a row for 24 months, and the last look at the settings for as long as it is the last", async () => {
    const path = join(await temporaryFolder(), "audit.jsonl");
    const seen = { salt: "s", digests: {} };
    const long = await open(path, new Date("2024-01-01T00:00:00Z"));
    await long.record({ kind: "operator-command", by: "operator", about: "old" });
    await long.record({ kind: "settings-changed", by: "program", about: "PORT", seen });
    const later = await open(path, new Date("2026-11-25T00:00:00Z"));
    expect((await later.rows()).map(({ kind }) => kind)).toEqual(["settings-changed"]);
  });

  it("T37: goes into a backup, and a restore keeps what happened since", async () => {
    const dataDir = await temporaryFolder();
    const store = await openStore(dataDir);
    await store.audit.record({ kind: "operator-command", by: "operator", about: "before" });
    const out = join(await temporaryFolder(), "b.tar.gz");
    await makeBackup({ dataDir, out, at: new Date(), version: "1" });
    await store.audit.record({ kind: "operator-command", by: "operator", about: "since" });
    await store.close();
    await restoreBackup({ dataDir, file: out, at: new Date() });
    const again = await openStore(dataDir);
    closers.push(() => again.close());
    expect((await again.audit.rows()).map(({ about }) => about)).toEqual(["before", "since"]);
  });
});
