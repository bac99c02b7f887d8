import { z } from "zod";
import { entryBase } from "../entry-base.js";
import { assessmentId, choiceId, questionId } from "../ids.js";

const assessment = z.string().min(1).transform(assessmentId);
const question = z.string().min(1).transform(questionId);
const choice = z.string().min(1).transform(choiceId);
/** The nonce of the card that was pressed: pressing it twice is one answer. */
const press = z.string().min(1);

/** What was answered. A `state` is how far a control is; `not-applicable` carries its reason. */
export const answerValueSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("one"), choice }),
  z.object({ kind: z.literal("many"), choices: z.array(choice) }),
  z.object({ kind: z.literal("state"), state: choice, reason: z.string().optional() }),
]);
export type AnswerValue = z.infer<typeof answerValueSchema>;

/** What an assessment records. Answering again adds an entry; the earlier one stays. */
export const assessmentEntrySchema = z.discriminatedUnion("kind", [
  entryBase.extend({ kind: z.literal("assessment-started"), assessment, questionsVersion: z.string().min(1) }),
  entryBase.extend({
    kind: z.literal("answered"),
    assessment,
    question,
    /** The version of the questions this answer was given to. */
    questionsVersion: z.string().min(1),
    value: answerValueSchema,
    press,
  }),
  entryBase.extend({ kind: z.literal("skipped"), assessment, question, questionsVersion: z.string().min(1), press }),
  entryBase.extend({
    kind: z.literal("detail-recorded"),
    assessment,
    question,
    note: z.string().optional(),
    evidence: z.string().optional(),
    owner: z.string().optional(),
    due: z.string().optional(),
    press,
  }),
  entryBase.extend({ kind: z.literal("assessment-archived"), assessment }),
]);
export type AssessmentEntry = z.infer<typeof assessmentEntrySchema>;
