import type { QuestionId } from "../ids.js";
import type { Answer } from "./progress.js";
import type { Crosswalk, FrameworkId, Questionnaire } from "./question.js";
import { requirementStates } from "./requirement-states.js";
import type { RequirementState } from "./requirement-states.js";

type Answers = ReadonlyMap<QuestionId, Answer>;

export const findCrosswalk = (questionnaire: Questionnaire, id: FrameworkId): Crosswalk | undefined =>
  questionnaire.crosswalks.find((crosswalk) => crosswalk.id === id);

/** What stands for a clause or control in the other framework. */
export const counterparts = (crosswalk: Crosswalk, number: string): readonly string[] =>
  crosswalk.rows.find((row) => row.requirement === number)?.items ?? [];

/** One item of another framework, seen through our requirements. */
export interface FrameworkItem {
  readonly id: string;
  readonly title: string;
  /** 0 to 1, the mean of its requirements' scores; null: nothing known, or nothing that applies. */
  readonly share: number | null;
  readonly requirements: readonly RequirementState[];
  /** How many of its requirements were answered, themselves or by their quick question. */
  readonly known: number;
}

/** The same answers, as readiness by the items of another framework; an indication, never an equivalence. */
export function viewAs(questionnaire: Questionnaire, answers: Answers, crosswalk: Crosswalk): readonly FrameworkItem[] {
  const states = requirementStates(questionnaire, answers);
  return crosswalk.items.map((item) => {
    const requirements = states.filter(({ requirement }) =>
      counterparts(crosswalk, requirement.number).includes(item.id),
    );
    const scores = requirements.flatMap(({ state }) => state?.score ?? []);
    return {
      ...item,
      share: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
      requirements,
      known: requirements.filter(({ state }) => state !== undefined).length,
    };
  });
}

/** What work for a certificate or report that is held already gives a start on. */
export interface Coverage {
  readonly crosswalk: Crosswalk;
  /** Requirements with a counterpart there. */
  readonly shared: readonly RequirementState[];
  /** How many requirements there are in all. */
  readonly total: number;
}

/** For each held certificate or report that has a crosswalk; none when part one does not say. */
export function coverageOf(questionnaire: Questionnaire, answers: Answers): readonly Coverage[] {
  const held = answers.get(questionnaire.estimate.heldQuestion)?.value;
  if (held?.kind !== "many") return [];
  const states = requirementStates(questionnaire, answers);
  return questionnaire.crosswalks
    .filter(({ id }) => held.choices.some((choice) => choice === id))
    .map((crosswalk) => ({
      crosswalk,
      shared: states.filter(({ requirement }) => counterparts(crosswalk, requirement.number).length > 0),
      total: states.length,
    }));
}
