import { WebClient } from "@slack/web-api";
import type { WebAPICallResult } from "@slack/web-api";

/**
 * Slack's client, for whatever people write: half of a pair of surrogates in a text, such as a broken emoji, would have it reject
 * the whole call (URIError), and nobody would see the answer.
 */
export class WellFormedClient extends WebClient {
  override apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    return super.apiCall(method, wellFormed(options) as Record<string, unknown>);
  }
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\p{Surrogate}/gu, "\uFFFD");
  if (Array.isArray(value)) return value.map(wellFormed);
  // Bytes and streams stay what they are.
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wellFormed(inner)]))
    : value;
}
