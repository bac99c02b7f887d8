import { isIPv4, isIPv6 } from "node:net";
import type { RequestHandler } from "express";
import type { RateCounters, RateLimit } from "../core/ports/rate-counters.js";
import { isLoopbackHost } from "../loopback.js";

/** A person who installs the app, reads the pages and fetches files needs a tenth of it; an office behind one address fits in. */
export const addressLimit: RateLimit = { name: "address", times: 120, withinMs: 60_000 };

/** Few addresses speak for many people here, and each call is signed; or it is a probe, which must always be answered. */
const uncounted: ReadonlySet<string> = new Set(["/slack/events", "/api/messages", "/healthz", "/readyz"]);

/**
 * Everything that anybody may open (pages, installing, downloads, addresses that are not there) so often from one address.
 * This machine's own calls are not counted; a proxy on it says by `X-Forwarded-For` who called.
 */
export function limitByAddress(counters: RateCounters): RequestHandler {
  return async (request, response, next) => {
    const network = networkOf(request.ip ?? "");
    const isCounted = !uncounted.has(request.path) && !isLoopbackHost(network);
    const waitMs = isCounted ? await counters.spend(addressLimit, network).catch(() => 0) : 0;
    if (waitMs === 0) {
      next();
      return;
    }
    response.set({ "Retry-After": String(Math.ceil(waitMs / 1000)), Connection: "close" });
    response.status(429).type("text/plain").send("That was a lot at once. Please try again in a minute.\n");
  };
}

/** What one caller holds: an IPv4 address, or the /64 of an IPv6 one, all of which is theirs. */
export function networkOf(address: string): string {
  if (address === "::1") return address;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIPv4(plain) || !isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill("0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
