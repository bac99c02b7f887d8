import { isLoopbackHost } from "../loopback.js";
import { environmentSchema } from "./settings.js";
import type { ConsultSettings, Environment, MsteamsSettings, Settings, SlackSettings } from "./settings.js";

/** One thing wrong with the settings, and how to mend it. */
export interface Problem {
  /** The setting's name. */
  readonly setting: string;
  /** One sentence that names the setting, says what is wrong and what to do. */
  readonly sentence: string;
}

export type ReadSettings =
  | { readonly kind: "usable"; readonly settings: Settings }
  | { readonly kind: "wrong"; readonly problems: readonly Problem[] };

const defaultPort = 3978;

/** Reads the environment once, whole; the only place that knows its names. Values are never repeated in a problem: they may be secrets. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): ReadSettings {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const setting = String(issue.path[0] ?? "environment");
      return { setting, sentence: `${setting} is not usable: ${mendOf(setting, issue.message)}.` };
    });
    return { kind: "wrong", problems };
  }
  const problems = [...crossChecks(parsed.data)];
  return problems.length > 0 ? { kind: "wrong", problems } : { kind: "usable", settings: toSettings(parsed.data) };
}

const examples: Readonly<Record<string, string>> = {
  PORT: "give a number from 0 to 65535, such as 3978",
  PLAYGROUND_PORT: "give a number from 0 to 65535, such as 3979",
  PUBLIC_URL: "give the https address people reach this at",
  LOG_LEVEL: "give debug, info, warn, error or silent",
  PLAYGROUND: "give on or off",
  KEEP_UNANSWERED: "give on or off",
  SLACK_BOT_TOKEN: "give the Bot User OAuth Token, which starts with xoxb-",
  SLACK_APP_TOKEN: "give the app-level token, which starts with xapp-",
  MicrosoftAppType: "give SingleTenant, MultiTenant or UserAssignedMSI",
  TEAMS_AUTH: "the only value is none, for Microsoft 365 Agents Playground on this machine",
  CONSULT_SLACK_CHANNEL: "give the channel's id, such as C0123456789 (or T0123456789/C0123456789)",
  CONSULT_WEBHOOK_SECRET: "give whsec_ followed by at least 24 characters of base64",
};
const mendOf = (setting: string, message: string): string =>
  examples[setting] ?? message.charAt(0).toLowerCase() + message.slice(1);

function* crossChecks(env: Environment): Generator<Problem> {
  const needs = (setting: keyof Environment, why: string): Problem => ({
    setting,
    sentence: `${setting} is missing: ${why}.`,
  });
  if (env.SLACK_SIGNING_SECRET && !env.SLACK_BOT_TOKEN)
    yield needs("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET is set, and Slack over HTTP needs both");
  if (env.SLACK_APP_TOKEN && !env.SLACK_BOT_TOKEN)
    yield needs("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN is set, and Socket Mode needs both");
  if (env.SLACK_BOT_TOKEN && !env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN) {
    yield needs(
      "SLACK_APP_TOKEN",
      "SLACK_BOT_TOKEN is set; add SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP",
    );
  }
  if (
    env.MicrosoftAppId &&
    !env.MicrosoftAppPassword &&
    !env.CertificateThumbprint &&
    env.MicrosoftAppType !== "UserAssignedMSI"
  ) {
    yield needs(
      "MicrosoftAppPassword",
      "MicrosoftAppId is set; add the client secret, a certificate, or MicrosoftAppType=UserAssignedMSI",
    );
  }
  if (env.MicrosoftAppPassword && !env.MicrosoftAppId)
    yield needs("MicrosoftAppId", "MicrosoftAppPassword is set, and Teams needs both");
  if (env.MicrosoftAppId && env.MicrosoftAppType !== "MultiTenant" && !env.MicrosoftAppTenantId) {
    yield needs(
      "MicrosoftAppTenantId",
      "a single-tenant bot needs the id of its tenant (or set MicrosoftAppType=MultiTenant)",
    );
  }
  if (env.TEAMS_AUTH === "none" && !isLoopbackHost(env.HOST ?? "127.0.0.1")) {
    yield {
      setting: "TEAMS_AUTH",
      sentence:
        "TEAMS_AUTH=none is refused: it checks no tokens, so HOST must be a loopback address such as 127.0.0.1.",
    };
  }
  if (env.TEAMS_AUTH === "none" && env.MicrosoftAppId) {
    yield {
      setting: "TEAMS_AUTH",
      sentence: "TEAMS_AUTH=none is refused: MicrosoftAppId is set; unset one of the two.",
    };
  }
  if (env.TEAMS_AUTH === "none" && env.HOST === undefined && (env.SLACK_SIGNING_SECRET ?? "") !== "") {
    yield {
      setting: "TEAMS_AUTH",
      sentence:
        "TEAMS_AUTH=none is refused: Slack over HTTP opens a public address; set HOST=127.0.0.1 or unset TEAMS_AUTH.",
    };
  }
  if (env.CONSULT_WEBHOOK_URL && !env.CONSULT_WEBHOOK_SECRET)
    yield needs("CONSULT_WEBHOOK_SECRET", "CONSULT_WEBHOOK_URL is set, and each delivery is signed with it");
  if (env.CONSULT_WEBHOOK_SECRET && !env.CONSULT_WEBHOOK_URL)
    yield needs("CONSULT_WEBHOOK_URL", "CONSULT_WEBHOOK_SECRET is set, but there is nowhere to deliver to");
  if (env.CONSULT_SLACK_CHANNEL && !env.SLACK_BOT_TOKEN)
    yield needs("SLACK_BOT_TOKEN", "CONSULT_SLACK_CHANNEL is set, and posting there needs the bot's token");
  if (env.PLAYGROUND === "on" && env.PLAYGROUND_PORT === undefined && !isLoopbackHost(hostOf(env))) {
    yield {
      setting: "PLAYGROUND",
      sentence:
        "PLAYGROUND=on is refused on a public address: set PLAYGROUND_PORT to give it a loopback port of its own, or HOST=127.0.0.1.",
    };
  }
}

const hasPublicDoor = (env: Environment): boolean =>
  env.SLACK_SIGNING_SECRET !== undefined || env.MicrosoftAppId !== undefined;
const hostOf = (env: Environment): string => env.HOST ?? (hasPublicDoor(env) ? "0.0.0.0" : "127.0.0.1");

function toSettings(env: Environment): Settings {
  const slack = slackSettings(env);
  const msteams = msteamsSettings(env);
  const isPlaygroundOpen = env.PLAYGROUND === "on" || (env.PLAYGROUND !== "off" && !slack && !msteams);
  return {
    host: hostOf(env),
    port: env.PORT ?? defaultPort,
    logLevel: env.LOG_LEVEL ?? "info",
    dataDir: env.DATA_DIR ?? "./data",
    publicUrl: env.PUBLIC_URL,
    slack,
    msteams,
    playground: isPlaygroundOpen ? { ownPort: env.PLAYGROUND_PORT } : undefined,
    consult: consultSettings(env),
    keepsUnanswered: env.KEEP_UNANSWERED !== "off",
    supportEmail: env.SUPPORT_EMAIL,
    privacyUrl: env.PRIVACY_URL,
  };
}

function slackSettings(env: Environment): SlackSettings | undefined {
  if (!env.SLACK_BOT_TOKEN) return undefined;
  return {
    botToken: env.SLACK_BOT_TOKEN,
    signingSecret: env.SLACK_SIGNING_SECRET,
    appToken: env.SLACK_APP_TOKEN,
    apiUrl: env.SLACK_API_URL,
  };
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

function msteamsSettings(env: Environment): MsteamsSettings | undefined {
  if (!env.MicrosoftAppId && env.TEAMS_AUTH !== "none") return undefined;
  const set = botbuilderNames.flatMap((name): [string, string][] =>
    env[name] === undefined ? [] : [[name, env[name]]],
  );
  const type: [string, string][] =
    env.MicrosoftAppId && !env.MicrosoftAppType ? [["MicrosoftAppType", "SingleTenant"]] : [];
  return { checksTokens: env.TEAMS_AUTH !== "none", botbuilder: Object.fromEntries([...set, ...type]) };
}

function consultSettings(env: Environment): ConsultSettings {
  const [first, second] = env.CONSULT_SLACK_CHANNEL?.split("/") ?? [];
  const channel = second ?? first;
  return {
    firm: env.CONSULT_FIRM,
    replyWithin: env.CONSULT_REPLY_WITHIN,
    bookingUrl: env.CONSULT_BOOKING_URL,
    slackChannel: channel ? { team: second ? first : undefined, channel } : undefined,
    webhook:
      env.CONSULT_WEBHOOK_URL && env.CONSULT_WEBHOOK_SECRET
        ? { url: env.CONSULT_WEBHOOK_URL, secret: env.CONSULT_WEBHOOK_SECRET }
        : undefined,
  };
}
