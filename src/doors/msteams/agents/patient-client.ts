import { ConnectorClient, HttpClient, HttpError } from "@microsoft/agents-hosting";
import { z } from "zod";
import { failureOfFetch, patiently, tryWithinMs } from "../patience.js";
import type { Failure } from "../patience.js";

type Config = Parameters<HttpClient["request"]>[0];
type Answer<T> = Awaited<ReturnType<typeof HttpClient.prototype.request<T>>>;

/** The SDK's HTTP client tries once, and waits for ever. */
export class PatientHttpClient extends HttpClient {
  override request<T = unknown>(config: Config): Promise<Answer<T>> {
    const activity = activitySchema.safeParse(config.data).data?.type;
    const asked = { method: config.method, activity };
    return patiently(asked, () => super.request<T>({ timeout: tryWithinMs(asked), ...config }), failureOf);
  }
}

/** The SDK's client of the Bot Connector, with patience. */
export class PatientConnector extends ConnectorClient {
  /** @param client one of the SDK's own making, whose headers are taken over */
  constructor({ httpClient: { baseURL, defaultHeaders } }: ConnectorClient) {
    super(new PatientHttpClient({ baseURL, headers: defaultHeaders }));
  }
}

const activitySchema = z.object({ type: z.string() });

function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof HttpError)) return failureOfFetch(error);
  return { kind: "refused", status: error.status, retryAfter: error.response.headers.get("retry-after") };
}
