import type { ChoiceId, QuestionId } from "../ids.js";
import type { Answer } from "./progress.js";
import type { Questionnaire } from "./question.js";

type Answers = ReadonlyMap<QuestionId, Answer>;
interface Range {
  readonly low: number;
  readonly high: number;
}
interface Assumption {
  readonly text: string;
  readonly sources: readonly string[];
}

export interface Estimate {
  /** US dollars to the first certificate, consultant and certifier together. */
  readonly cost: Range;
  /** True: the top may be exceeded ("or more"). */
  readonly orMore: boolean;
  /** Months of preparation before the audits. */
  readonly months: Range;
  /** US dollars a year afterward. */
  readonly upkeep: Range;
  readonly assumptions: readonly Assumption[];
}

/**
 * Cost and time ranges from what is known (knowledge/assessment/estimate.yaml); what is not known widens them. Always
 * inside the floor, ceiling and months of that file, which are the house view's.
 */
export function estimateCertification(questionnaire: Questionnaire, answers: Answers): Estimate {
  const rules = questionnaire.estimate;
  const people = matching(rules.people, answers.get(rules.peopleQuestion));
  const systems = matching(rules.systems, answers.get(rules.systemsQuestion));
  const roles = matching(rules.roles, answers.get(rules.roleQuestion));
  const held = answers.get(rules.heldQuestion)?.value ? matching(rules.held, answers.get(rules.heldQuestion), []) : [];
  const size = spread(systems.map(({ factor }) => factor));
  // Of several roles the most demanding one decides; unanswered, all are possible.
  const factors = roles.map(({ factor }) => factor);
  const role = answers.get(rules.roleQuestion)?.value
    ? { low: Math.max(...factors), high: Math.max(...factors) }
    : spread(factors);
  const headStart = Math.min(1, ...held.map(({ factor }) => factor));
  const low = Math.min(...people.map(({ cost }) => cost.low)) * size.low * role.low * headStart;
  const high = Math.max(...people.map(({ cost }) => cost.high)) * size.high * role.high;
  const cost = {
    low: clamp(toThousands(low), rules.floor, rules.ceiling),
    high: clamp(toThousands(high), rules.floor, rules.ceiling),
  };
  return {
    cost,
    orMore: high >= rules.ceiling,
    months: {
      low: clamp(
        Math.round(Math.min(...people.map(({ months }) => months.low)) * headStart),
        rules.months.low,
        rules.months.high,
      ),
      high: clamp(Math.max(...people.map(({ months }) => months.high)), rules.months.low, rules.months.high),
    },
    upkeep: {
      low: Math.min(...people.map(({ upkeep }) => upkeep.low)),
      high: Math.max(...people.map(({ upkeep }) => upkeep.high)),
    },
    assumptions: [
      ...known(rules.people, people),
      ...known(rules.systems, systems),
      ...known(rules.roles, roles),
      ...held.map(({ assumption }) => assumption),
      ...rules.always,
    ],
  };
}

/** The rows that an answer points to; all of them (or `otherwise`) when it is missing. */
function matching<T extends { readonly choice: ChoiceId }>(
  rows: readonly T[],
  answer: Answer | undefined,
  otherwise: readonly T[] = rows,
): readonly T[] {
  const value = answer?.value;
  const given: readonly ChoiceId[] =
    value?.kind === "one" ? [value.choice] : value?.kind === "many" ? value.choices : [];
  const found = rows.filter((row) => given.includes(row.choice));
  return found.length > 0 ? found : otherwise;
}

/** An assumption is worth saying when it is about this team, not about every possible one. */
const known = <T extends { readonly assumption: Assumption }>(
  all: readonly T[],
  found: readonly T[],
): readonly Assumption[] => (found.length < all.length ? found.map(({ assumption }) => assumption) : []);

const spread = (factors: readonly number[]): Range => ({ low: Math.min(...factors), high: Math.max(...factors) });
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const toThousands = (dollars: number): number => Math.round(dollars / 1000) * 1000;
