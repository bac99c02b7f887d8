import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { entryId, teamId } from "../../src/core/ids.js";
import { packageRoot } from "../../src/package-root.js";
import { fingerprint } from "../../src/secrets/fingerprint.js";
import { installationSealer } from "../../src/secrets/installation-sealer.js";
import { openStore, temporaryFolder } from "../builders/world.js";
import { startMailServer } from "../standins/mail-server.js";

const key = randomBytes(32);
let dataDir: string;

/** Runs the real binary with the settings of many workspaces. */
const doctor = (more: Readonly<Record<string, string>>): Promise<{ out: string; code: number }> =>
  new Promise((resolve) => {
    const settings = {
      ...{ DATA_DIR: dataDir, SLACK_SIGNING_SECRET: "s", SLACK_CLIENT_ID: "c", SLACK_CLIENT_SECRET: "s" },
      ...{ SLACK_STATE_SECRET: "a-state-secret-of-a-test", SECRET_KEY: key.toString("base64"), ...more },
    };
    execFile(
      process.execPath,
      [join(packageRoot(), "dist/cli/main.js"), "doctor"],
      { env: { ...process.env, ...settings }, cwd: dataDir },
      (error, out) => {
        resolve({ out, code: error ? 1 : 0 });
      },
    );
  });

beforeAll(async () => {
  dataDir = await temporaryFolder();
  const store = await openStore(dataDir);
  const installations = await store.openInstallations(installationSealer({ current: key, old: undefined }));
  for (const workspace of ["T1", "T2"])
    await installations.change(workspace, () => ({
      kind: "installed",
      installedAt: "2026-11-25T10:00:00Z",
      details: {},
    }));
  const linked = { kind: "workspace-linked", id: entryId("e1"), at: "2026-11-25T10:00:00.000Z", by: null } as const;
  await store.directory.findOrCreate({ platform: "slack", id: "T1" }, () => ({
    team: teamId("team_one"),
    entries: [{ ...linked, platform: "slack", workspace: "T1" }],
  }));
  await store.close();
});

describe("doctor on a data folder that takes no bytes, as on a full disk", () => {
  it("says so, and leaves nothing there", async () => {
    const before = await readdir(dataDir);
    const out = await new Promise<string>((resolve) => {
      const line = `ulimit -f 0; exec "${process.execPath}" "${join(packageRoot(), "dist/cli/main.js")}" doctor`;
      const env = { PATH: process.env["PATH"], DATA_DIR: dataDir };
      execFile("sh", ["-c", line], { env, cwd: dataDir }, (_error, printed) => {
        resolve(printed);
      });
    });
    expect(out).toMatch(/WRONG The data folder could not be written: .*DATA_DIR/);
    expect(await readdir(dataDir)).toEqual(before);
  });
});

describe("doctor on the installations of many workspaces", () => {
  it("says nothing of those that can be read", async () => {
    expect((await doctor({})).out).not.toContain("installation of");
  });

  it("names each that no key opens and how to mend it, and changes nothing", async () => {
    const before = await readdir(join(dataDir, "installations"));
    const { out, code } = await doctor({ SECRET_KEY: randomBytes(32).toString("base64") });
    expect(code).toBe(1);
    expect(out).toMatch(/WRONG The installation of workspace T1 can't be read, .*SECRET_KEY_OLD/);
    expect(out).toContain(`fingerprint ${fingerprint("T2")} can't be read`);
    expect(await readdir(join(dataDir, "installations"))).toEqual(before);
  });

  it("says nothing when the key before the present one opens them", async () => {
    const keys = { SECRET_KEY: randomBytes(32).toString("base64"), SECRET_KEY_OLD: key.toString("base64") };
    expect((await doctor(keys)).out).not.toContain("installation of");
  });
});

describe("doctor on the destinations of consultation requests", () => {
  const email = { CONSULT_EMAIL_TO: "consultants@firm.example", CONSULT_EMAIL_FROM: "advisor@firm.example" };
  const hook = {
    CONSULT_WEBHOOK_URL: "https://hooks.example.com/in",
    CONSULT_WEBHOOK_SECRET: `whsec_${"a".repeat(32)}`,
  };

  it("names each, and asks the mail server whether it would take a mail", async () => {
    const mails = await startMailServer({ asksPassword: true });
    const at = `127.0.0.1:${String(mails.port)}`;
    const { out } = await doctor({ ...email, ...hook, SMTP_URL: `smtp://ana:secret@${at}` });
    expect(out).toContain("go to the webhook at hooks.example.com, signed.");
    expect(out).toContain(`by e-mail; the mail server ${at} answers.`);
    const wrong = await doctor({ ...email, SMTP_URL: `smtp://ana:mistyped@${at}` });
    expect(wrong.out).toMatch(
      /WRONG The mail server \S+ takes no mail: the mail server said 535 to AUTH PLAIN\. .*SMTP_URL/,
    );
    expect(wrong.out).not.toContain("mistyped");
    expect(wrong.code).toBe(1);
    await mails.close();
  });
});
