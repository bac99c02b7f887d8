import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Metrics } from "./metrics.js";

/**
 * Node.js tells of every HTTP request that this process makes, by `fetch` and by `node:http`, whichever SDK makes it.
 * https://nodejs.org/api/diagnostics_channel.html#built-in-channels, https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
 */
const channels = {
  fetchBegan: "undici:request:create",
  fetchAnswered: "undici:request:headers",
  fetchFailed: "undici:request:error",
  httpBegan: "http.client.request.start",
  httpAnswered: "http.client.response.finish",
  httpFailed: "http.client.request.error",
} as const;

/**
 * Times them.
 *
 * @param apiOf what a host is called in the metrics, such as `slack`
 * @returns what ends it
 */
export function watchCalls(metrics: Metrics, apiOf: (host: string) => string): () => void {
  const began = new WeakMap<object, { readonly api: string; readonly at: number }>();
  const begin = (request: object, host: string): void => {
    began.set(request, { api: apiOf(host), at: performance.now() });
  };
  const end = (request: object, outcome: string): void => {
    const call = began.get(request);
    began.delete(request);
    if (call) metrics.observeCall({ api: call.api, outcome }, (performance.now() - call.at) / 1000);
  };
  const listeners: Readonly<Record<keyof typeof channels, (message: unknown) => void>> = {
    fetchBegan: (message) => {
      const { request } = message as { request: { origin?: string | URL } };
      begin(request, hostOf(String(request.origin)));
    },
    fetchAnswered: (message) => {
      const { request, response } = message as { request: object; response: { statusCode: number } };
      end(request, outcomeOf(response.statusCode));
    },
    fetchFailed: (message) => {
      end((message as { request: object }).request, "no-answer");
    },
    httpBegan: (message) => {
      const { request } = message as { request: { getHeader(name: string): unknown } };
      const host = request.getHeader("host");
      begin(request, typeof host === "string" ? host : "");
    },
    httpAnswered: (message) => {
      const { request, response } = message as { request: object; response: { statusCode: number } };
      end(request, outcomeOf(response.statusCode));
    },
    httpFailed: (message) => {
      end((message as { request: object }).request, "no-answer");
    },
  };
  const pairs = Object.entries(channels).map(([key, name]) => [name, listeners[key as keyof typeof channels]] as const);
  for (const [name, listener] of pairs) subscribe(name, listener);
  return () => {
    for (const [name, listener] of pairs) unsubscribe(name, listener);
  };
}

const hostOf = (origin: string): string => {
  try {
    return new URL(origin).host;
  } catch {
    return "";
  }
};

/** `2xx`, `429` by itself, else by its first digit. */
const outcomeOf = (status: number): string => (status === 429 ? "429" : `${String(Math.floor(status / 100))}xx`);
