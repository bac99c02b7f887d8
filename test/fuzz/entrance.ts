import type { Arbitrary } from "fast-check";

/** How one input was met; `wrong` says what must not be. */
export type Met = "answered" | "refused" | { readonly wrong: string };

/** One way into the program. */
export interface Entrance<Input = unknown> {
  readonly name: string;
  /** How many inputs it gets: in the small run, and in the nightly one. */
  readonly inputs: { readonly small: number; readonly nightly: number };
  /** @param folder the only place anything may be written to */
  open(folder: string): Promise<OpenEntrance<Input>>;
}

export interface OpenEntrance<Input> {
  readonly inputs: Arbitrary<Input>;
  /**
   * Puts one input to it; a rejection is as wrong as `wrong`.
   *
   * @param begin is called where making the input is over and the program begins, if that takes long
   */
  put(input: Input, begin: () => void): Promise<Met>;
  /** Takes back what earlier inputs stored, as time would; called every few hundred inputs. */
  tidy?(): Promise<void>;
  close?(): Promise<void>;
}
