interface When {
  /** Whether the first round begins now. */
  readonly atOnce?: boolean;
  /** When there is a round before the first interval is over. */
  readonly firstAfterMs?: number;
}

/**
 * Work that comes round: now, or first after the interval, and never two rounds at once. `round` must not reject; it is
 * told by `isStopped` when to end early.
 */
export function startRounds(
  everyMs: number,
  round: (isStopped: () => boolean) => Promise<void>,
  { atOnce = true, firstAfterMs }: When = {},
): { stop(): Promise<void> } {
  let stopped = false;
  const isStopped = (): boolean => stopped;
  let running = atOnce ? round(isStopped) : Promise.resolve();
  const take = (): void => {
    running = running.then(() => (stopped ? undefined : round(isStopped)));
  };
  const rounds = setInterval(take, everyMs).unref();
  const first = firstAfterMs === undefined ? undefined : setTimeout(take, firstAfterMs).unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(rounds);
      clearTimeout(first);
      await running;
    },
  };
}
