import type { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { z } from "zod";
import { failureOfFetch, isWorthAnotherTry, patiently, tryWithinMs } from "../patience.js";
import type { Asked, Failure } from "../patience.js";

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type HttpClient = NonNullable<ConnectorOptions["httpClient"]>;
type HttpRequest = Parameters<HttpClient["sendRequest"]>[0];
type HttpAnswer = Awaited<ReturnType<HttpClient["sendRequest"]>>;

/** Teams refused, also when asked again, or asks for more patience than we have. */
class ConnectorRefusal extends Error {
  override readonly name = "ConnectorRefusal";
  constructor(
    readonly statusCode: number,
    readonly retryAfter: string | null,
  ) {
    super(`The Bot Connector refused with ${String(statusCode)}.`);
  }
}

/**
 * Options of botbuilder's client of the Bot Connector. Its own retries repeat a message three times after a broken
 * connection, do not know 412, nor 429 without a time, and wait for ever; they take what is thrown here for no error of
 * theirs and leave it alone.
 */
export const patientConnector = (): ConnectorOptions => ({
  httpClient: {
    sendRequest: (request) => {
      const asked = askedIn(request);
      return patiently(asked, () => tryOnce(request, tryWithinMs(asked)), failureOf);
    },
  },
});

async function tryOnce(request: HttpRequest, withinMs: number): Promise<HttpAnswer> {
  const body = bodyOf(request);
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers.rawHeaders(),
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(withinMs),
  });
  const text = await response.text();
  if (isTriedAgainBySdk(response.status) || isWorthAnotherTry(response.status))
    throw new ConnectorRefusal(response.status, response.headers.get("retry-after"));
  const headers = request.headers.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  for (const [name, value] of response.headers) headers.set(name, value);
  return { request, status: response.status, headers, bodyAsText: text };
}

const isTriedAgainBySdk = (status: number): boolean => status === 408 || status >= 500;

const bodyOf = ({ body }: HttpRequest): string | undefined => (typeof body === "string" ? body : undefined);

const activitySchema = z.object({ type: z.string() });

function askedIn(request: HttpRequest): Asked {
  const body = bodyOf(request);
  const activity = body === undefined ? undefined : activitySchema.safeParse(JSON.parse(body)).data?.type;
  return { method: request.method, activity };
}

function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof ConnectorRefusal)) return failureOfFetch(error);
  return { kind: "refused", status: error.statusCode, retryAfter: error.retryAfter };
}
