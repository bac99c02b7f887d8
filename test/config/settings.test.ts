import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../src/config/read-settings.js";
import { environmentSchema } from "../../src/config/settings.js";

const problemsOf = (environment: Record<string, string>): string => {
  const read = readSettings(environment);
  return read.kind === "wrong" ? read.problems.map((problem) => problem.sentence).join(" ") : "";
};

const randomKey = randomBytes(32).toString("base64");
/** What many workspaces need. */
const many = {
  SLACK_CLIENT_ID: "a",
  SLACK_CLIENT_SECRET: "b",
  SLACK_STATE_SECRET: "c".repeat(16),
  SLACK_SIGNING_SECRET: "d",
  SECRET_KEY: randomKey,
};

const webhook = { CONSULT_WEBHOOK_SECRET: `whsec_${"a".repeat(32)}` };
const email = {
  CONSULT_EMAIL_TO: "consultants@example.com",
  CONSULT_EMAIL_FROM: "Advisor <advisor@example.com>",
  SMTP_URL: "smtps://user:p%40ss@mail.example.com",
};

describe("the settings", () => {
  it.each([
    [{ ...webhook, CONSULT_WEBHOOK_URL: "https://hooks.example.com/in" }],
    [{ ...webhook, CONSULT_WEBHOOK_URL: "http://127.0.0.1:9/in" }],
    [email],
    [{ ...email, SMTP_URL: "smtp://localhost:25", CONSULT_EMAIL_FROM: "advisor@example.com" }],
  ])("take a destination that is private on its way: %j", (environment) => {
    expect(problemsOf(environment)).toBe("");
  });

  it("are all in the README's table, and the table names no other", () => {
    const table = readFileSync("README.md", "utf8").split("## Settings")[1]?.split("## For the operator")[0] ?? "";
    const rows = table.split("\n").filter((line) => line.startsWith("| `"));
    const named = rows.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`([A-Za-z_]+)`/g)].map((match) => match[1]),
    );
    expect(named.toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted());
  });

  it("open the playground alone when nothing is set", () => {
    const read = readSettings({});
    expect(read).toMatchObject({
      kind: "usable",
      settings: { host: "127.0.0.1", port: 3978, playground: {}, slack: undefined, msteams: undefined },
    });
  });

  it("open Slack for many workspaces, on a public address, and close the playground", () => {
    expect(readSettings(many)).toMatchObject({
      kind: "usable",
      settings: {
        host: "0.0.0.0",
        slack: { botToken: undefined, oauth: { clientId: "a" } },
        playground: undefined,
        uninstallGraceDays: 30,
      },
    });
  });

  it.each([
    [{ PORT: "80a" }, /^PORT is not usable: .*3978/],
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, /SLACK_APP_TOKEN is missing/],
    [{ SLACK_BOT_TOKEN: "secret-value" }, /SLACK_BOT_TOKEN is not usable/],
    [{ MicrosoftAppId: "a", MicrosoftAppPassword: "b" }, /MicrosoftAppTenantId is missing/],
    [{ TEAMS_AUTH: "none", HOST: "0.0.0.0" }, /loopback/],
    [{ CONSULT_WEBHOOK_URL: "https://example.com" }, /CONSULT_WEBHOOK_SECRET is missing/],
    [{ ...webhook, CONSULT_WEBHOOK_URL: "http://hooks.example.com/in" }, /^CONSULT_WEBHOOK_URL is refused: .*https/],
    [{ ...email, SMTP_URL: "" }, /^SMTP_URL is missing: CONSULT_EMAIL_TO is set/],
    [{ SMTP_URL: email.SMTP_URL }, /^CONSULT_EMAIL_TO is missing: .* CONSULT_EMAIL_FROM is missing: /],
    [{ ...email, SMTP_URL: "smtp://secret-value@mail.example.com" }, /^SMTP_URL is not usable: .*smtps:/],
    [{ ...email, SMTP_URL: "https://mail.example.com" }, /^SMTP_URL is not usable/],
    [{ ...email, CONSULT_EMAIL_TO: "secret-value" }, /^CONSULT_EMAIL_TO is not usable: .*consultants@/],
    [{ ...email, CONSULT_EMAIL_FROM: "A\r\nBcc: e@x.org <a@x.org>" }, /^CONSULT_EMAIL_FROM is not usable: /],
    [
      { SLACK_CLIENT_ID: "a" },
      /SLACK_CLIENT_SECRET is missing: .* SLACK_STATE_SECRET is missing: .*SECRET_KEY is missing/,
    ],
    [{ ...many, SLACK_SIGNING_SECRET: "" }, /SLACK_SIGNING_SECRET is missing/],
    [{ ...many, SECRET_KEY: "" }, /SECRET_KEY is missing: .*openssl rand -base64 32/],
    [{ ...many, SECRET_KEY: "secret-value" }, /SECRET_KEY is not usable: .*openssl rand -base64 32/],
    [{ ...many, SECRET_KEY: "a".repeat(64) }, /SECRET_KEY is not usable/],
    [{ ...many, SLACK_BOT_TOKEN: "xoxb-secret-value" }, /SLACK_BOT_TOKEN is refused: .*unset one/],
    [{ ...many, SLACK_APP_TOKEN: "xapp-secret-value" }, /SLACK_APP_TOKEN is refused/],
    [{ ...many, CONSULT_SLACK_CHANNEL: "C0123" }, /name the workspace too/],
    [{ SECRET_KEY_OLD: randomKey }, /SECRET_KEY is missing/],
    [{ UNINSTALL_GRACE_DAYS: "-1" }, /UNINSTALL_GRACE_DAYS is not usable: .*30/],
    [{ PLAYGROUND: "on", HOST: "0.0.0.0" }, /PLAYGROUND=on is refused/],
  ])("%j is told in one sentence that names the setting and how to mend it", (environment, sentence) => {
    const told = problemsOf(environment);
    expect(told).toMatch(sentence);
    expect(told).not.toContain("secret-value");
  });
});

