import { z } from "zod";
import { entryBase } from "../entry-base.js";
import { topicId } from "../ids.js";

const topic = z.string().min(1).transform(topicId);

/** What people thought of answers, and what they asked in vain. */
export const feedbackEntrySchema = z.discriminatedUnion("kind", [
  /** A thumb up or down under an answer; a person's newest on a card counts. */
  entryBase.extend({
    kind: z.literal("answer-rated"),
    topic,
    verdict: z.enum(["up", "down"]),
    card: z.string().min(1),
  }),
  /** A question without a good answer, cleaned of what could name anybody; with the day only, and nobody's name. */
  entryBase.extend({
    kind: z.literal("question-kept"),
    text: z.string().min(1),
    why: z.enum(["unknown", "voted-down"]),
    /** The topic that was voted down. */
    topic: topic.nullable(),
  }),
]);

export type FeedbackEntry = z.infer<typeof feedbackEntrySchema>;
export type AnswerRating = Extract<FeedbackEntry, { kind: "answer-rated" }>;
export type KeptQuestion = Extract<FeedbackEntry, { kind: "question-kept" }>;
