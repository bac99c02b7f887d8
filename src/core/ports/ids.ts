/** Where new ids come from; passed in so that tests can foresee them. */
export interface Ids {
  /** Unique for ever, at most 40 characters, safe in file names. */
  readonly unique: () => string;
  /** A short reference number that people read aloud, e.g. `AI-7F3K-92QD`. */
  readonly reference: () => string;
}
