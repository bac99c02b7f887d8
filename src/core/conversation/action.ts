import { z } from "zod";
import { areaId, assessmentId, consultationId, entryId, nonce, personId, questionId, topicId } from "../ids.js";
import type { Nonce } from "../ids.js";
import { assessModes, editions, exportFormats, frameworkWords } from "./command.js";

/**
 * What a button or a form's submit carries. This file alone writes and reads it, for every door. Buttons carry no
 * team and no rights: both are looked up from who presses, so a forged button can do no more than a typed command.
 */
const version = 1;

const question = {
  assessment: z.string().max(64).transform(assessmentId),
  question: z.string().max(64).transform(questionId),
};
/** An answer, and the question that led to it, already cleaned for keeping. */
const answer = { topic: z.string().max(64).transform(topicId), asked: z.string().max(200).optional() };
/** An answer card as it stands: its topics (the pressed one alone, unless said), those that stand whole, who posted it, and whether it was. */
const topics = z.array(z.string().max(64).transform(topicId)).max(3);
const card = {
  among: topics.min(1).optional(),
  open: topics.optional(),
  sharedBy: z.string().max(80).optional(),
  posted: z.literal(true).optional(),
};
const request = { consultation: z.string().max(64).transform(consultationId) };
/** How many answers the question had when the card was drawn; a different number now means the card is stale. */
const seen = { seen: z.number().int().nonnegative() };

const origin = { topic: answer.topic.optional(), asked: answer.asked };
/** Up to which entry of the trail, and as of when, a form showed the assessment: so much of it is passed on, and nothing since. */
const asOf = {
  asOf: z.object({ entry: z.string().max(64).transform(entryId), at: z.iso.datetime() }).optional(),
};

