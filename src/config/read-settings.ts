import { isLoopbackHost } from "../loopback.js";
import { msteamsCredentialChecks, msteamsSettings } from "./read-msteams.js";
import { withSecretFiles } from "./secret-files.js";
import type { ReadSecretFile } from "./secret-files.js";
import { environmentSchema, secretSettings } from "./settings.js";
import { decodeSecretKey } from "../secrets/secret-key.js";
import type {
  ConsultSettings,
  Environment,
  SecretKeys,
  Settings,
  SlackOAuthSettings,
  SlackSettings,
} from "./settings.js";

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
const defaultGraceDays = 30;
const defaultNudgeAfterHours = 24;
/** Nobody who reads the questions presses once a second. */
const defaultTurnsPerMinute = 60;

/**
 * Reads the environment once, whole, with the files that it names for secrets; the only place that knows its names. Values
 * are never repeated in a problem: they may be secrets.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  readFile?: ReadSecretFile,
): ReadSettings {
  const { values, problems: unread } = withSecretFiles(environment, readFile);
  if (unread.length > 0) return { kind: "wrong", problems: unread };
  const parsed = environmentSchema.safeParse(values);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const setting = String(issue.path[0] ?? "environment");
      return { setting, sentence: `${setting} is not usable: ${mendOf(setting, issue.message)}.` };
    });
    return { kind: "wrong", problems };
  }
  const problems = [...crossChecks(parsed.data)];
  return problems.length > 0
    ? { kind: "wrong", problems }
    : { kind: "usable", settings: { ...toSettings(parsed.data), given: givenIn(values) } };
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
  SLACK_STATE_SECRET: 'give 16 characters or more that nobody can guess, such as "openssl rand -hex 32" prints',
  SECRET_KEY: 'give 32 random bytes or more, such as "openssl rand -base64 32" prints',
  SECRET_KEY_OLD: "give the key that SECRET_KEY was before, as it was, or unset it",
  RETENTION_MONTHS: "give a number of months from 1 to 120, or unset it",
  METRICS_TOKEN: "give at least 16 characters, such as openssl rand -hex 24 prints",
  TURNS_PER_MINUTE: "give a number from 1 up, such as 60",
  UNINSTALL_GRACE_DAYS: "give a number of days from 0 to 3650, such as 30",
  MicrosoftAppType: "give SingleTenant, MultiTenant or UserAssignedMSI",
  TEAMS_TENANTS:
    "give ids of tenants with commas between them, such as 11111111-2222-3333-4444-555555555555, or * for all",
  TEAMS_SDK: "give botbuilder or agents",
  ChannelService: "give https://botframework.azure.us, for the US government's clouds alone, or leave it out",
  TEAMS_AUTH: "the only value is none, for Microsoft 365 Agents Playground on this machine",
  CONSULT_SLACK_CHANNEL: "give the channel's id, such as C0123456789 (or T0123456789/C0123456789)",
  CONSULT_TEAMS_CHANNEL: 'give the link that "Get link to channel" copies in Teams, whole',
  CONSULT_NUDGE_AFTER: "give a number of hours from 0 (never) to 720, such as 24",
  CONSULT_EMAIL_TO: "give one address, such as consultants@example.com",
  CONSULT_EMAIL_FROM: 'give an address, such as "ISO 42001 advisor <advisor@example.com>"',
  SMTP_URL:
    "give smtps://user:password@mail.example.com:465 (TLS) or smtp://user:password@mail.example.com:587 (STARTTLS), with special characters of the password percent-encoded",
  CONSULT_WEBHOOK_SECRET: "give whsec_ followed by at least 24 characters of base64",
};
const mendOf = (setting: string, message: string): string =>
  examples[setting] ?? message.charAt(0).toLowerCase() + message.slice(1);

function* crossChecks(env: Environment): Generator<Problem> {
  const needs = (setting: keyof Environment, why: string): Problem => ({
    setting,
    sentence: `${setting} is missing: ${why}.`,
  });
  yield* slackInstallChecks(env, needs);
  const hasOAuth = isOAuthBegun(env);
  if (env.SLACK_SIGNING_SECRET && !env.SLACK_BOT_TOKEN && !hasOAuth)
    yield needs(
      "SLACK_BOT_TOKEN",
      "SLACK_SIGNING_SECRET is set, and Slack over HTTP needs both (or SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET for many workspaces)",
    );
  if (env.SLACK_APP_TOKEN && !env.SLACK_BOT_TOKEN && !hasOAuth)
    yield needs("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN is set, and Socket Mode needs both");
  if (env.SLACK_BOT_TOKEN && !env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN) {
    yield needs(
      "SLACK_APP_TOKEN",
      "SLACK_BOT_TOKEN is set; add SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP",
    );
  }
  yield* msteamsCredentialChecks(env, needs);
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
  if (env.CONSULT_WEBHOOK_URL && !isHttpsOrLoopback(env.CONSULT_WEBHOOK_URL))
    yield {
      setting: "CONSULT_WEBHOOK_URL",
      sentence:
        "CONSULT_WEBHOOK_URL is refused: requests hold names and addresses, so give an https address (http only on this machine, such as http://127.0.0.1:8080), without a user name in it.",
    };
  if (env.CONSULT_WEBHOOK_URL && !env.CONSULT_WEBHOOK_SECRET)
    yield needs("CONSULT_WEBHOOK_SECRET", "CONSULT_WEBHOOK_URL is set, and each delivery is signed with it");
  if (env.CONSULT_WEBHOOK_SECRET && !env.CONSULT_WEBHOOK_URL)
    yield needs("CONSULT_WEBHOOK_URL", "CONSULT_WEBHOOK_SECRET is set, but there is nowhere to deliver to");
  const firstEmail = emailNames.find((name) => env[name] !== undefined);
  for (const name of emailNames)
    if (firstEmail !== undefined && env[name] === undefined)
      yield needs(name, `${firstEmail} is set, and e-mail needs ${emailNames.join(", ")}`);
  if (env.CONSULT_SLACK_CHANNEL && hasOAuth && !env.CONSULT_SLACK_CHANNEL.includes("/")) {
    yield {
      setting: "CONSULT_SLACK_CHANNEL",
      sentence:
        "CONSULT_SLACK_CHANNEL is not usable: with many workspaces, name the workspace too, such as T0123456789/C0123456789.",
    };
  }
  if (env.CONSULT_SLACK_CHANNEL && !env.SLACK_BOT_TOKEN && !hasOAuth)
    yield needs("SLACK_BOT_TOKEN", "CONSULT_SLACK_CHANNEL is set, and posting there needs the bot's token");
  yield* msteamsChannelChecks(env, needs);
  if (env.PLAYGROUND === "on" && env.PLAYGROUND_PORT === undefined && !isLoopbackHost(hostOf(env))) {
    yield {
      setting: "PLAYGROUND",
      sentence:
        "PLAYGROUND=on is refused on a public address: set PLAYGROUND_PORT to give it a loopback port of its own, or HOST=127.0.0.1.",
    };
  }
}

/** Where people's words may be sent to; an address with a user name in it would carry a password in the clear. */
function isHttpsOrLoopback(address: string): boolean {
  const { protocol, hostname, username, password } = new URL(address);
  return username === "" && password === "" && (protocol === "https:" || isLoopbackHost(hostname));
}

