/** Somebody's answer that was followed by the next question. */
export interface GivenAnswer {
  readonly team: string;
  /** The nonce of the pressed card. */
  readonly press: string;
  readonly choice: string | undefined;
}

/** A question that was sent: how often it was answered is counted at the end. */
export interface GivenQuestion {
  readonly team: string;
  /** Whether somebody saw the answer. */
  readonly isSeen: boolean;
  /** How often an answer to this very message stands there. */
  readonly timesAnswered: () => number;
}

/** Words that somebody wrote and saw confirmed; no two are the same. */
export interface GivenWords {
  readonly team: string;
  readonly words: string;
}

/** What people saw acknowledged, and so must be there at the end. */
export class Ledger {
  readonly answers: GivenAnswer[] = [];
  readonly notes: GivenWords[] = [];
  readonly requests: (GivenWords & { readonly reference: string })[] = [];
  readonly questions: GivenQuestion[] = [];
  /** Teams that were told that everything of theirs is deleted. */
  readonly forgotten: string[] = [];
  /** What people waited for in vain, though the platform had its acknowledgement. */
  readonly unanswered: string[] = [];

  get acknowledged(): number {
    const { answers, notes, requests, questions, forgotten } = this;
    return (
      answers.length +
      notes.length +
      requests.length +
      questions.filter(({ isSeen }) => isSeen).length +
      forgotten.length
    );
  }
}

/** A word that only one team's people write: wherever else it turns up, it leaked. */
export const secretOf = (team: string): string => `secret-of-${team.toLowerCase()}`;
