import { describe, expect, it } from "vitest";
import { readSettings } from "../../../src/config/read-settings.js";
import { configurationOf, scopeOf } from "../../../src/doors/msteams/agents/credentials.js";
import { createAuthentication } from "../../../src/doors/msteams/botbuilder/authentication.js";
import { settingsOf } from "../../builders/world.js";

const bot = { MicrosoftAppId: "app-1", MicrosoftAppTenantId: "tenant-1" };
const password = { MicrosoftAppPassword: "secret" };
const managed = { MicrosoftAppType: "UserAssignedMSI" };
const pem = { CertificateThumbprint: "AB12", CertificatePrivateKey: "-----BEGIN PRIVATE KEY-----" };
const files = { certPemFile: "bot.pem", certKeyFile: "bot.key" };

function msteamsOf(environment: Record<string, string>) {
  const { msteams } = settingsOf(environment);
  if (!msteams) throw new TypeError("the door is closed");
  return msteams;
}
function problemsOf(environment: Record<string, string>): string {
  const read = readSettings(environment);
  return read.kind === "wrong" ? read.problems.map(({ sentence }) => sentence).join(" ") : "";
}

describe("the bot's credentials", () => {
  it.each([
    ["a client secret", password],
    ["a managed identity", managed],
    ["a certificate", pem],
    ["a client secret of a multi-tenant app", { ...password, MicrosoftAppType: "MultiTenant" }],
  ])("botbuilder takes %s", (_name, more) => {
    expect(() => createAuthentication(msteamsOf({ ...bot, ...more }))).not.toThrow();
  });

  it.each([
    ["a client secret", password, { authType: "ClientSecret", clientSecret: "secret", tenantId: "tenant-1" }],
    ["a managed identity", managed, { authType: "UserManagedIdentity" }],
    ["a certificate", files, { authType: "Certificate", certPemFile: "bot.pem", certKeyFile: "bot.key" }],
  ])("the Agents SDK takes %s", (_name, more, expected) => {
    const msteams = msteamsOf({ ...bot, ...more, TEAMS_SDK: "agents" });
    expect(configurationOf(msteams)).toMatchObject({ clientId: "app-1", ...expected });
  });

  it("the Agents SDK asks for tokens of every tenant's directory only for a multi-tenant app", () => {
    const multi = msteamsOf({ ...bot, ...password, TEAMS_SDK: "agents", MicrosoftAppType: "MultiTenant" });
    expect(configurationOf(multi)).not.toHaveProperty("tenantId");
  });

  it("the Agents SDK goes to Azure Government, or where the settings say", () => {
    const government = { ...bot, ...password, TEAMS_SDK: "agents", ChannelService: "https://botframework.azure.us" };
    expect(configurationOf(msteamsOf(government)).authorityEndpoint).toBe("https://login.microsoftonline.us");
    expect(scopeOf(msteamsOf(government))).toBe("https://api.botframework.us");
    const other = {
      ...government,
      ToChannelFromBotLoginUrl: "https://login.example/tenant-1",
      ToChannelFromBotOAuthScope: "https://api.example/.default",
    };
    expect(configurationOf(msteamsOf(other)).authorityEndpoint).toBe("https://login.example/tenant-1");
    expect(scopeOf(msteamsOf(other))).toBe("https://api.example");
  });

  it.each([
    [{ ...bot }, /MicrosoftAppPassword is missing/],
    [{ ...bot, ...password, ...managed }, /MicrosoftAppPassword is refused/],
    [{ ...bot, CertificateThumbprint: "AB12" }, /CertificatePrivateKey is missing/],
    [{ ...bot, TEAMS_SDK: "agents", certPemFile: "bot.pem" }, /certKeyFile is missing/],
    [{ ...bot, ...files }, /certPemFile is refused: TEAMS_SDK=botbuilder takes .*CertificateThumbprint/],
    [{ ...bot, ...pem, TEAMS_SDK: "agents" }, /CertificateThumbprint is refused: TEAMS_SDK=agents takes .*certPemFile/],
    [
      { ...bot, ...password, ChannelService: "https://botframework.azure.cn" },
      /ChannelService is not usable: give https/,
    ],
    [{ ...bot, ...password, TEAMS_SDK: "teams" }, /TEAMS_SDK is not usable: give botbuilder or agents/],
  ])("%j is told with its mend", (environment, sentence) => {
    expect(problemsOf(environment)).toMatch(sentence);
  });
});
