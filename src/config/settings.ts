import { z } from "zod";
import { logLevels } from "../log.js";
import { readChannelLink } from "./channel-link.js";
import type { MsteamsChannelRef } from "./channel-link.js";
import { decodeSecretKey } from "../secrets/secret-key.js";

/** A set but empty variable counts as not set, as in most `.env` files. */
const blankIsUnset = (value: unknown): unknown =>
  typeof value === "string" && value.trim() === "" ? undefined : value;
const optional = <T extends z.ZodType>(schema: T): z.ZodPreprocess<z.ZodOptional<T>> =>
  z.preprocess(blankIsUnset, schema.optional());

const port = z.coerce.number().int().min(0).max(65535);
const httpsUrl = z.url({ protocol: /^https?$/ });
const secret = z.string().trim().min(1);
const secretKey = secret.refine((text) => decodeSecretKey(text) !== undefined, "holds 32 random bytes or more");

/** `who@example.com`, or `A name <who@example.com>` on one line. */
function isMailbox(text: string): boolean {
  const [, inBrackets] = /^[^<>\p{Cc}"]*<([^<>]+)>$/u.exec(text) ?? [];
  return z.email().safeParse(inBrackets ?? text).success;
}

/** With a server, and with both a user and a password or neither. */
function isSmtpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "") return false;
  return (url.username === "") === (url.password === "") && ["", "/"].includes(url.pathname) && url.search === "";
}

/** Values between commas, in lower case. */
const splitList = (text: string): string[] =>
  text
    .split(",")
    .map((value) => value.trim().toLowerCase())
    .filter((value) => value !== "");

/** Every setting, as the environment has it. The README's table lists the same names (a test compares them). */
export const environmentSchema = z.object({
  HOST: optional(z.string().trim()),
  PORT: optional(port),
  LOG_LEVEL: optional(z.enum(logLevels)),
  DATA_DIR: optional(z.string()),
  PUBLIC_URL: optional(httpsUrl),
  PLAYGROUND: optional(z.enum(["on", "off"])),
  PLAYGROUND_PORT: optional(port),
  SLACK_SIGNING_SECRET: optional(secret),
  SLACK_BOT_TOKEN: optional(secret.regex(/^xoxb-/, "starts with xoxb-")),
  SLACK_APP_TOKEN: optional(secret.regex(/^xapp-/, "starts with xapp-")),
  SLACK_API_URL: optional(httpsUrl),
  SLACK_CLIENT_ID: optional(secret),
  SLACK_CLIENT_SECRET: optional(secret),
  SLACK_STATE_SECRET: optional(secret.min(16, "has 16 characters or more")),
  SECRET_KEY: optional(secretKey),
  SECRET_KEY_OLD: optional(secretKey),
  UNINSTALL_GRACE_DAYS: optional(z.coerce.number().int().min(0).max(3650)),
  RETENTION_MONTHS: optional(z.coerce.number().int().min(1).max(120)),
  MicrosoftAppId: optional(secret),
  MicrosoftAppPassword: optional(secret),
  MicrosoftAppType: optional(z.enum(["SingleTenant", "MultiTenant", "UserAssignedMSI"])),
  MicrosoftAppTenantId: optional(secret),
  CertificateThumbprint: optional(secret),
  CertificatePrivateKey: optional(secret),
  TEAMS_AUTH: optional(z.enum(["none"])),
  TEAMS_SDK: optional(z.enum(["botbuilder", "agents"])),
  TEAMS_TENANTS: optional(
    z
      .string()
      .transform(splitList)
      .pipe(z.array(z.string().regex(/^(\*|[0-9a-z-]{1,64})$/)).min(1)),
  ),
  certPemFile: optional(z.string()),
  certKeyFile: optional(z.string()),
  ToBotFromChannelOpenIdMetadataUrl: optional(httpsUrl),
  ToBotFromChannelTokenIssuer: optional(z.string()),
  ToBotFromEmulatorOpenIdMetadataUrl: optional(httpsUrl),
  ToChannelFromBotLoginUrl: optional(httpsUrl),
  ToChannelFromBotOAuthScope: optional(z.string()),
  ChannelService: optional(z.literal("https://botframework.azure.us")),
  OAuthUrl: optional(httpsUrl),
  CONSULT_FIRM: optional(z.string().trim().max(100)),
  CONSULT_REPLY_WITHIN: optional(z.string().trim().max(100)),
  CONSULT_BOOKING_URL: optional(httpsUrl),
  CONSULT_SLACK_CHANNEL: optional(
    z.string().regex(/^([TE][A-Z0-9]+\/)?[CG][A-Z0-9]+$/, "looks like C0123456789 or T0123456789/C0123456789"),
  ),
  CONSULT_TEAMS_CHANNEL: optional(
    z
      .string()
      .transform(readChannelLink)
      .refine((read) => read !== undefined, "is the link that Teams copies for a channel"),
  ),
  CONSULT_NUDGE_AFTER: optional(z.coerce.number().min(0).max(720)),
  CONSULT_WEBHOOK_URL: optional(httpsUrl),
  CONSULT_WEBHOOK_SECRET: optional(
    z.string().regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, "looks like whsec_ and then base64"),
  ),
  CONSULT_EMAIL_TO: optional(z.string().trim().pipe(z.email())),
  CONSULT_EMAIL_FROM: optional(z.string().trim().refine(isMailbox, "is an address, alone or as Name <address>")),
  SMTP_URL: optional(z.string().trim().refine(isSmtpUrl, "is an smtp:// or smtps:// address")),
  METRICS_TOKEN: optional(z.string().trim().min(16, "is too short")),
  TURNS_PER_MINUTE: optional(z.coerce.number().int().min(1).max(1_000_000)),
  KEEP_UNANSWERED: optional(z.enum(["on", "off"])),
  SUPPORT_EMAIL: optional(z.email()),
  PRIVACY_URL: optional(httpsUrl),
});
export type Environment = z.infer<typeof environmentSchema>;

