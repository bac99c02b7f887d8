import { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from "botbuilder";
import type { Activity } from "botbuilder";
import type { MsteamsSettings } from "../../../config/settings.js";
import { AdvisorError } from "../../../core/errors.js";
import { channelIssuerOf } from "../channel-issuer.js";
import type { Admission, Call, OutboundToken } from "../host.js";
import { patientConnector } from "./patient-client.js";

/** botbuilder exports these types from packages that are not ours to depend on; they are read off its own signatures. */
export type Authentication = ConfigurationBotFrameworkAuthentication;
export type Authenticated = Awaited<ReturnType<Authentication["authenticateRequest"]>>;
type CredentialsFactory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;

/** botbuilder's own ways of checking tokens and of calling other bots. */
const unchanged = [undefined, undefined] as const;

/**
 * botbuilder's own checks of tokens, with the settings passed through under botbuilder's own names.
 * Errors: `settings-wrong` when tokens are to be checked and there is no app id to check them against.
 */
export function createAuthentication(settings: MsteamsSettings, outboundToken?: OutboundToken): Authentication {
  const appId = settings.botbuilder["MicrosoftAppId"];
  if (!settings.checksTokens) {
    // Without an app id botbuilder takes calls that carry no token; one that happens to be set must not bring checks back.
    return new ConfigurationBotFrameworkAuthentication({}, undefined, ...unchanged, patientConnector());
  }
  if (appId === undefined || appId.trim() === "") {
    throw new AdvisorError("settings-wrong", {
      happened: "The Teams door has no MicrosoftAppId, so it could not check who calls it.",
      next: "Set MicrosoftAppId, or TEAMS_AUTH=none on a loopback address.",
    });
  }
  return new ConfigurationBotFrameworkAuthentication(
    { ...settings.botbuilder },
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- botbuilder's own factory has the shape of that class without extending it
    outboundToken === undefined ? undefined : credentialsOf(appId, outboundToken),
    ...unchanged,
    patientConnector(),
  );
}

function credentialsOf(appId: string, outboundToken: OutboundToken): ConfigurationServiceClientCredentialFactory {
  return new (class extends ConfigurationServiceClientCredentialFactory {
    override createCredentials(): ReturnType<CredentialsFactory["createCredentials"]> {
      return Promise.resolve({
        async signRequest(request) {
          request.headers.set("authorization", `Bearer ${await outboundToken()}`);
          return request;
        },
      });
    }
  })({ MicrosoftAppId: appId, MicrosoftAppPassword: "unused", MicrosoftAppType: "MultiTenant" });
}

export type Checked =
  { readonly kind: "admitted"; readonly authenticated: Authenticated } | Exclude<Admission, { kind: "admitted" }>;

/** Has botbuilder check the token of one call. Never rejects. */
export async function admit(authentication: Authentication, settings: MsteamsSettings, call: Call): Promise<Checked> {
  if (settings.checksTokens) {
    if (call.activity.channelId !== "msteams") return { kind: "refused", status: 403, reason: "not-msteams" };
    if (!call.authorization.startsWith("Bearer ")) return { kind: "refused", status: 401, reason: "no-token" };
    // botbuilder also takes tokens of its emulator and of other bots, without comparing the service address, and learns
    // issuers from tokens it has not checked. Only the channel may call us.
    if (claimedIssuer(call.authorization) !== channelIssuerOf(settings))
      return { kind: "refused", status: 401, reason: "issuer" };
  }
  try {
    return {
      kind: "admitted",
      authenticated: await authentication.authenticateRequest(call.body as Activity, call.authorization),
    };
  } catch (error) {
    // botbuilder throws its own error for some bad tokens and jsonwebtoken's for others (wrong key, `alg: none`, not
    // yet valid), which its adapter would answer with 500.
    if (isOutage(error)) return { kind: "unavailable" };
    return { kind: "refused", status: 401, reason: error instanceof Error ? error.name : "unknown" };
  }
}

/** The issuer a token names; undefined for what is no token. Says nothing of whether the token is good. */
function claimedIssuer(authorization: string): string | undefined {
  const payload = authorization.split(".")[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null || !("iss" in claims)) return undefined;
    return typeof claims.iss === "string" ? claims.iss : undefined;
  } catch {
    return undefined;
  }
}

/** `FetchError` comes from node-fetch; botbuilder's own error carries a 5xx when the metadata answered badly. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "FetchError") return true;
  return "statusCode" in error && typeof error.statusCode === "number" && error.statusCode >= 500;
}
