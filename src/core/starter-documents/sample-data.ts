import type { AnswerValue } from "../assessment/entries.js";
import { newAssessment } from "../assessment/progress.js";
import type { Answer } from "../assessment/progress.js";
import type { Questionnaire, State } from "../assessment/question.js";
import { assessmentId, entryId } from "../ids.js";
import type { QuestionId } from "../ids.js";
import { templateData } from "./template-data.js";
import type { TemplateData } from "./template-data.js";

const at = "2026-01-01T00:00:00.000Z";
const company = "[company]";
const details = { note: "A note", evidence: "https://example.com/proof", owner: "Ann", due: "2026-02-01" };

/** Data with nothing answered, for trying a template. */
export const emptyData = (questionnaire: Questionnaire): TemplateData => dataOf(questionnaire, undefined);

/** Data with every question answered and every detail given, once for each state and each choice; together they try every branch. */
export function fullData(questionnaire: Questionnaire): readonly TemplateData[] {
  const { need, readiness } = questionnaire;
  const rounds = Math.max(readiness.states.length, ...need.questions.map(({ choices }) => choices.length));
  return Array.from({ length: rounds }, (_, round) => {
    const turn = <T>(list: readonly T[]): readonly T[] => list.slice(round % list.length, (round % list.length) + 1);
    const values: readonly (readonly [QuestionId, AnswerValue])[] = [
      ...need.questions.flatMap(({ id, choices }) =>
        turn(choices).map((choice) => [id, { kind: "one", choice: choice.id }] as const),
      ),
      ...readiness.questions.flatMap(({ id }) =>
        turn<State>(readiness.states).map((state) => [id, { kind: "state", state: state.id }] as const),
      ),
    ];
    return dataOf(questionnaire, new Map(values.map(([id, value]) => [id, answer(value)])));
  });
}

const answer = (value: AnswerValue): Answer => ({
  ...details,
  value,
  by: null,
  at,
  entry: entryId("sample"),
  revision: 1,
  isSettled: false,
});

const dataOf = (questionnaire: Questionnaire, answers: ReadonlyMap<QuestionId, Answer> | undefined): TemplateData =>
  templateData({
    questionnaire,
    assessment: answers && { ...newAssessment({ assessment: assessmentId("sample"), at, by: null }), answers },
    team: answers && "Acme",
    names: new Map(),
    at,
    showDate: (iso) => iso.slice(0, 10),
    words: { company, open: "open", notApplicable: "not applicable" },
  });
