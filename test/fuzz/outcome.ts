/** How one entrance fared. */
export interface Outcome {
  readonly name: string;
  readonly seed: number;
  readonly inputs: number;
  readonly refused: number;
  readonly answered: number;
  readonly slowestMs: number;
  /** How the heap grew; undefined: not measured. */
  readonly heap: number | undefined;
  /** What was wrong, with the input and what repeats it. */
  readonly wrong: string | undefined;
  readonly tookMs: number;
}
