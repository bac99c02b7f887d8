import type { Questionnaire } from "./question.js";

export interface QuestionnaireFault {
  readonly file: "need" | "readiness" | "verdict" | "estimate";
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Cross-reference faults that a file alone cannot show. */
export function checkQuestionnaire(parts: Omit<Questionnaire, "version">): readonly QuestionnaireFault[] {
  const faults: QuestionnaireFault[] = [];
  const { need, readiness, verdict, estimate } = parts;
  const choices = new Map(
    need.questions.map((question) => [question.id, new Set(question.choices.map((choice) => choice.id))]),
  );
  const seen = new Set<string>();
  [
    ...need.questions.map((q) => ["need", q.id] as const),
    ...readiness.questions.map((q) => ["readiness", q.id] as const),
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
  return faults;
}
