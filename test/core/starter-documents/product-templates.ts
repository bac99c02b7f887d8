import { join } from "node:path";
import { checkContent } from "../../../src/content/load-content.js";
import { readTemplates } from "../../../src/content/read-templates.js";
import type { Questionnaire } from "../../../src/core/assessment/question.js";
import type { AnswerValue } from "../../../src/core/assessment/entries.js";
import { newAssessment } from "../../../src/core/assessment/progress.js";
import type { Answer, Assessment } from "../../../src/core/assessment/progress.js";
import { assessmentId, choiceId, entryId, questionId } from "../../../src/core/ids.js";
import type { StarterTemplate } from "../../../src/core/starter-documents/template.js";
import type { TemplateSource } from "../../../src/core/starter-documents/template-data.js";

export const productKnowledge = join(import.meta.dirname, "../../../knowledge");

/** The product's questions and starter documents. */
export async function openTemplates(): Promise<{ questionnaire: Questionnaire; templates: StarterTemplate[] }> {
  const { content } = await checkContent(productKnowledge);
  if (!content) throw new TypeError("the knowledge folder could not be read");
  const { questionnaire, sources } = content;
  return { questionnaire, templates: await readTemplates(productKnowledge, { questionnaire, sources }, []) };
}

type Details = Partial<Pick<Answer, "note" | "evidence" | "owner" | "due">>;

export const answerOf = (value: AnswerValue, details: Details = {}): Answer => ({
  ...details,
  value,
  by: null,
  at: "2026-11-01T00:00:00.000Z",
  entry: entryId("e1"),
  revision: 1,
  isSettled: false,
});

export const stateAnswer = (state: string, details: Details = {}): Answer =>
  answerOf({ kind: "state", state: choiceId(state) }, details);

export const assessmentWith = (answers: Readonly<Record<string, Answer>>): Assessment => ({
  ...newAssessment({ assessment: assessmentId("a1"), at: "2026-11-01T00:00:00.000Z", by: null }),
  answers: new Map(Object.entries(answers).map(([id, answer]) => [questionId(id), answer])),
});

/** Every question of both parts answered, with these details in part two. */
export const everythingAnswered = (questionnaire: Questionnaire, state: string, details: Details = {}): Assessment =>
  assessmentWith({
    ...Object.fromEntries(
      questionnaire.need.questions.map(({ id, kind, choices }) => [
        id,
        answerOf(
          kind === "many"
            ? { kind, choices: choices.filter(({ exclusive }) => !exclusive).map((choice) => choice.id) }
            : { kind, choice: choices[0]?.id ?? choiceId("none") },
        ),
      ]),
    ),
    ...Object.fromEntries(questionnaire.readiness.questions.map(({ id }) => [id, stateAnswer(state, details)])),
  });

export const sourceOf = (questionnaire: Questionnaire, more: Partial<TemplateSource> = {}): TemplateSource => ({
  questionnaire,
  assessment: undefined,
  team: undefined,
  names: new Map(),
  at: "2026-11-25T00:00:00.000Z",
  showDate: (iso) => iso.slice(0, 10),
  words: { company: "[company]", open: "open", notApplicable: "not applicable" },
  ...more,
});
