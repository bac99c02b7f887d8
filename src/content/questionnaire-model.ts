import type { Questionnaire } from "../core/assessment/question.js";
import type { Knowledge } from "../core/knowledge/entry.js";
import { createCustomerMatcher } from "../core/questionnaire/create-matcher.js";
import { customerLearningInput } from "../core/questionnaire/customer-asks.js";
import type { CustomerAsks } from "../core/questionnaire/customer-asks.js";
import type { CustomerQuestionMatcher } from "../core/questionnaire/match.js";
import { keptFolder } from "./kept-values.js";
import { obtainModel } from "./model-cache.js";

/** What the matcher of customers' questions is learned from. */
export interface MatcherContent {
  readonly questionnaire: Questionnaire;
  readonly knowledge: Pick<Knowledge, "vocabulary">;
  readonly customerAsks: CustomerAsks;
}

/** The matcher of customers' questions: kept like the search's model, or learned now (about a second). */
export async function openCustomerMatcher(
  { questionnaire, knowledge: { vocabulary }, customerAsks }: MatcherContent,
  folder = keptFolder(),
  signal?: AbortSignal,
): Promise<CustomerQuestionMatcher> {
  const input = customerLearningInput(questionnaire, customerAsks, vocabulary);
  return createCustomerMatcher(await obtainModel(input, folder, signal), vocabulary, customerAsks.aboutAi);
}
