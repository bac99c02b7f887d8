import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { RateCounters, RateLimit } from "../../core/ports/rate-counters.js";

/** Counts of one process, in windows that begin with the first of a key; what has run out leaves the memory by itself. */
export function createRateCounters(): RateCounters {
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterOf = ({ name, times, withinMs }: RateLimit): RateLimiterMemory => {
    const key = `${name}:${String(times)}:${String(withinMs)}`;
    const known = limiters.get(key);
    if (known) return known;
    const made = new RateLimiterMemory({ points: times, duration: withinMs / 1000 });
    limiters.set(key, made);
    return made;
  };
  return {
    spend: (limit, key) =>
      limiterOf(limit)
        .consume(key)
        .then(
          () => 0,
          (refusal: unknown) => {
            if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
            throw refusal;
          },
        ),
  };
}
