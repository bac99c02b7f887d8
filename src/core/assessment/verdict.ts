import type { QuestionId } from "../ids.js";
import type { Answer } from "./progress.js";
import type { Condition, Questionnaire } from "./question.js";

type Answers = ReadonlyMap<QuestionId, Answer>;
type VerdictRule = Questionnaire["verdict"]["verdicts"][number];
type Trigger = Questionnaire["verdict"]["triggers"][number];

export interface Verdict {
  readonly rule: VerdictRule;
  /** What led to it, one sentence each: the triggers that hold, then the rule's own reasons. */
  readonly reasons: readonly string[];
  readonly held: readonly Trigger[];
  /** What would change it. */
  readonly notHeld: readonly Trigger[];
  /** Questions the rules look at that nobody answered; any of them could change the verdict. */
  readonly unanswered: readonly QuestionId[];
  readonly rulesVersion: number;
}

/** Applies the verdict rules (knowledge/assessment/verdict.yaml); an unanswered question makes no condition hold. */
export function decideVerdict(questionnaire: Questionnaire, answers: Answers): Verdict | undefined {
  const { triggers, verdicts, version } = questionnaire.verdict;
  const held = triggers.filter((trigger) => trigger.when.every((condition) => holds(condition, answers)));
  const rule = verdicts.find(
    ({ when }) =>
      (!when.anyTrigger || held.length > 0) &&
      (when.anyOf.length === 0 || when.anyOf.some((condition) => holds(condition, answers))),
  );
  if (!rule) return undefined;
  const asked = [...triggers.flatMap((trigger) => trigger.when), ...verdicts.flatMap(({ when }) => when.anyOf)];
  return {
    rule,
    reasons: [
      ...held.map((trigger) => trigger.says),
      ...rule.when.anyOf.filter((condition) => holds(condition, answers)).map((condition) => condition.says),
    ],
    held,
    notHeld: triggers.filter((trigger) => !held.includes(trigger)),
    unanswered: [...new Set(asked.map((condition) => condition.question))].filter((id) => !answers.get(id)?.value),
    rulesVersion: version,
  };
}

function holds(condition: Condition, answers: Answers): boolean {
  const value = answers.get(condition.question)?.value;
  if (!value) return false;
  const given = value.kind === "one" ? [value.choice] : value.kind === "many" ? value.choices : [value.state];
  return given.some((choice) => condition.anyOf.includes(choice));
}
