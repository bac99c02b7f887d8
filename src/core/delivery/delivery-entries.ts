import { z } from "zod";
import { entryBase } from "../entry-base.js";
import { areaId, consultationId, entryId, personId, questionId } from "../ids.js";
import { deskDestinations, threadSchema } from "../thread.js";
import type { DeskDestination } from "../thread.js";

/** Ways to the consultant. */
const consultantDestinations = [...deskDestinations, "webhook", "email"] as const;
export type ConsultantDestination = (typeof consultantDestinations)[number];
/** `asker`: the one whose request it is, in their own chat with the bot. */
export const destinationSchema = z.enum([...consultantDestinations, "asker"]);
export type Destination = z.infer<typeof destinationSchema>;

export const isConsultants = (destination: Destination): boolean => destination !== "asker";
export const isDesk = (destination: Destination): destination is DeskDestination =>
  deskDestinations.some((desk) => desk === destination);

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
    /** One word of the correspondence: `said`. */
    "consultation.message",
    /** Times the consultant offers: `proposal`. */
    "consultation.proposed",
    /** Nobody has answered yet; for desks only. */
    "consultation.unanswered",
    /** What was written to the asker cannot reach them; for desks only. */
    "consultation.unreachable",
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
  said: z
    .object({
      from: z.enum(["asker", "consultant"]),
      /** Of the one who wrote; missing where it is not known. */
      name: z.string().optional(),
      text: z.string(),
      /** Names of files that stay where they were sent. */
      files: z.array(z.string()),
      /** The desk in whose thread it was written, where it stands already. */
      standsAt: z.enum(deskDestinations).optional(),
    })
    .optional(),
  proposal: z
    .object({
      id: z.string().min(1),
      times: z.array(z.iso.datetime()).min(1),
      timeZone: z.string(),
      note: z.string(),
      name: z.string().optional(),
    })
    .optional(),
  /** The picked time of a `scheduled` one. */
  time: z.iso.datetime().optional(),
  /** Where the request stands at the desks; only when all else of it was deleted. */
  threads: z.array(threadSchema).optional(),
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

/** The first message of a request that stands in a place others can write under: what they write there is about it. */
export const threadEntrySchema = entryBase.extend({
  kind: z.literal("message-posted"),
  consultation: z.string().min(1).transform(consultationId),
  ...threadSchema.shape,
});
export type ThreadEntry = z.infer<typeof threadEntrySchema>;
