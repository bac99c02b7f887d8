/** How many times something may be done within how long. */
export interface RateLimit {
  /** Names it among the limits that are counted. */
  readonly name: string;
  readonly times: number;
  readonly withinMs: number;
}

/** Counts that all instances of the program share, as its store is shared; they may be lost at a restart. */
export interface RateCounters {
  /** Counts one more by this key. Resolves to how long to wait until there is room again (milliseconds); 0: there is room. */
  spend(limit: RateLimit, key: string): Promise<number>;
}
