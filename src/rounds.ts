/** Work that comes round: now, or first after the interval, and never two rounds at once. `round` must not reject. */
export function startRounds(
  everyMs: number,
  round: () => Promise<void>,
  { atOnce }: { readonly atOnce: boolean } = { atOnce: true },
): { stop(): Promise<void> } {
  let running = atOnce ? round() : Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(round);
  }, everyMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
