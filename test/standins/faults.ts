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

/** One call in five fails in one of these ways, each kind of call by its own row of numbers. */
export function faultOneInFive<Fault>(seed: number, faults: readonly Fault[]): (kind: string) => Fault | undefined {
  const rows = new Map<string, () => number>();
  return (kind) => {
    const row =
      rows.get(kind) ?? numbersOf([...Buffer.from(kind)].reduce((sum, letter) => Math.imul(sum, 31) + letter, seed));
    rows.set(kind, row);
    return row() < 0.2 ? faults[Math.floor(row() * faults.length)] : undefined;
  };
}
