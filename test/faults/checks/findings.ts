/** What does not hold at the end of a run, each in a few words. */
export interface Findings {
  readonly lost: string[];
  readonly duplicated: string[];
  readonly damaged: string[];
  readonly foreign: string[];
  /** The program is not up, or says of itself what is not so. */
  readonly untrue: string[];
  /** What arrived more than once under one id, as it may. */
  repeats: number;
}

export const noFindings = (): Findings => ({
  lost: [],
  duplicated: [],
  damaged: [],
  foreign: [],
  untrue: [],
  repeats: 0,
});