describe("the manifests", () => {
  const schema = new URL("../../../shared/schemas/slack-manifest-2.0.0.json", import.meta.url);

  it.skipIf(!existsSync(schema))("Slack's is valid by Slack's schema", () => {
    const parsed = JSON.parse(readFileSync(schema, "utf8")) as Record<string, unknown>;
    delete parsed["$schema"];
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(parsed);
    const isValid: boolean = validate(JSON.parse(readFileSync("manifests/slack.json", "utf8")));
    expect(isValid ? [] : validate.errors).toEqual([]);
  });

  it.skipIf(!existsSync(schema))("Slack's for many workspaces is valid too, and has the way back", () => {
    const parsed = JSON.parse(readFileSync(schema, "utf8")) as Record<string, unknown>;
    delete parsed["$schema"];
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(parsed);
    const script = ["scripts/manifest-slack.mjs", "--url", "https://bot.example.com", "--many-workspaces"];
    const manifest = JSON.parse(execFileSync(process.execPath, script, { encoding: "utf8" })) as unknown;
    const isValid: boolean = validate(manifest);
    expect(isValid ? [] : validate.errors).toEqual([]);
    expect(manifest).toMatchObject({
      oauth_config: { redirect_urls: ["https://bot.example.com/slack/oauth_redirect"] },
      settings: { org_deploy_enabled: true, token_rotation_enabled: true },
    });
  });

  it("Teams' keeps to the lengths of its store", () => {
    const manifest = JSON.parse(readFileSync("manifests/teams/manifest.json", "utf8")) as {
      name: { short: string };
      description: { short: string };
      bots: { commandLists: { commands: { title: string; description: string }[] }[] }[];
    };
    expect(manifest.name.short.length).toBeLessThanOrEqual(30);
    expect(manifest.description.short.length).toBeLessThanOrEqual(80);
    for (const { commands } of manifest.bots[0]?.commandLists ?? []) {
      expect(commands.length).toBeLessThanOrEqual(10);
      for (const command of commands) expect(command.description.length).toBeLessThanOrEqual(128);
    }
  });
});
