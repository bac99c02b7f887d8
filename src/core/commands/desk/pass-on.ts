import { consultations } from "../../consultation/consultations.js";
import { messageLimit } from "../../consultation/correspondence.js";
import type { Block, Reply } from "../../conversation/reply.js";
import type { Under } from "../../conversation/request.js";
import type { ConsultationId } from "../../ids.js";
import { replyWith } from "../turn-context.js";
import type { TurnContext } from "../turn-context.js";
import { deskOf, readCase } from "./desk-turn.js";
import { passMessage } from "./write.js";

/** What a consultant writes after these stays among the consultants. */
const asideMark = "//";

/**
 * Words written under a message that is about a request go to the other side. All is well when nothing is said to it: the
 * reply is empty then.
 *
 * @returns undefined when they are words like any others
 */
export async function passOn(context: TurnContext, text: string): Promise<Reply | undefined> {
  const { under } = context.request;
  const owner = under && (await context.parts.directory.findThread(under.thread));
  if (!under || !owner) return undefined;
  return under.thread.destination === "asker"
    ? passFromAsker(context, { under, text, consultation: owner.consultation })
    : passFromConsultant(context, { under, text, consultation: owner.consultation });
}

interface Passing {
  readonly under: Under;
  readonly text: string;
  readonly consultation: ConsultationId;
}

async function passFromAsker(context: TurnContext, passing: Passing): Promise<Reply | undefined> {
  const { consultation } = passing;
  const trail = await readCase(context, consultation);
  const known = trail && consultations(trail.entries).find(({ id }) => id === consultation);
  // Somebody else's chat.
  if (known?.by !== context.request.person.id) return undefined;
  return pass(context, passing, { from: "asker", refused: "consult.not-open" });
}

async function passFromConsultant(context: TurnContext, passing: Passing): Promise<Reply> {
  const { under, text } = passing;
  const standsAt = deskOf(context);
  if (standsAt === undefined || standsAt !== under.thread.destination || text.startsWith(asideMark))
    return silent(context);
  return pass(context, passing, { from: "consultant", refused: "desk.not-passed-on", standsAt });
}

async function pass(
  context: TurnContext,
  { under: { said, files }, text, consultation }: Passing,
  how: {
    readonly from: "asker" | "consultant";
    readonly refused: "consult.not-open" | "desk.not-passed-on";
    readonly standsAt?: NonNullable<ReturnType<typeof deskOf>>;
  },
): Promise<Reply> {
  if (text.trim() === "" && files.length === 0) return silent(context);
  const { from, refused, standsAt } = how;
  const passed = await passMessage(context, {
    ...{ consultation, from, said, text, files },
    ...(standsAt ? { standsAt } : {}),
  });
  const { words } = context.parts;
  if (passed === "not-open") return say(context, { kind: "markdown", markdown: words.say(refused) });
  if (passed === "cut") return say(context, { kind: "note", markdown: words.say("desk.cut", { limit: messageLimit }) });
  return silent(context);
}

const say = (context: TurnContext, block: Block): Reply => replyWith(context, [block], { audience: "everyone" });
const silent = (context: TurnContext): Reply => replyWith(context, [], { audience: "everyone" });