/** Settings nobody may read: each may be given as a file by its name with `_FILE`, and none is ever printed or logged. */
export const secretSettings = [
  "SLACK_SIGNING_SECRET",
  "SLACK_BOT_TOKEN",
  "SLACK_APP_TOKEN",
  "SLACK_CLIENT_SECRET",
  "SLACK_STATE_SECRET",
  "SECRET_KEY",
  "SECRET_KEY_OLD",
  "MicrosoftAppPassword",
  "CertificatePrivateKey",
  "CONSULT_WEBHOOK_SECRET",
  "SMTP_URL",
  "METRICS_TOKEN",
] as const satisfies readonly (keyof Environment)[];

export interface SlackSettings {
  /** For one workspace; undefined with `oauth`. */
  readonly botToken: string | undefined;
  /** For many workspaces, over HTTP. */
  readonly oauth?: SlackOAuthSettings | undefined;
  /** For the HTTP door. */
  readonly signingSecret: string | undefined;
  /** For Socket Mode. */
  readonly appToken: string | undefined;
  /** Another Slack: GovSlack, or a stand-in in tests. */
  readonly apiUrl: string | undefined;
}

/** What a workspace installs the app by. */
export interface SlackOAuthSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs what an installation is begun with. */
  readonly stateSecret: string;
}

/** The keys that tokens are encrypted with; `old` opens what was stored before the present one. */
export interface SecretKeys {
  readonly current: Buffer;
  readonly old: Buffer | undefined;
}

export interface MsteamsSettings {
  /** False only with TEAMS_AUTH=none, which is refused unless HOST is a loopback address. */
  readonly checksTokens: boolean;
  /** Ids of the tenants that are served, in lower case; undefined: every tenant the app is installed in. */
  readonly tenants: readonly string[] | undefined;
  /** Which of Microsoft's SDKs the door stands on. */
  readonly sdk: "botbuilder" | "agents";
  /** What botbuilder reads, by its own names (MicrosoftAppId, …, national-cloud settings); only what is set. */
  readonly botbuilder: Readonly<Record<string, string>>;
  /** A certificate in place of the password, as the Agents SDK takes it: paths of two PEM files. */
  readonly certificateFiles?: { readonly pem: string; readonly key: string } | undefined;
}

export interface ConsultSettings {
  readonly firm: string | undefined;
  readonly replyWithin: string | undefined;
  readonly bookingUrl: string | undefined;
  /** `team` only when several workspaces are meant: T…/C… */
  readonly slackChannel: { readonly team: string | undefined; readonly channel: string } | undefined;
  readonly msteamsChannel: MsteamsChannelRef | undefined;
  /** How many hours a request may wait before the consultants are reminded of it; 0: they are not. */
  readonly nudgeAfterHours: number;
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  readonly email: { readonly to: string; readonly from: string; readonly smtpUrl: string } | undefined;
}

export interface Settings {
  /** The values of all secret settings, so that they can be kept out of whatever is written. */
  readonly secrets: readonly string[];
  /** All settings that are set, as they were given, so that the next start can tell which changed. */
  readonly given: Readonly<Record<string, string>>;
  readonly host: string;
  readonly port: number;
  readonly logLevel: (typeof logLevels)[number];
  readonly dataDir: string;
  readonly publicUrl: string | undefined;
  readonly slack: SlackSettings | undefined;
  readonly msteams: MsteamsSettings | undefined;
  /** Undefined: closed. `ownPort` undefined: on the one HTTP port, which is then loopback. */
  readonly playground: { readonly ownPort: number | undefined } | undefined;
  readonly consult: ConsultSettings;
  /** Whether questions that had no good answer are kept in the team's file, for the editors. */
  readonly keepsUnanswered: boolean;
  /** How many messages and presses of one person are answered in a minute; of a team's people together ten times as many. */
  readonly turnsPerMinute: number;
  /** Who has it may read `/metrics`; undefined: there are none. */
  readonly metricsToken: string | undefined;
  readonly supportEmail: string | undefined;
  readonly privacyUrl: string | undefined;
  readonly secretKeys: SecretKeys | undefined;
  /** How long a team's data outlives the app's removal, unless it is installed again. */
  readonly uninstallGraceDays: number;
  /** How long a team without activity is kept; undefined: until somebody deletes it. */
  readonly retentionMonths: number | undefined;
}