const emailNames = ["CONSULT_EMAIL_TO", "CONSULT_EMAIL_FROM", "SMTP_URL"] as const;

/** The settings of many workspaces: all of them, and none of those of one. */
const oauthNames = ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET"] as const;
const isOAuthBegun = (env: Environment): boolean => oauthNames.some((name) => env[name] !== undefined);

function* slackInstallChecks(
  env: Environment,
  needs: (setting: keyof Environment, why: string) => Problem,
): Generator<Problem> {
  const refused = (setting: keyof Environment, why: string): Problem => ({
    setting,
    sentence: `${setting} is refused: ${why}.`,
  });
  if (env.SECRET_KEY_OLD && !env.SECRET_KEY)
    yield needs("SECRET_KEY", "SECRET_KEY_OLD is set, which only helps to change from it to a new SECRET_KEY");
  const first = oauthNames.find((name) => env[name] !== undefined);
  if (first === undefined) return;
  for (const name of oauthNames)
    if (env[name] === undefined)
      yield needs(name, `${first} is set, and many workspaces need ${oauthNames.join(", ")}`);
  if (!env.SLACK_SIGNING_SECRET)
    yield needs("SLACK_SIGNING_SECRET", `${first} is set, and many workspaces are served over HTTP, which needs it`);
  if (!env.SECRET_KEY)
    yield needs(
      "SECRET_KEY",
      `${first} is set, and the workspaces' tokens are encrypted with it; "openssl rand -base64 32" prints one`,
    );
  if (env.SLACK_BOT_TOKEN)
    yield refused(
      "SLACK_BOT_TOKEN",
      `${first} is set, and with many workspaces each gets a token of its own; unset one of the two`,
    );
  if (env.SLACK_APP_TOKEN)
    yield refused(
      "SLACK_APP_TOKEN",
      `${first} is set, and many workspaces are served over HTTP only; unset one of the two`,
    );
}

