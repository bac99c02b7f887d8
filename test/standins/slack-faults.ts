import type { SlackFault } from "./slack-api.js";

const everyFault: readonly SlackFault[] = ["429", "500", "reset-before", "reset-after", "delay"];

/** Numbers from 0 to 1, the same for the same seed. */
export function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One call in five fails in one of these ways, each method by its own row of numbers. */
export function oneInFive(
  seed: number,
  faults: readonly SlackFault[] = everyFault,
): (method: string) => SlackFault | undefined {
  const rows = new Map<string, () => number>();
  return (method) => {
    const key = method.replace(/\/.*/, "");
    const row =
      rows.get(key) ?? numbersOf([...Buffer.from(key)].reduce((sum, letter) => Math.imul(sum, 31) + letter, seed));
    rows.set(key, row);
    return row() < 0.2 ? faults[Math.floor(row() * faults.length)] : undefined;
  };
}
