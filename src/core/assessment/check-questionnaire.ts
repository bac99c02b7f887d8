import type { Crosswalk, FrameworkId, Questionnaire } from "./question.js";

export interface QuestionnaireFault {
  readonly file: "need" | "readiness" | "verdict" | "estimate" | "requirements" | "plan" | `crosswalk/${FrameworkId}`;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Cross-reference faults that a file alone cannot show. */
export function checkQuestionnaire(parts: Omit<Questionnaire, "version">): readonly QuestionnaireFault[] {
  const faults: QuestionnaireFault[] = [];
  const { need, readiness, verdict, estimate, requirements, plan } = parts;
  const choices = new Map(
    need.questions.map((question) => [question.id, new Set(question.choices.map((choice) => choice.id))]),
  );
  const seen = new Set<string>();
  [
    ...need.questions.map((q) => ["need", q.id] as const),
    ...readiness.questions.map((q) => ["readiness", q.id] as const),
    ...requirements.requirements.map((q) => ["requirements", q.id] as const),
  ].forEach(([file, id]) => {
    if (seen.has(id)) faults.push({ file, path: ["questions"], message: `The question id "${id}" is used twice.` });
    seen.add(id);
  });
  readiness.questions.forEach((question, index) => {
    if (!readiness.areas.some((area) => area.id === question.area)) {
      faults.push({
        file: "readiness",
        path: ["questions", index, "area"],
        message: `There is no area "${question.area}".`,
      });
    }
  });
  readiness.areas.forEach((area, index) => {
    if (!readiness.questions.some((question) => question.area === area.id)) {
      faults.push({ file: "readiness", path: ["areas", index], message: `The area "${area.id}" has no question.` });
    }
  });
  const checkCondition = (
    condition: { question: string; anyOf: readonly string[] },
    path: readonly (string | number)[],
  ): void => {
    const known = [...choices].find(([id]) => id === condition.question)?.[1];
    if (!known)
      faults.push({ file: "verdict", path, message: `There is no question "${condition.question}" in part one.` });
    for (const choice of condition.anyOf) {
      if (known && ![...known].some((id) => id === choice)) {
        faults.push({
          file: "verdict",
          path,
          message: `The question "${condition.question}" has no choice "${choice}".`,
        });
      }
    }
  };
  verdict.triggers.forEach((trigger, index) => {
    trigger.when.forEach((condition, at) => {
      checkCondition(condition, ["triggers", index, "when", at]);
    });
  });
  verdict.verdicts.forEach((rule, index) => {
    rule.when.anyOf.forEach((condition, at) => {
      checkCondition(condition, ["verdicts", index, "when", "anyOf", at]);
    });
  });
  const last = verdict.verdicts.at(-1);
  if (!last || last.when.anyTrigger || last.when.anyOf.length > 0) {
    faults.push({
      file: "verdict",
      path: ["verdicts"],
      message: "The last verdict must hold always (no `when` conditions).",
    });
  }
  for (const [rows, question] of [
    ["people", estimate.peopleQuestion],
    ["systems", estimate.systemsQuestion],
    ["roles", estimate.roleQuestion],
    ["held", estimate.heldQuestion],
  ] as const) {
    estimate[rows].forEach((row, index) => {
      if (!choices.get(question)?.has(row.choice)) {
        faults.push({
          file: "estimate",
          path: [rows, index, "choice"],
          message: `The question "${question}" has no choice "${row.choice}".`,
        });
      }
    });
  }
  for (const [index, { choice }] of plan.hours.entries()) {
    if (!choices.get(plan.peopleQuestion)?.has(choice))
      faults.push({
        file: "plan",
        path: ["hours", index, "choice"],
        message: `The question "${plan.peopleQuestion}" has no choice "${choice}".`,
      });
  }
  if (!readiness.states.some((state) => state.id === readiness.inferredAtMost))
    faults.push({
      file: "readiness",
      path: ["inferredAtMost"],
      message: `There is no state "${readiness.inferredAtMost}".`,
    });
  return [...faults, ...checkRequirements(parts), ...parts.crosswalks.flatMap((walk) => checkCrosswalk(parts, walk))];
}

/** Every requirement has one quick question, and every quick question at least one requirement. */
function checkRequirements({ readiness, requirements }: Omit<Questionnaire, "version">): readonly QuestionnaireFault[] {
  const faults: QuestionnaireFault[] = [];
  const numbers = new Set<string>();
  requirements.requirements.forEach(({ number, partOf }, index) => {
    const path = ["requirements", index] as const;
    if (numbers.has(number))
      faults.push({ file: "requirements", path: [...path, "number"], message: `The number ${number} stands twice.` });
    numbers.add(number);
    if (!readiness.questions.some((question) => question.id === partOf))
      faults.push({
        file: "requirements",
        path: [...path, "partOf"],
        message: `There is no question "${partOf}" in part two.`,
      });
  });
  readiness.questions.forEach((question, index) => {
    if (!requirements.requirements.some(({ partOf }) => partOf === question.id))
      faults.push({
        file: "readiness",
        path: ["questions", index],
        message: `The question "${question.id}" stands for no clause or control.`,
      });
  });
  return faults;
}

/** Every requirement has one row, and every item a row points to is listed. */
function checkCrosswalk(
  { requirements }: Pick<Questionnaire, "requirements">,
  { id, items, rows }: Crosswalk,
): readonly QuestionnaireFault[] {
  const file = `crosswalk/${id}` as const;
  const known = new Set(items.map((item) => item.id));
  const numbers = requirements.requirements.map(({ number }) => number);
  const seen = new Set<string>();
  const faults = rows.flatMap((row, index): readonly QuestionnaireFault[] => {
    const isTwice = seen.has(row.requirement);
    seen.add(row.requirement);
    return [
      ...(numbers.includes(row.requirement) ? [] : [`There is no requirement ${row.requirement}.`]),
      ...(isTwice ? [`The requirement ${row.requirement} has two rows.`] : []),
      ...row.items.filter((item) => !known.has(item)).map((item) => `The item "${item}" is not listed.`),
    ].map((message) => ({ file, path: ["rows", index], message }));
  });
  const missing = numbers.filter((number) => !seen.has(number));
  return missing.length === 0
    ? faults
    : [...faults, { file, path: ["rows"], message: `No row for ${missing.join(", ")}.` }];
}
