import { HttpError } from "@microsoft/agents-hosting";

/** Teams asks to come again for these (Microsoft's page on rate limits of bots); botbuilder retries them by itself. */
const retried: ReadonlySet<number> = new Set([412, 429, 502, 504]);
const triesAtMost = 4;
/** A connection that broke may have done its work: one more try makes at most one repeat. */
const triesOfBroken = 2;
const firstPauseMs = 500;
const longestPauseMs = 4_000;

/** Tries one call to the Bot Connector again where that helps. Rejects with the last error. */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await call();
    } catch (error) {
      if (tried >= triesOf(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs(error, tried)));
    }
  }
}

function triesOf(error: unknown): number {
  if (error instanceof HttpError) return retried.has(error.status) ? triesAtMost : 1;
  // What `fetch` throws when there was no answer.
  return error instanceof TypeError ? triesOfBroken : 1;
}

/** As long as Teams says, or twice as long each time, give or take, so that many do not come back at once. */
function pauseMs(error: unknown, tried: number): number {
  const asked = error instanceof HttpError ? Number(error.response.headers.get("retry-after")) * 1000 : 0;
  const backoff = firstPauseMs * 2 ** (tried - 1) * (0.5 + Math.random());
  return Math.min(asked > 0 ? asked : backoff, longestPauseMs);
}
