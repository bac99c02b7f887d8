import type { Press } from "../../src/core/conversation/action.js";

/** What stands before somebody: a message, a card, a form. */
export interface Card {
  /** What is answered by being put over it keeps its place. */
  readonly place: string;
  readonly text: string;
  readonly labels: readonly string[];
  /** What the button with this label carries. */
  carried(label: string): Press | undefined;
}

export type Act =
  | { readonly kind: "types"; readonly words: string }
  | { readonly kind: "presses"; readonly on: Card; readonly label: string; readonly ticked?: string | undefined }
  /** Fills in the form that stands there, and sends it. */
  | {
      readonly kind: "sends";
      readonly form: Card;
      readonly label: string;
      readonly typed: Readonly<Record<string, string>>;
    }
  /** A question where others can read it, too. */
  | { readonly kind: "asks"; readonly words: string };

/** What came of one act. */
export interface Came {
  /** Whether the platform heard that it arrived. */
  readonly isAcknowledged: boolean;
  /** What was waited for; undefined: it did not come in time. */
  readonly card: Card | undefined;
  /** They were told that it did not work and that they may try again. */
  readonly isRefused?: boolean;
  /** For a question: how often an answer to this very message stands there. */
  readonly timesAnswered?: () => number;
}

/** What the program says when something could not be done. */
export const apologies = ["could not be saved just now", "something went wrong on our side", "could not be read"];

/** Somebody who uses the program through one of its doors. */
export interface Player {
  readonly team: string;
  readonly name: string;
  /** Acts once, and waits for something new that says so. Never rejects. */
  act(act: Act, expected: RegExp, withinMs: number): Promise<Came>;
  /** Acts once, and waits for the form with this field. */
  opensForm(act: Act, field: string, withinMs: number): Promise<Came>;
}
