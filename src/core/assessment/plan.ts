import type { QuestionId } from "../ids.js";
import type { NextStep } from "./next-steps.js";
import type { Answer } from "./progress.js";
import type { Questionnaire } from "./question.js";

/** What to do by when. */
export interface PlanPeriod {
  /** Days from the report; null: later. */
  readonly untilDay: number | null;
  readonly steps: readonly NextStep[];
  readonly hours: { readonly low: number; readonly high: number };
}

export interface Plan {
  readonly periods: readonly PlanPeriod[];
  /** Working hours taken for one period. */
  readonly hoursPerPeriod: number;
  readonly assumption: string;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The open steps over 30, 60 and 90 days: what has a due date goes where its date falls (late ones first of all), the rest
 * in order of value for effort into the room that is left (knowledge/assessment/plan.yaml), and what does not fit, later.
 */
export function makePlan(
  questionnaire: Questionnaire,
  answers: ReadonlyMap<QuestionId, Answer>,
  steps: readonly NextStep[],
  today: string,
): Plan {
  const { days, hours, otherwise, peopleQuestion, assumption } = questionnaire.plan;
  const people = answers.get(peopleQuestion)?.value;
  const hoursPerPeriod =
    hours.find(({ choice }) => people?.kind === "one" && people.choice === choice)?.hours ?? otherwise;
  const ends = [...days].sort((a, b) => a - b);
  const filled = ends.map((untilDay) => ({ untilDay, steps: [] as NextStep[], left: hoursPerPeriod }));
  const later: NextStep[] = [];
  const put = (step: NextStep, period: (typeof filled)[number] | undefined): void => {
    if (!period) later.push(step);
    else {
      period.steps.push(step);
      period.left -= middleHours(step);
    }
  };
  const isDated = (step: NextStep): boolean => step.answer?.due !== undefined;
  for (const step of steps.filter(isDated)) {
    const day = (Date.parse(step.answer?.due ?? today) - Date.parse(today.slice(0, 10))) / dayMs;
    put(
      step,
      filled.find(({ untilDay }) => day <= untilDay),
    );
  }
  for (const step of steps.filter((candidate) => !isDated(candidate)))
    put(
      step,
      filled.find(({ left, steps: there }) => there.length === 0 || left >= middleHours(step)),
    );
  return {
    periods: [...filled, { untilDay: null, steps: later }]
      .filter((period) => period.steps.length > 0)
      .map((period) => ({ untilDay: period.untilDay, steps: period.steps, hours: sumHours(period.steps) })),
    hoursPerPeriod,
    assumption,
  };
}

const middleHours = ({ asked: { question } }: NextStep): number => (question.hours.low + question.hours.high) / 2;

export const sumHours = (steps: readonly NextStep[]): { readonly low: number; readonly high: number } =>
  steps.reduce(
    (sum, { asked: { question } }) => ({ low: sum.low + question.hours.low, high: sum.high + question.hours.high }),
    { low: 0, high: 0 },
  );
