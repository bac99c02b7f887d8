/** What every input is held to. */

export const answeredWithinMs = 1_000;

/** The heap at the end, as a multiple of what it was after so many inputs (half of them, where there are fewer). */
export const heapGrowth = 1.2;
export const heapBaseAt = 10_000;
