import { z } from "zod";
import { entryBase } from "../entry-base.js";
import { areaId, consultationId, personId, questionId } from "../ids.js";

/** Ways to the consultant. */
const consultantDestinations = ["slack-channel", "webhook"] as const;
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
      summary: z.string().optional(),
    })
    .optional(),
});
export type Message = z.infer<typeof messageSchema>;

/** What somebody is told unasked. It says what it is about: the words are made of the trail when it is told. */
export const noticeSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("reminder") }),
  z.object({ type: z.literal("area"), area: z.string().min(1).transform(areaId) }),
  z.object({ type: z.literal("difference"), question: z.string().min(1).transform(questionId) }),
  /** @property on the day from which the team is deleted (YYYY-MM-DD) */
  z.object({ type: z.literal("retention"), on: z.iso.date() }),
]);
export type Notice = z.infer<typeof noticeSchema>;

const delivery = { delivery: z.string().min(1) };

/** The outbox: written with the change that causes it, worked off until each message has arrived. */
export const deliveryEntrySchema = z.discriminatedUnion("kind", [
  entryBase.extend({
    kind: z.literal("delivery-queued"),
    ...delivery,
    destination: destinationSchema,
    message: messageSchema,
  }),
  /** A person of the team is to be told something. */
  entryBase.extend({
    kind: z.literal("notice-queued"),
    ...delivery,
    person: z.string().min(1).transform(personId),
    notice: noticeSchema,
    /** Whoever queued it tells it itself; only from then on (ISO 8601) does the outbox. */
    notBefore: z.iso.datetime().optional(),
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
    /** The message's own fault: what comes after it for others need not wait. */
    mayPass: z.literal(true).optional(),
  }),
  /** Tried for so long that it is left to the operator. */
  entryBase.extend({
    kind: z.literal("delivery-dead"),
    ...delivery,
    attempt: z.number().int().positive(),
    reason: z.string(),
  }),
  /** The operator has it tried again. */
  entryBase.extend({ kind: z.literal("delivery-revived"), ...delivery }),
  /** No longer wanted, e.g. an undelivered request that was withdrawn; or its reader can't be reached at all. */
  entryBase.extend({ kind: z.literal("delivery-dropped"), ...delivery }),
]);

export type DeliveryEntry = z.infer<typeof deliveryEntrySchema>;
