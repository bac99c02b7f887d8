import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import type { MsteamsSettings } from "../../../config/settings.js";
import { channelIssuerOf } from "../channel-issuer.js";
import type { Call } from "../host.js";
import { isGovernment } from "./credentials.js";

const publicMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";
const governmentMetadata = "https://login.botframework.azure.us/v1/.well-known/openidconfiguration";
/** As much as botbuilder allows for clocks that differ. */
const clockToleranceSeconds = 300;
const fetchedWithinMs = 5_000;

const metadataSchema = z.object({ jwks_uri: z.url() });
/** Microsoft's keys name the channels they may sign for. */
const keysSchema = z.object({
  keys: z.array(z.object({ kid: z.string().optional(), endorsements: z.array(z.string()).optional() })),
});

export type TokenVerdict =
  | { readonly kind: "good" }
  | { readonly kind: "refused"; readonly status: 401 | 403; readonly reason: string }
  | { readonly kind: "unavailable" };

/** The signing keys could not be had. */
class KeysUnavailable extends errors.JOSEError {}

/**
 * Checks that Teams itself sent a call: signature, issuer, audience, times, the key's endorsement, and that the token
 * speaks for the activity's service address. The SDK's own check takes the last two lightly, and its addresses of keys
 * are fixed to two clouds.
 */
export function createTokenCheck(settings: MsteamsSettings): (call: Call) => Promise<TokenVerdict> {
  const { botbuilder } = settings;
  const audience = botbuilder["MicrosoftAppId"] ?? "";
  const issuer = channelIssuerOf(settings);
  const metadataUrl =
    botbuilder["ToBotFromChannelOpenIdMetadataUrl"] ?? (isGovernment(botbuilder) ? governmentMetadata : publicMetadata);
  let finding: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  /** Fetched with the first call; again when that failed. */
  const keysOf = (): Promise<ReturnType<typeof createRemoteJWKSet>> => {
    finding ??= findKeys(metadataUrl).catch((error: unknown) => {
      finding = undefined;
      throw new KeysUnavailable("metadata", { cause: error });
    });
    return finding;
  };
  return async ({ authorization, activity }) => {
    if (activity.channelId !== "msteams") return { kind: "refused", status: 403, reason: "not-msteams" };
    const [, token] = /^Bearer (\S+)$/.exec(authorization) ?? [];
    if (token === undefined) return { kind: "refused", status: 401, reason: "no-token" };
    try {
      const keys = await keysOf();
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ["RS256"],
        requiredClaims: ["exp"],
        clockTolerance: clockToleranceSeconds,
      });
      if (payload["serviceurl"] !== activity.serviceUrl)
        return { kind: "refused", status: 401, reason: "service-address" };
      const key = keysSchema.safeParse(keys.jwks()).data?.keys.find(({ kid }) => kid === protectedHeader.kid);
      if (key?.endorsements?.includes(activity.channelId) === false)
        return { kind: "refused", status: 401, reason: "endorsement" };
      return { kind: "good" };
    } catch (error) {
      if (isOutage(error)) return { kind: "unavailable" };
      return { kind: "refused", status: 401, reason: error instanceof errors.JOSEError ? error.code : "unknown" };
    }
  };
}

async function findKeys(metadataUrl: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const response = await fetch(metadataUrl, { signal: AbortSignal.timeout(fetchedWithinMs) });
  const { jwks_uri } = metadataSchema.parse(await response.json());
  return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: fetchedWithinMs });
}

/** jose fetches the keys while it verifies; what is then no error of a token is one of the network. */
const isOutage = (error: unknown): boolean =>
  error instanceof KeysUnavailable ||
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  (error instanceof errors.JOSEError ? error.code === "ERR_JOSE_GENERIC" : error instanceof TypeError);