function* msteamsChannelChecks(
  env: Environment,
  needs: (setting: keyof Environment, why: string) => Problem,
): Generator<Problem> {
  const channel = env.CONSULT_TEAMS_CHANNEL;
  if (!channel) return;
  if (!env.MicrosoftAppId && env.TEAMS_AUTH !== "none")
    yield needs("MicrosoftAppId", "CONSULT_TEAMS_CHANNEL is set, and posting there needs the bot's credentials");
  const tenants = env.TEAMS_TENANTS;
  if (tenants && !tenants.includes("*") && !tenants.includes(channel.tenant))
    yield {
      setting: "CONSULT_TEAMS_CHANNEL",
      sentence: "CONSULT_TEAMS_CHANNEL is not usable: its tenant is not among TEAMS_TENANTS; add it there.",
    };
}

const hasPublicDoor = (env: Environment): boolean =>
  env.SLACK_SIGNING_SECRET !== undefined || env.MicrosoftAppId !== undefined;
const hostOf = (env: Environment): string => env.HOST ?? (hasPublicDoor(env) ? "0.0.0.0" : "127.0.0.1");

const givenIn = (values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(environmentSchema.shape).flatMap((name): [string, string][] => {
      const value = values[name]?.trim() ?? "";
      return value === "" ? [] : [[name, value]];
    }),
  );

function toSettings(env: Environment): Omit<Settings, "given"> {
  const slack = slackSettings(env);
  const msteams = msteamsSettings(env);
  const isPlaygroundOpen = env.PLAYGROUND === "on" || (env.PLAYGROUND !== "off" && !slack && !msteams);
  return {
    secrets: secretSettings.flatMap((name) => env[name]?.trim() ?? []),
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
    metricsToken: env.METRICS_TOKEN,
    turnsPerMinute: env.TURNS_PER_MINUTE ?? defaultTurnsPerMinute,
    supportEmail: env.SUPPORT_EMAIL,
    privacyUrl: env.PRIVACY_URL,
    secretKeys: secretKeys(env),
    retentionMonths: env.RETENTION_MONTHS,
    uninstallGraceDays: env.UNINSTALL_GRACE_DAYS ?? defaultGraceDays,
  };
}

function slackSettings(env: Environment): SlackSettings | undefined {
  const oauth = slackOAuthSettings(env);
  if (!env.SLACK_BOT_TOKEN && !oauth) return undefined;
  return {
    botToken: env.SLACK_BOT_TOKEN,
    oauth,
    signingSecret: env.SLACK_SIGNING_SECRET,
    appToken: env.SLACK_APP_TOKEN,
    apiUrl: env.SLACK_API_URL,
  };
}

function slackOAuthSettings(env: Environment): SlackOAuthSettings | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = env;
  return clientId && clientSecret && stateSecret ? { clientId, clientSecret, stateSecret } : undefined;
}

function secretKeys(env: Environment): SecretKeys | undefined {
  const current = decodeSecretKey(env.SECRET_KEY ?? "");
  return current && { current, old: decodeSecretKey(env.SECRET_KEY_OLD ?? "") };
}

function consultSettings(env: Environment): ConsultSettings {
  const [first, second] = env.CONSULT_SLACK_CHANNEL?.split("/") ?? [];
  const channel = second ?? first;
  return {
    firm: env.CONSULT_FIRM,
    replyWithin: env.CONSULT_REPLY_WITHIN,
    bookingUrl: env.CONSULT_BOOKING_URL,
    slackChannel: channel ? { team: second ? first : undefined, channel } : undefined,
    msteamsChannel: env.CONSULT_TEAMS_CHANNEL,
    nudgeAfterHours: env.CONSULT_NUDGE_AFTER ?? defaultNudgeAfterHours,
    webhook:
      env.CONSULT_WEBHOOK_URL && env.CONSULT_WEBHOOK_SECRET
        ? { url: env.CONSULT_WEBHOOK_URL, secret: env.CONSULT_WEBHOOK_SECRET }
        : undefined,
    email:
      env.CONSULT_EMAIL_TO && env.CONSULT_EMAIL_FROM && env.SMTP_URL
        ? { to: env.CONSULT_EMAIL_TO, from: env.CONSULT_EMAIL_FROM, smtpUrl: env.SMTP_URL }
        : undefined,
  };
}
