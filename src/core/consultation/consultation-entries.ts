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
  entryBase.extend({ kind: z.literal("consultation-moved"), ...consultation, state: consultationStateSchema }),
]);

export type ConsultationEntry = z.infer<typeof consultationEntrySchema>;
