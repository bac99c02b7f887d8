import { z } from "zod";
import { areaId, choiceId, questionId } from "../ids.js";

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "ids are lower-case words joined by hyphens");
const version = z.number().int().positive();
const sentence = z.string().min(1);

const choiceSchema = z.strictObject({
  id: id.transform(choiceId),
  label: z.string().min(1).max(70),
  /** "None of these": ticking it clears the others. */
  exclusive: z.boolean().default(false),
});
export type Choice = z.infer<typeof choiceSchema>;

/** Part one, "Do you need it?" */
export const needSchema = z.strictObject({
  version,
  questions: z
    .array(
      z.strictObject({
        id: id.transform(questionId),
        text: sentence,
        why: sentence,
        kind: z.enum(["one", "many"]),
        choices: z.array(choiceSchema).min(2).max(8),
      }),
    )
    .min(1),
});
export type NeedQuestion = z.infer<typeof needSchema>["questions"][number];

const hours = z.strictObject({ low: z.number().nonnegative(), high: z.number().positive() });
/** Part two, "How ready are you?": every question is answered with one of the states. */
export const readinessSchema = z.strictObject({
  version,
  /** A requirement's state that is taken from its quick question is never above this one. */
  inferredAtMost: id.transform(choiceId),
  /** Two people's views of one question: a lower one, or any other one within so many hours, is a disagreement. */
  disagreement: z.strictObject({ withinHours: z.number().positive() }),
  rhythm: z.strictObject({
    remindEveryDays: z.number().int().positive(),
    /** After so many days without an answer a new look is suggested. */
    reassessAfterDays: z.number().int().positive(),
  }),
  states: z.array(
    z.strictObject({
      id: id.transform(choiceId),
      label: z.string().min(1).max(70),
      /** 0 to 1; null: left out of the score. */
      score: z.number().min(0).max(1).nullable(),
      needsReason: z.boolean().default(false),
    }),
  ),
  areas: z.array(z.strictObject({ id: id.transform(areaId), title: z.string().min(1).max(60) })),
  questions: z.array(
    z.strictObject({
      id: id.transform(questionId),
      area: id.transform(areaId),
      text: sentence,
      why: sentence,
      /** What "in place" looks like at a 20-person company. */
      looksLike: sentence,
      evidence: sentence,
      /** The lowest-effort way to get there. */
      nextStep: sentence,
      /** Working hours for a first version (estimates of ours, see the file's head). */
      hours,
      /** How much it is worth to a customer or auditor, 1 to 3. */
      weight: z.number().int().min(1).max(3),
      /** What may be said to a customer; each a sentence or two. */
      customer: z.strictObject({
        /** In place or proven. */
        inPlace: sentence,
        /** In progress; the program adds the date. */
        planned: sentence,
        /** Not there: says so, and what can be offered honestly instead. */
        gap: sentence,
        /** Begins the answer; the team's own reason follows. */
        notApplicable: sentence,
      }),
    }),
  ),
});
export type ReadinessQuestion = z.infer<typeof readinessSchema>["questions"][number];
export type State = z.infer<typeof readinessSchema>["states"][number];

/** The number of a clause or an Annex A control as people cite it. */
const requirementNumber = z.string().regex(/^(?:A\.)?\d+(?:\.\d+){1,2}$/, "looks like 5.2 or A.6.2.4");

/** The thorough mode: every requirement of clauses 4 to 10 and every control of Annex A, one by one. */
export const requirementsSchema = z.strictObject({
  version,
  requirements: z.array(
    z.strictObject({
      id: id.transform(questionId),
      number: requirementNumber,
      /** Our own short title. */
      title: z.string().min(1).max(60),
      /** The quick question that stands for it until it is answered itself. */
      partOf: id.transform(questionId),
      text: sentence,
      why: sentence,
      looksLike: sentence,
      evidence: sentence,
      nextStep: sentence,
      hours,
      /** What a customer may be told when it is in place. */
      inPlace: sentence,
    }),
  ),
});
export type Requirement = z.infer<typeof requirementsSchema>["requirements"][number];

/** A control can be left out with a reason; a clause cannot. */
export const isControl = ({ number }: Pick<Requirement, "number">): boolean => number.startsWith("A.");

