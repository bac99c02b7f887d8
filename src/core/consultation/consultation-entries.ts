import { z } from "zod";
import { entryBase } from "../entry-base.js";
import { consultationId } from "../ids.js";

export const consultationStateSchema = z.enum(["requested", "accepted", "scheduled", "closed", "withdrawn"]);
export type ConsultationState = z.infer<typeof consultationStateSchema>;

/** What the asker filled in, checked. */
export const consultationFormSchema = z.object({
  topic: z.string().min(1),
  situation: z.string().min(1),
  name: z.string().min(1),
  email: z.string().min(1),
  times: z.string(),
  timeZone: z.string(),
  shareSummary: z.boolean(),
});
export type ConsultationForm = z.infer<typeof consultationFormSchema>;

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
    /** The assessment in a few lines, as it was when the request was made; only when the asker ticked the box. */
    summary: z.string().optional(),
  }),
  entryBase.extend({
    kind: z.literal("consultation-changed"),
    ...consultation,
    ...press,
    form: consultationFormSchema,
    summary: z.string().optional(),
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
