import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../src/config/read-settings.js";
import { environmentSchema } from "../../src/config/settings.js";

const problemsOf = (environment: Record<string, string>): string => {
  const read = readSettings(environment);
  return read.kind === "wrong" ? read.problems.map((problem) => problem.sentence).join(" ") : "";
};

describe("the settings", () => {
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

  it.each([
    [{ PORT: "80a" }, /^PORT is not usable: .*3978/],
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, /SLACK_APP_TOKEN is missing/],
    [{ SLACK_BOT_TOKEN: "secret-value" }, /SLACK_BOT_TOKEN is not usable/],
    [{ MicrosoftAppId: "a", MicrosoftAppPassword: "b" }, /MicrosoftAppTenantId is missing/],
    [{ TEAMS_AUTH: "none", HOST: "0.0.0.0" }, /loopback/],
    [{ CONSULT_WEBHOOK_URL: "https://example.com" }, /CONSULT_WEBHOOK_SECRET is missing/],
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
