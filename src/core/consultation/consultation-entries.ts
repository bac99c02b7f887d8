import { z } from "zod";
import { entryBase } from "../entry-base.js";
import { consultationId, entryId, topicId } from "../ids.js";

export const consultationStateSchema = z.enum(["requested", "accepted", "scheduled", "closed", "withdrawn"]);
export type ConsultationState = z.infer<typeof consultationStateSchema>;

/** What can be passed on, one by one. Without `topic` and `email` nobody can answer, so these two always are. */
export const sharedItems = ["topic", "email", "name", "situation", "times", "question", "summary", "report"] as const;
export type SharedItem = (typeof sharedItems)[number];

/** What the asker filled in, checked; what they left out or unticked is empty. */
export const consultationFormSchema = z.object({
  topic: z.string().min(1),
  situation: z.string(),
  name: z.string(),
  email: z.string().min(1),
  times: z.string(),
  timeZone: z.string(),
  shareSummary: z.boolean(),
});
export type ConsultationForm = z.infer<typeof consultationFormSchema>;

/** What led to a request: the question, cleaned, and what the knowledge base calls its topic. */
export const originSchema = z.object({
  question: z.string().optional(),
  topic: z.object({ id: z.string().transform(topicId), title: z.string() }).optional(),
});
export type Origin = z.infer<typeof originSchema>;

/** A report that goes along: made when it is delivered, of the trail up to `entry` and as of `at`, so that it is the one that was shown. */
export const sharedReportSchema = z.object({
  name: z.string(),
  entry: z.string().transform(entryId),
  at: z.iso.datetime(),
});
export type SharedReport = z.infer<typeof sharedReportSchema>;

/** What the asker agreed to, by being the `by` of the entry, at its `at`; requests from before there were boxes have no list. */
const consented = {
  shared: z.array(z.enum(sharedItems)).optional(),
  origin: originSchema.optional(),
  /** The assessment in a few lines, as the asker was shown it. */
  summary: z.string().optional(),
  report: sharedReportSchema.optional(),
};

const consultation = { consultation: z.string().min(1).transform(consultationId) };
/** The nonce of the form that was submitted: a second submission of it is the same request. */
const press = { press: z.string().min(1) };
/** The name of the consultant who did it; they are nobody of the team, so `by` is null. */
const consultant = { consultant: z.string().min(1).optional() };

export const consultationEntrySchema = z.discriminatedUnion("kind", [
  entryBase.extend({
    kind: z.literal("consultation-requested"),
    ...consultation,
    ...press,
    reference: z.string().min(1),
    form: consultationFormSchema,
    ...consented,
  }),
  entryBase.extend({
    kind: z.literal("consultation-changed"),
    ...consultation,
    ...press,
    form: consultationFormSchema,
    ...consented,
  }),
  entryBase.extend({
    kind: z.literal("consultation-moved"),
    ...consultation,
    state: consultationStateSchema,
    ...consultant,
    /** The proposed time that the asker picked; with `scheduled` only. */
    time: z.iso.datetime().optional(),
  }),
  /** Times the consultant offers; a later offer takes the place of this one. */
  entryBase.extend({
    kind: z.literal("consultation-proposed"),
    ...consultation,
    ...press,
    times: z.array(z.iso.datetime()).min(1).max(3),
    /** The zone the consultant typed them in (IANA). */
    timeZone: z.string().min(1),
    note: z.string(),
    ...consultant,
  }),
  /** One word of the correspondence between the asker and the consultants. */
  entryBase.extend({
    kind: z.literal("consultation-messaged"),
    ...consultation,
    /** What the platform or the form calls it: the same one that comes twice is one message. */
    said: z.string().min(1),
    from: z.enum(["asker", "consultant"]),
    text: z.string(),
    /** Names of files that stay where they were sent. */
    files: z.array(z.string()),
    ...consultant,
  }),
  /** The consultants were reminded that nobody has answered yet. */
  entryBase.extend({ kind: z.literal("consultation-nudged"), ...consultation }),
]);

export type ConsultationEntry = z.infer<typeof consultationEntrySchema>;
