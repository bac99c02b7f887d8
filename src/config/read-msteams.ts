import type { Problem } from "./read-settings.js";
import type { Environment, MsteamsSettings } from "./settings.js";

/** Each SDK takes a certificate in a form of its own. */
const certificateNames = {
  botbuilder: ["CertificateThumbprint", "CertificatePrivateKey"],
  agents: ["certPemFile", "certKeyFile"],
} as const;

/** What is missing or too much in the bot's credentials. */
export function* msteamsCredentialChecks(
  env: Environment,
  needs: (setting: keyof Environment, why: string) => Problem,
): Generator<Problem> {
  if (env.MicrosoftAppPassword && !env.MicrosoftAppId)
    yield needs("MicrosoftAppId", "MicrosoftAppPassword is set, and Teams needs both");
  if (env.MicrosoftAppPassword && env.MicrosoftAppType === "UserAssignedMSI")
    yield {
      setting: "MicrosoftAppPassword",
      sentence: "MicrosoftAppPassword is refused: a managed identity has none; unset it or MicrosoftAppType.",
    };
  const sdk = env.TEAMS_SDK ?? "botbuilder";
  const isSet = (name: keyof Environment): boolean => env[name] !== undefined;
  const [other] = certificateNames[sdk === "agents" ? "botbuilder" : "agents"].filter(isSet);
  const names = certificateNames[sdk];
  if (other !== undefined)
    yield {
      setting: other,
      sentence: `${other} is refused: TEAMS_SDK=${sdk} takes a certificate as ${names.join(" and ")}.`,
    };
  const given = names.filter(isSet);
  for (const name of names)
    if (given.length === 1 && !given.includes(name))
      yield needs(name, `${given.join("")} is set, and a certificate needs both`);
  if (
    env.MicrosoftAppId &&
    !env.MicrosoftAppPassword &&
    env.MicrosoftAppType !== "UserAssignedMSI" &&
    !other &&
    given.length === 0
  )
    yield needs(
      "MicrosoftAppPassword",
      "MicrosoftAppId is set; add the client secret, a certificate, or MicrosoftAppType=UserAssignedMSI",
    );
}

const botbuilderNames = [
  "MicrosoftAppId",
  "MicrosoftAppPassword",
  "MicrosoftAppType",
  "MicrosoftAppTenantId",
  "CertificateThumbprint",
  "CertificatePrivateKey",
  "ToBotFromChannelOpenIdMetadataUrl",
  "ToBotFromChannelTokenIssuer",
  "ToBotFromEmulatorOpenIdMetadataUrl",
  "ToChannelFromBotLoginUrl",
  "ToChannelFromBotOAuthScope",
  "ChannelService",
  "OAuthUrl",
] as const satisfies readonly (keyof Environment)[];

/** The Teams door's settings; undefined: closed. */
export function msteamsSettings(env: Environment): MsteamsSettings | undefined {
  if (!env.MicrosoftAppId && env.TEAMS_AUTH !== "none") return undefined;
  const set = botbuilderNames.flatMap((name): [string, string][] =>
    env[name] === undefined ? [] : [[name, env[name]]],
  );
  const type: [string, string][] =
    env.MicrosoftAppId && !env.MicrosoftAppType ? [["MicrosoftAppType", "SingleTenant"]] : [];
  return {
    checksTokens: env.TEAMS_AUTH !== "none",
    tenants: servedTenants(env),
    sdk: env.TEAMS_SDK ?? "botbuilder",
    botbuilder: Object.fromEntries([...set, ...type]),
    certificateFiles: env.certPemFile && env.certKeyFile ? { pem: env.certPemFile, key: env.certKeyFile } : undefined,
  };
}

/** Those that are named; else a single-tenant bot serves its own. A tenant given by its domain cannot be told from an id in an activity. */
function servedTenants(env: Environment): readonly string[] | undefined {
  if (env.TEAMS_TENANTS) return env.TEAMS_TENANTS.includes("*") ? undefined : env.TEAMS_TENANTS;
  const own = env.MicrosoftAppType === "MultiTenant" ? undefined : env.MicrosoftAppTenantId;
  return own === undefined || own.includes(".") ? undefined : [own.toLowerCase()];
}
