import { z } from "zod";
import { entryBase } from "../entry-base.js";
import { areaId, assessmentId, choiceId, personId, questionId } from "../ids.js";

const assessment = z.string().min(1).transform(assessmentId);
const question = z.string().min(1).transform(questionId);
const choice = z.string().min(1).transform(choiceId);
const person = z.string().min(1).transform(personId);
/** The nonce of the card that was pressed: pressing it twice is one answer. */
const press = z.string().min(1);
const share = z.number().min(0).max(1).nullable();

/** What was answered. A `state` is how far a control is; `not-applicable` carries its reason. */
export const answerValueSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("one"), choice }),
  z.object({ kind: z.literal("many"), choices: z.array(choice) }),
  z.object({ kind: z.literal("state"), state: choice, reason: z.string().optional() }),
]);
export type AnswerValue = z.infer<typeof answerValueSchema>;

export const modes = ["quick", "thorough"] as const;
/** `quick`: a question a subject; `thorough`: every clause and control, one by one. */
export type Mode = (typeof modes)[number];

/** What the customer edition may show beyond what is in place. */
export const shownParts = ["scores", "gaps", "notes", "names"] as const;
export type Shown = (typeof shownParts)[number];

/** How a finished assessment stood, with the rules of its day. */
const summarySchema = z.object({
  questionsVersion: z.string().min(1),
  verdict: z.string().nullable(),
  overall: share,
  areas: z.array(z.object({ area: z.string().transform(areaId), title: z.string(), share })),
  answered: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
});
export type AssessmentSummary = z.infer<typeof summarySchema>;

const answerOf = {
  assessment,
  question,
  /** The version of the questions this answer was given to. */
  questionsVersion: z.string().min(1),
  value: answerValueSchema,
  press,
};

/** What an assessment records. Answering again adds an entry; the earlier one stays. */
export const assessmentEntrySchema = z.discriminatedUnion("kind", [
  entryBase.extend({ kind: z.literal("assessment-started"), assessment, questionsVersion: z.string().min(1) }),
  /** Which questions are asked from now on; answers stay what they are. */
  entryBase.extend({ kind: z.literal("mode-set"), assessment, mode: z.enum(modes) }),
  entryBase.extend({ kind: z.literal("answered"), ...answerOf }),
  /** The owner's word where people's answers differed; it counts as the answer. */
  entryBase.extend({ kind: z.literal("settled"), ...answerOf }),
  entryBase.extend({ kind: z.literal("skipped"), assessment, question, questionsVersion: z.string().min(1), press }),
  entryBase.extend({
    kind: z.literal("detail-recorded"),
    assessment,
    question,
    note: z.string().optional(),
    evidence: z.string().optional(),
    /** As typed. */
    owner: z.string().optional(),
    /** Whom of the team the typed name means, where that is clear. */
    ownerPerson: person.optional(),
    due: z.string().optional(),
    /** Why a control applies, for the Statement of Applicability. */
    applies: z.string().optional(),
    press,
  }),
  /** Who looks after an area; null: nobody any more. */
  entryBase.extend({
    kind: z.literal("area-assigned"),
    assessment,
    area: z.string().min(1).transform(areaId),
    person: person.nullable(),
    press,
  }),
  /** What the lead lets the customer edition show. */
  entryBase.extend({
    kind: z.literal("customer-edition-set"),
    assessment,
    plans: z.array(question),
    shows: z.array(z.enum(shownParts)),
    press,
  }),
  /** Without a summary: archived before summaries were kept. */
  entryBase.extend({ kind: z.literal("assessment-archived"), assessment, summary: summarySchema.optional() }),
]);
export type AssessmentEntry = z.infer<typeof assessmentEntrySchema>;

const kinds: ReadonlySet<string> = new Set(
  assessmentEntrySchema.options.flatMap((option) => [...option.shape.kind.values]),
);
export const isAssessmentEntry = (entry: { readonly kind: string }): entry is AssessmentEntry => kinds.has(entry.kind);

/** Whether this card's press is in the trail already: the same one twice is one entry. */
export const wasPressed = (entries: readonly { readonly kind: string }[], pressed: string): boolean =>
  entries.some((entry) => "press" in entry && entry.press === pressed);
