import { knowledgeFolder } from "../../src/package-root.js";
import { obtainContent } from "../../src/content/kept-content.js";
import { loadWords } from "../../src/content/read-words.js";
import { openCustomerMatcher } from "../../src/content/questionnaire-model.js";
import type { Answer, Assessment } from "../../src/core/assessment/progress.js";
import { newAssessment } from "../../src/core/assessment/progress.js";
import type { Questionnaire } from "../../src/core/assessment/question.js";
import { assessmentId, choiceId, entryId, personId, questionId } from "../../src/core/ids.js";
import type { QuestionId } from "../../src/core/ids.js";
import type { DraftWords } from "../../src/core/questionnaire/compose-draft.js";
import type { DraftSource } from "../../src/core/questionnaire/draft-reply.js";
import { reportWordKeys } from "../../src/core/report-words.js";
import type { CustomerQuestionMatcher } from "../../src/core/questionnaire/match.js";

export const loadDraftWords = (): Promise<DraftWords> => loadWords(knowledgeFolder(), "report", reportWordKeys);

/** The product's own questionnaire, and the matcher the build learned for it. */
export async function openMatcher(): Promise<{ questionnaire: Questionnaire; match: CustomerQuestionMatcher }> {
  const content = await obtainContent(knowledgeFolder());
  return { questionnaire: content.questionnaire, match: await openCustomerMatcher(content) };
}

export const today = "2026-11-25T09:00:00.000Z";

/** One answer of part two, given yesterday by Ana. */
export const stateAnswer = (state: string, more: Partial<Answer> & { reason?: string } = {}): Answer => {
  const { reason, ...details } = more;
  return {
    value: { kind: "state", state: choiceId(state), ...(reason === undefined ? {} : { reason }) },
    by: personId("test:ana"),
    at: "2026-11-24T09:00:00.000Z",
    entry: entryId("e1"),
    revision: 1,
    isSettled: false,
    ...details,
  };
};

export const assessmentWith = (answers: Readonly<Record<string, Answer>>): Assessment => ({
  ...newAssessment({ assessment: assessmentId("a1"), at: "2026-11-01T09:00:00.000Z", by: null }),
  answers: new Map<QuestionId, Answer>(Object.entries(answers).map(([id, answer]) => [questionId(id), answer])),
});

/** All that drafting needs, with nothing answered unless said otherwise. */
export const draftSourceOf = (
  parts: Pick<DraftSource, "questionnaire" | "words" | "match">,
  answers: Readonly<Record<string, Answer>> = {},
  more: Partial<DraftSource> = {},
): DraftSource => ({
  ...parts,
  assessment: assessmentWith(answers),
  disagreements: [],
  at: today,
  nameOf: (person) => (person === personId("test:ana") ? "Ana" : "Ben"),
  showDate: (iso) => iso.slice(0, 10),
  ...more,
});
