import { wasNeverSent } from "../never-sent.js";

/** What one failed call to the Bot Connector came to: the status it was refused with, or no answer at all. */
export type Failure =
  | { readonly kind: "refused"; readonly status: number; readonly retryAfter: string | null }
  /** Cut off or out of time: it may have had its effect. */
  | { readonly kind: "unanswered" }
  /** It never left this machine. */
  | { readonly kind: "unsent" };

/** What a call asks for, as far as it matters for asking again. */
export interface Asked {
  readonly method: string;
  /** The activity's type, where one is sent. */
  readonly activity?: string | undefined;
}

/** How long one try may take, in milliseconds; neither SDK sets a limit. A typing indicator keeps the answer waiting. */
export const tryWithinMs = ({ activity }: Asked): number => (activity === "typing" ? 2_000 : 10_000);
/** Nothing is tried again later than this: whoever waits has given up by then. */
const patientForMs = 30_000;
/** Teams asks to come again for 412, 429, 502 and 504 (Microsoft's page on rate limits of bots); the others pass, too. */
const retried: ReadonlySet<number> = new Set([412, 429, 500, 502, 503, 504]);
const triesAtMost = 4;
/** What posts a message may have posted it: one more try makes at most one repeat. */
const triesOfUnansweredPost = 2;
const firstPauseMs = 500;

/** Tries one call to the Bot Connector again where that helps, the same for every SDK. Rejects with the last error. */
export async function patiently<T>(
  { method, activity }: Asked,
  call: () => Promise<T>,
  failureOf: (error: unknown) => Failure | undefined,
): Promise<T> {
  // A typing indicator that comes late is worse than none.
  if (activity === "typing") return call();
  const unansweredAtMost = method.toUpperCase() === "POST" ? triesOfUnansweredPost : triesAtMost;
  const until = Date.now() + patientForMs;
  let unanswered = 0;
  for (let tried = 1; ; tried += 1) {
    try {
      return await call();
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.kind === "unanswered") unanswered += 1;
      if (!failure || !isWorthwhile(failure) || tried >= triesAtMost || unanswered >= unansweredAtMost) throw error;
      const pause = pauseMs(failure, tried);
      if (Date.now() + pause > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

const isWorthwhile = (failure: Failure): boolean => failure.kind !== "refused" || isWorthAnotherTry(failure.status);

/** Whether a refusal with this status may not be the last word. */
export const isWorthAnotherTry = (status: number): boolean => retried.has(status);

/** As long as Teams says, or twice as long each time, give or take, so that many do not come back at once. */
function pauseMs(failure: Failure, tried: number): number {
  const asked = failure.kind === "refused" && failure.retryAfter !== null ? readRetryAfterMs(failure.retryAfter) : 0;
  return asked > 0 ? asked : firstPauseMs * 2 ** (tried - 1) * (0.5 + Math.random());
}

/** Seconds, or a date; zero for what is neither. */
function readRetryAfterMs(text: string): number {
  const seconds = Number(text);
  const waitMs = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  return Number.isNaN(waitMs) ? 0 : waitMs;
}

/** What an error of `fetch` says; undefined for an error of something else. */
export function failureOfFetch(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === "TimeoutError") return { kind: "unanswered" };
  if (!(error instanceof TypeError)) return undefined;
  return { kind: wasNeverSent(error) ? "unsent" : "unanswered" };
}
