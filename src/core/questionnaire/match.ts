import type { QuestionId } from "../ids.js";

/** A quick question a customer's question may be about. */
export interface MatchedQuestion {
  readonly question: QuestionId;
  /** That it is about it, 0 to 1; of those given 0.9 about nine in ten are. */
  readonly confidence: number;
}

/** What a customer's question is about. */
export type CustomerMatch =
  | (MatchedQuestion & {
      readonly kind: "question";
      /** Others it may be about, best first. */
      readonly alternatives: readonly MatchedQuestion[];
    })
  /** It asks whether the company is certified to ISO/IEC 42001. */
  | { readonly kind: "certified"; readonly confidence: number }
  /** The assessment says nothing about it, or too little is sure. */
  | {
      readonly kind: "outside";
      readonly confidence: number;
      /** What it may be about after all, best first; often nothing. */
      readonly alternatives: readonly MatchedQuestion[];
    };

/**
 * Finds what a customer's question is about. `within` is what it stands in, such as the name of a sheet: in a part on AI a
 * question need not name AI itself. Without side effects.
 */
export type CustomerQuestionMatcher = (text: string, within?: string) => CustomerMatch;
