import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Log } from "../../log.js";
import { wasNeverSent } from "../never-sent.js";
import { callAttempts, callBackoffMs, callTimeoutMs, retryAfterAtMostMs, uncertainAttempts } from "./limits.js";
import { SlackRefused, slackCode } from "./slack-code.js";

/** Nobody knows whether Slack did what was asked; asking once more could do it a third time. */
export class CallUncertain extends Error {
  override readonly name = "CallUncertain";
}

/** Whether an error of the SDK or of `respond` comes from a call that may have had its effect. */
export function isUncertain(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = "original" in at ? at.original : at.cause)
    if (at instanceof CallUncertain) return true;
  return false;
}

/** Whether an error of the SDK or of `respond` says that Slack surely did nothing, for a reason that passes. */
export function wasNotDone(error: unknown): boolean {
  if (isUncertain(error)) return false;
  if (wasNeverSent(error) || /^rate_?limited$/.test(slackCode(error) ?? "")) return true;
  for (let at = error; at instanceof Error; at = "original" in at ? at.original : at.cause) {
    if (wasNeverSent(at) || "retryAfter" in at) return true;
    if ("statusCode" in at && (at.statusCode === 429 || Number(at.statusCode) >= 500)) return true;
  }
  return false;
}

type Fetch = typeof globalThis.fetch;

/** For what is repeated elsewhere, as deliveries are: one attempt. */
export const impatientCalls = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;
/** Options of the SDK's client and of Bolt, which answers response addresses by the same `fetch`. */
export const patientCalls = (log: Log) => ({ ...impatientCalls, fetch: createPatientFetch(log) });
type Outcome =
  | { readonly kind: "done"; readonly response: Response }
  /** Slack did nothing: asking again is safe. */
  | {
      readonly kind: "refused";
      readonly response: Response | undefined;
      readonly waitMs?: number;
      readonly cause?: unknown;
    }
  /** Slack may have done it. */
  | { readonly kind: "uncertain"; readonly cause?: unknown };

/**
 * Asks Slack with patience, for the SDK (whose own retries are off) and for response addresses (which have none): after
 * 429 as long as it says, after faults of its own with backoff. The SDK would repeat what may have had its effect ten
 * times; here that is repeated once at most, a message under the same `client_msg_id`, by which Slack knows it again.
 */
export function createPatientFetch(log: Log, fetch: Fetch = globalThis.fetch): Fetch {
  return async (input, init = {}) => {
    const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
    // An address that came with a payload may be none.
    if (!URL.canParse(url)) throw new SlackRefused("invalid_url");
    const request = withMessageId(url, init);
    const mayRepeat = isHarmlessTwice(url, request) ? callAttempts : uncertainAttempts;
    let uncertain = 0;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(url, request, fetch);
      if (outcome.kind === "done") return outcome.response;
      if (outcome.kind === "uncertain") uncertain += 1;
      if (attempt >= callAttempts || uncertain >= mayRepeat) return giveUp(outcome);
      const waitMs = outcome.kind === "refused" ? outcome.waitMs : undefined;
      if (waitMs !== undefined && waitMs > retryAfterAtMostMs) return giveUp(outcome);
      log.debug("slack.again", { attempt, reason: outcome.kind });
      await new Promise((resolve) => setTimeout(resolve, waitMs ?? backoffMs(attempt)));
    }
  };
}

function giveUp(outcome: Exclude<Outcome, { kind: "done" }>): Response {
  if (outcome.kind === "uncertain")
    throw new CallUncertain("Slack may or may not have done what was asked.", { cause: outcome.cause });
  if (outcome.response) return outcome.response;
  throw outcome.cause instanceof Error ? outcome.cause : new TypeError("Slack cannot be reached.");
}

const backoffMs = (attempt: number): number => callBackoffMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);

async function attemptOnce(url: string, init: RequestInit, fetch: Fetch): Promise<Outcome> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(callTimeoutMs) });
    body = await response.text();
  } catch (cause) {
    return wasNeverSent(cause) ? { kind: "refused", response: undefined, cause } : { kind: "uncertain", cause };
  }
  const answer = new Response(body, {
    status: response.status,
    statusText: response.statusText,
    headers: headersOf(response),
  });
  if (response.status === 429) return { kind: "refused", response: answer, waitMs: retryAfterMs(response) };
  // A gateway that gave up waiting may have passed the call on; the other faults come before the work.
  if (response.status === 502 || response.status === 504) return { kind: "uncertain" };
  if (response.status >= 500) return { kind: "refused", response: answer };
  const code = errorIn(body);
  if (code === undefined) return { kind: "done", response: answer };
  if (/^rate_?limited$/.test(code)) return { kind: "refused", response: answer };
  if (uncertainCodes.has(code)) return { kind: "uncertain" };
  // One before it did arrive, of this process or of the one before: Slack knows the id.
  if (/^duplicate_(message|channel)_not_found$/.test(code))
    return { kind: "done", response: Response.json({ ok: true }) };
  return { kind: "done", response: answer };
}

/** Slack's pages on its methods: some part of the work may have been done before the fault. */
const uncertainCodes: ReadonlySet<string> = new Set([
  "fatal_error",
  "internal_error",
  "request_timeout",
  "service_unavailable",
]);

/** The body is read already, so nothing of how it was packed holds any more. */
function headersOf(response: Response): Headers {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  return headers;
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get("retry-after") ?? "1");
  return (Number.isFinite(seconds) && seconds >= 0 ? seconds : 1) * 1000;
}

const refusalSchema = z.looseObject({ ok: z.literal(false), error: z.string() });

function errorIn(body: string): string | undefined {
  if (!body.startsWith("{") || !body.includes('"error"')) return undefined;
  try {
    return refusalSchema.safeParse(JSON.parse(body)).data?.error;
  } catch {
    return undefined;
  }
}

const isMethod = (url: string, method: string): boolean => new URL(url).pathname.endsWith(`/${method}`);

/** Each message gets an id of its own, the same for every attempt. */
function withMessageId(url: string, init: RequestInit): RequestInit {
  if (!isMethod(url, "chat.postMessage") || typeof init.body !== "string" || /(^|&)client_msg_id=/.test(init.body))
    return init;
  return { ...init, body: `${init.body}&client_msg_id=${randomUUID()}` };
}

/** What posts or opens something new each time it is done; all else may be done again. */
const addsSomething = [
  "chat.postMessage",
  "chat.postEphemeral",
  "views.open",
  "views.push",
  "files.completeUploadExternal",
];

function isHarmlessTwice(url: string, init: RequestInit): boolean {
  if (addsSomething.some((method) => isMethod(url, method))) return false;
  // Response addresses take JSON, and put a message over another one or a new one beside it.
  const isResponse = typeof init.body === "string" && init.body.startsWith("{");
  return !isResponse || /"(?:replace|delete)_original":true/.test(init.body as string);
}
