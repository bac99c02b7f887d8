import { z } from "zod";
import { entryBase } from "../entry-base.js";
import { consultationId, entryId } from "../ids.js";

/** Ways to the consultant. */
const consultantDestinations = ["slack-channel", "webhook", "email"] as const;
export type ConsultantDestination = (typeof consultantDestinations)[number];
/** `asker`: the one whose request it is, in their own chat with the bot. */
export const destinationSchema = z.enum([...consultantDestinations, "asker"]);
export type Destination = z.infer<typeof destinationSchema>;

export const isConsultants = (destination: Destination): boolean => destination !== "asker";

/**
 * What is told of a request: a snapshot, so that a later `forget` or change does not alter what is under way.
 * `id` is the same on every attempt and for every destination, so a receiver can drop a repeat.
 */
export const messageSchema = z.object({
  id: z.string().min(1),
  type: z.enum([
    "consultation.requested",
    "consultation.changed",
    "consultation.accepted",
    "consultation.scheduled",
    "consultation.closed",
    "consultation.withdrawn",
  ]),
  at: z.iso.datetime(),
  consultation: z.string().min(1).transform(consultationId),
  reference: z.string().min(1),
  /** Present on `requested` and `changed` only. */
  details: z
    .object({
      topic: z.string(),
      situation: z.string(),
      name: z.string(),
      email: z.string(),
      times: z.string(),
      timeZone: z.string(),
      platform: z.string(),
      /** What the asker agreed to pass on; a text above that they did not is empty. */
      shared: z.array(z.string()).optional(),
      question: z.string().optional(),
      knowledgeTopic: z.object({ id: z.string(), title: z.string() }).optional(),
      summary: z.string().optional(),
      /** The report as PDF: made when it is delivered, of the trail up to `entry` and as of `at`. */
      report: z.object({ name: z.string(), entry: z.string().transform(entryId), at: z.iso.datetime() }).optional(),
    })
    .optional(),
});
export type Message = z.infer<typeof messageSchema>;

const delivery = { delivery: z.string().min(1) };

/** The outbox: written with the change that causes it, worked off until each message has arrived. */
export const deliveryEntrySchema = z.discriminatedUnion("kind", [
  entryBase.extend({
    kind: z.literal("delivery-queued"),
    ...delivery,
    destination: destinationSchema,
    message: messageSchema,
  }),
  entryBase.extend({ kind: z.literal("delivery-succeeded"), ...delivery }),
  entryBase.extend({
    kind: z.literal("delivery-failed"),
    ...delivery,
    /** 1 for the first try. */
    attempt: z.number().int().positive(),
    /** When to try again. */
    nextAt: z.iso.datetime(),
    /** For the operator, without content or secrets. */
    reason: z.string(),
  }),
  /** No longer wanted, e.g. an undelivered request that was withdrawn; or its reader can't be reached at all. */
  entryBase.extend({ kind: z.literal("delivery-dropped"), ...delivery }),
]);

export type DeliveryEntry = z.infer<typeof deliveryEntrySchema>;
