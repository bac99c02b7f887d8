import { formerMember } from "../former-member.js";
import type { AreaId, PersonId, QuestionId } from "../ids.js";
import { findQuestion, quickQuestionOf } from "./next-question.js";
import type { AskedQuestion } from "./next-question.js";
import type { Assessment } from "./progress.js";
import type { Questionnaire } from "./question.js";

/** The area a question of part two belongs to. */
export const areaOf = (questionnaire: Questionnaire, asked: AskedQuestion): AreaId | undefined =>
  quickQuestionOf(questionnaire, asked)?.area;

/** Who answers for a question: its owner, else who looks after its area, else nobody by name. */
export function responsibleFor(
  questionnaire: Questionnaire,
  assessment: Assessment,
  question: QuestionId,
): PersonId | undefined {
  const asked = findQuestion(questionnaire, question);
  const quick = asked && quickQuestionOf(questionnaire, asked);
  const owner =
    assessment.answers.get(question)?.ownerPerson ?? (quick && assessment.answers.get(quick.id)?.ownerPerson);
  if (owner && owner !== formerMember) return owner;
  const area = asked && areaOf(questionnaire, asked);
  return area && assessment.assignees.get(area);
}
