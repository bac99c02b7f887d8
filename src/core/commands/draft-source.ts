import { disagreements } from "../assessment/disagreements.js";
import { currentAssessment } from "../assessment/progress.js";
import type { DraftSource } from "../questionnaire/draft-reply.js";
import { recordName, showDate } from "./turn-context.js";
import type { TurnContext } from "./turn-context.js";

/** What drafts are made from: the assessment under way, as it stands. Undefined when there is none. */
export function draftSource(context: Pick<TurnContext, "parts" | "trail" | "members" | "at">): DraftSource | undefined {
  const { parts, trail, at } = context;
  const assessment = currentAssessment(trail.entries);
  return (
    assessment && {
      questionnaire: parts.questionnaire,
      words: parts.reportWords,
      match: parts.matchCustomerQuestion,
      assessment,
      disagreements: disagreements(parts.questionnaire, trail.entries, assessment.id),
      at,
      nameOf: (person) => recordName(context, person),
      showDate,
    }
  );
}