const actionSchema = z.discriminatedUnion("do", [
  z.object({ do: z.literal("help") }),
  /** A question of ours, as if typed. */
  z.object({ do: z.literal("ask"), question: z.string().max(200) }),
  z.object({ do: z.literal("topic"), ...answer }),
  /** The whole answer in place of the short one. */
  z.object({ do: z.literal("more"), ...answer, ...card }),
  /** An answer that one person was given alone, for everybody in the place. */
  z.object({ do: z.literal("post"), topics: topics.min(1), open: topics.optional(), asked: answer.asked }),
  /** A thumb under an answer. */
  z.object({ do: z.literal("rate"), ...answer, verdict: z.enum(["up", "down"]) }),
  z.object({ do: z.literal("assess"), mode: z.enum(assessModes).optional() }),
  z.object({ do: z.literal("question"), ...question }),
  z.object({ do: z.literal("answer"), ...question, ...seen, choice: z.string().max(64) }),
  z.object({ do: z.literal("answer-several"), ...question, ...seen }),
  z.object({ do: z.literal("skip"), ...question, ...seen }),
  /** The question after this one, answered or not; records nothing. */
  z.object({ do: z.literal("next"), ...question }),
  /** The question, or its note, evidence, owner and date, that was picked from a list. */
  z.object({ do: z.literal("pick"), assessment: question.assessment, open: z.enum(["question", "detail"]) }),
  /** Every answer a question had, who gave it and when. */
  z.object({ do: z.literal("earlier"), ...question }),
  /** Opens a disagreement for its owner; with a choice, the owner's word. */
  z.object({ do: z.literal("settle-open"), ...question }),
  z.object({ do: z.literal("settle"), ...question, ...seen, choice: z.string().max(64) }),
  z.object({ do: z.literal("detail"), ...question }),
  z.object({ do: z.literal("detail-save"), ...question, ...seen }),
  z.object({ do: z.literal("status") }),
  z.object({ do: z.literal("report"), framework: z.enum(frameworkWords).optional() }),
  z.object({ do: z.literal("gaps") }),
  z.object({ do: z.literal("history") }),
  z.object({ do: z.literal("export"), format: z.enum(exportFormats).optional(), edition: z.enum(editions).optional() }),
  /** What the customer edition shows: the form, and what was ticked. */
  z.object({ do: z.literal("customer-edition") }),
  z.object({ do: z.literal("customer-edition-save"), assessment: question.assessment }),
  z.object({ do: z.literal("template"), template: z.string().max(64), format: z.enum(["docx", "md"]) }),
  z.object({ do: z.literal("templates") }),
  /** A draft reply for another reading of a customer's question. */
  z.object({ do: z.literal("draft"), question: question.question, asked: z.string().max(200).optional() }),
  z.object({ do: z.literal("assign") }),
  z.object({ do: z.literal("assign-save"), assessment: question.assessment }),
  z.object({ do: z.literal("assign-area"), area: z.string().max(64).transform(areaId) }),
  z.object({ do: z.literal("remind"), set: z.enum(["on", "off"]).optional() }),
  z.object({ do: z.literal("remind-me"), set: z.enum(["on", "off"]) }),
  z.object({ do: z.literal("report-share") }),
  /** The form, with its topic filled in; the answer's topic and the question that led to it go along if the asker wants. */
  z.object({ do: z.literal("consult"), about: z.string().max(400).optional(), ...origin }),
  z.object({ do: z.literal("consult-send"), ...origin, ...asOf }),
  z.object({ do: z.literal("consult-change"), ...request }),
  z.object({ do: z.literal("consult-save"), ...request, ...asOf }),
  z.object({ do: z.literal("consult-withdraw"), ...request }),
  /** To the consultants, about one's own request. */
  z.object({ do: z.literal("consult-write"), ...request }),
  z.object({ do: z.literal("consult-write-send"), ...request }),
  z.object({
    do: z.literal("consult-pick"),
    ...request,
    proposal: z.string().max(64),
    nth: z.number().int().min(0).max(2),
  }),
  /** At the consultants' desk only. */
  z.object({
    do: z.literal("desk-move"),
    ...request,
    move: z.enum(["accept", "undo-accept", "close", "reopen"]),
  }),
  z.object({ do: z.literal("desk-report"), ...request }),
  z.object({ do: z.literal("desk-propose"), ...request }),
  z.object({ do: z.literal("desk-propose-send"), ...request }),
  z.object({ do: z.literal("desk-write"), ...request }),
  z.object({ do: z.literal("desk-write-send"), ...request }),
  z.object({ do: z.literal("reset-confirmed"), assessment: question.assessment }),
  z.object({ do: z.literal("forget-confirmed") }),
  z.object({ do: z.literal("forget-me-confirmed") }),
  z.object({ do: z.literal("cancel") }),
  z.object({ do: z.literal("lead"), person: z.string().max(200).transform(personId) }),
  z.object({ do: z.literal("invite"), person: z.string().max(200).transform(personId) }),
  z.object({ do: z.literal("uninvite"), person: z.string().max(200).transform(personId) }),
  z.object({ do: z.literal("privacy") }),
  z.object({ do: z.literal("keep-data") }),
]);

export type Action = z.infer<typeof actionSchema>;

const carriedSchema = z.object({
  v: z.literal(version),
  n: z.string().min(1).max(64).transform(nonce),
  a: actionSchema,
});

/** One press: what it asks for and the nonce of the card it sits on. */
export interface Press {
  readonly action: Action;
  readonly nonce: Nonce;
}

/** What the button carries, as text of at most 1,000 characters (Slack takes 2,000). */
export function encodeAction(press: Press): string {
  return JSON.stringify({ v: version, n: press.nonce, a: press.action });
}

/** Reads it back; undefined for anything that is not one of ours or is of another version. */
export function decodeAction(text: string): Press | undefined {
  try {
    const carried = carriedSchema.safeParse(JSON.parse(text));
    return carried.success ? { action: carried.data.a, nonce: carried.data.n } : undefined;
  } catch {
    return undefined;
  }
}