/** Where the same subject stands in another framework. */
export const crosswalkSchema = z.strictObject({
  version,
  id: z.enum(["nist-ai-rmf", "soc-2", "iso-27001", "eu-ai-act"]),
  name: z.string().min(1).max(40),
  about: sentence,
  sources: z.array(z.string()).min(1),
  items: z.array(z.strictObject({ id: z.string().min(1), title: z.string().min(1).max(80) })).min(1),
  rows: z.array(
    z.strictObject({
      requirement: requirementNumber,
      items: z.array(z.string()),
      sources: z.array(z.string()).min(1),
      note: z.string().optional(),
    }),
  ),
});
export type Crosswalk = z.infer<typeof crosswalkSchema>;
export type FrameworkId = Crosswalk["id"];
export const frameworkIds = crosswalkSchema.shape.id.options;

/** How the 30/60/90-day plan is filled. */
export const planSchema = z.strictObject({
  version,
  /** The ends of the plan's periods, in days from the report. */
  days: z.array(z.number().int().positive()).min(1),
  peopleQuestion: id.transform(questionId),
  /** Working hours a period, by number of people; `otherwise` when that is not known. */
  hours: z.array(z.strictObject({ choice: id.transform(choiceId), hours: z.number().positive() })),
  otherwise: z.number().positive(),
  assumption: sentence,
});

const conditionSchema = z.strictObject({
  question: id.transform(questionId),
  anyOf: z.array(id.transform(choiceId)).min(1),
});
export type Condition = z.infer<typeof conditionSchema>;
/** A condition that a verdict rests on, with the sentence that says so. */
const reasonSchema = conditionSchema.extend({ says: sentence });

/** The verdict rules: triggers, then verdicts in order; the first whose `when` holds is given. */
export const verdictSchema = z.strictObject({
  version,
  triggers: z.array(
    z.strictObject({
      id,
      /** All of these must hold. An unanswered question never holds. */
      when: z.array(conditionSchema).min(1),
      says: sentence,
      unless: sentence,
      wouldTrigger: sentence,
    }),
  ),
  verdicts: z.array(
    z.strictObject({
      id: z.enum(["certify-now", "certify-plan", "prepare", "not-now"]),
      title: sentence,
      summary: sentence,
      nextSteps: z.array(sentence).min(1),
      /** With `anyTrigger`, one of the triggers must hold; with `anyOf`, one of the conditions. Neither: always. */
      when: z.strictObject({ anyTrigger: z.boolean().default(false), anyOf: z.array(reasonSchema).default([]) }),
    }),
  ),
});

const range = z.strictObject({ low: z.number().nonnegative(), high: z.number().nonnegative() });
const assumption = z.strictObject({ text: sentence, sources: z.array(z.string()).min(1) });

/** Cost (US dollars) and time (months) as ranges with what they rest on. */
export const estimateSchema = z.strictObject({
  version,
  floor: z.number(),
  ceiling: z.number(),
  months: range,
  peopleQuestion: id.transform(questionId),
  systemsQuestion: id.transform(questionId),
  heldQuestion: id.transform(questionId),
  roleQuestion: id.transform(questionId),
  /** By number of people: cost, months to prepare, upkeep a year. */
  people: z.array(
    z.strictObject({ choice: id.transform(choiceId), cost: range, months: range, upkeep: range, assumption }),
  ),
  /** By number of AI systems and by role: a factor on the cost. */
  systems: z.array(z.strictObject({ choice: id.transform(choiceId), factor: z.number().positive(), assumption })),
  roles: z.array(z.strictObject({ choice: id.transform(choiceId), factor: z.number().positive(), assumption })),
  /** By certificates held: a factor on the lower end of cost and months only, as vendors' claims are not proven. */
  held: z.array(z.strictObject({ choice: id.transform(choiceId), factor: z.number().positive(), assumption })),
  always: z.array(assumption).min(1),
});

/** Everything the assessment is made of. */
export interface Questionnaire {
  readonly version: string;
  readonly need: z.infer<typeof needSchema>;
  readonly readiness: z.infer<typeof readinessSchema>;
  readonly verdict: z.infer<typeof verdictSchema>;
  readonly estimate: z.infer<typeof estimateSchema>;
  readonly requirements: z.infer<typeof requirementsSchema>;
  readonly plan: z.infer<typeof planSchema>;
  readonly crosswalks: readonly Crosswalk[];
}

/** The versions of all the files that decide a figure, kept with every answer and report. */
export const questionnaireVersion = (parts: Omit<Questionnaire, "version">): string =>
  [parts.need, parts.readiness, parts.verdict, parts.estimate, parts.requirements, parts.plan]
    .map(({ version: number }) => String(number))
    .join(".");

/** The same as one number that grows with every change of a file, as people read it. */
export const questionSet = (version: string): string =>
  String((version.match(/\d+/gu) ?? []).reduce((sum, number) => sum + Number(number), 0));
