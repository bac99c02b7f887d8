import express from "express";
import type { NextFunction, Request, Response, Router } from "express";
import { z } from "zod";
import type { Inbox, KeptEvent } from "../../core/ports/inbox.js";
import type { Messenger } from "../../core/ports/messenger.js";
import type { ConsultantsChannel } from "../../delivery/consultants-channel.js";
import { refuseOtherMethods } from "../../http-methods.js";
import { errorFields } from "../../log.js";
import type { Log } from "../../log.js";
import { KeptWork } from "../kept-work.js";
import type { Rest, Wait } from "../kept-work.js";
import { readActivity } from "./activities.js";
import type { Incoming, MessageActivity } from "./activities.js";
import { createConsultantsChannel } from "./consultants-channel.js";
import { failingOf } from "./conversation.js";
import type { Conversation } from "./conversation.js";
import { dispatch } from "./dispatch.js";
import { MsteamsDoor } from "./door.js";
import type { Arrival, Later, MsteamsDoorParts } from "./door.js";
import type { MsteamsHost } from "./host.js";
import { bodyLimitBytes } from "./limits.js";
import { createMsteamsMessenger } from "./messenger.js";
import { deliveriesOf, placeOf } from "./origin.js";
import { readReference, referenceOf } from "./reference.js";
import type { Reference } from "./reference.js";
import { isBotIn } from "./roster.js";
import { createTenantGate } from "./tenants.js";

interface MsteamsParts extends MsteamsDoorParts {
  /** The SDK it stands on. */
  readonly host: MsteamsHost;
  readonly inbox: Inbox;
  /** Ids of the tenants that are served, in lower case; undefined: all. */
  readonly tenants: readonly string[] | undefined;
}

export interface OpenMsteams {
  readonly consultants: ConsultantsChannel | undefined;
  /** `POST /api/messages`. */
  readonly router: Router;
  readonly messenger: Messenger;
  /** Works on what an earlier process left. Errors: `store-unwritable`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Whether the bot is still in a kept conversation, or in the team it is part of; true unless Teams says otherwise. */
  readonly isBotIn: (reference: unknown, group: string | undefined) => Promise<boolean>;
}

type IncomingMessage = Extract<Incoming, { kind: "message" }>;

function referenceIn(activity: MessageActivity): Reference | undefined {
  const reference = readReference(referenceOf(activity, placeOf(activity)));
  return reference && { ...reference, group: activity.channelData?.team?.id };
}

type Opening = (take: (conversation: Conversation) => Promise<void>) => Promise<unknown>;

/** Says something in a conversation; all of it is left for later where none can be opened, as without a token of our own. */
async function sayIn(open: Opening, say: Later, log: Log): Promise<Later | undefined> {
  const left: { later: Later | undefined } = { later: say };
  try {
    await open(async (conversation) => {
      left.later = undefined;
      left.later = await say(conversation);
    });
  } catch (error) {
    if (failingOf(error) === "refused") throw error;
    log.warn("msteams.not-opened", errorFields(error));
  }
  return left.later;
}

/** What was not taken, in the conversation opened anew. */
const restIn = (reference: Reference, say: Later, { host, log }: Pick<MsteamsParts, "host" | "log">): Rest => ({
  send: async () => {
    const later = await sayIn((take) => host.continueConversation(reference, take), say, log);
    return later && restIn(reference, later, { host, log });
  },
});

/** The Teams door: a payload is checked, then its token, then a turn is taken. */
export function openMsteamsDoor(parts: MsteamsParts): OpenMsteams {
  const { host, log } = parts;
  const door = new MsteamsDoor(parts);
  const refuse = (response: Response, status: number, reason: string): void => {
    log.warn("msteams.refused", { status, reason });
    response.status(status).end();
  };
  const work = new KeptWork({ ...parts, door: "msteams" });
  const isServed = createTenantGate(parts.tenants, log);
  const takeMessage = async (incoming: IncomingMessage, arrival: Arrival, open: Opening): Promise<Rest | undefined> => {
    const reference = referenceIn(incoming.activity);
    const later = await sayIn(open, (conversation) => door.onActivity(incoming, conversation, arrival), log);
    return later && reference && restIn(reference, later, parts);
  };
  const answer = async (request: Request, response: Response): Promise<void> => {
    const body: unknown = request.body;
    const incoming = readActivity(body);
    if (!incoming) {
      refuse(response, 400, "malformed");
      return;
    }
    const authorization = request.headers.authorization ?? "";
    const admission = await host.admit({ authorization, body, activity: incoming.activity });
    if (admission.kind === "unavailable") refuse(response, 503, "keys-unavailable");
    else if (admission.kind === "refused") refuse(response, admission.status, admission.reason);
    // Said once in the log, by the gate.
    else if (!isServed(incoming.activity)) response.status(403).end();
    else if (incoming.kind === "message") {
      const { activity } = incoming;
      if (!(await door.isForUs(activity))) {
        response.status(200).end();
        return;
      }
      // Teams waits for the answer; what is kept is worked even if it waits in vain.
      const kept = await work.keep({
        names: deliveriesOf(activity),
        lane: activity.conversation.id,
        payload: activity,
        isForm: activity.value !== undefined,
      });
      if (kept !== "repeated")
        await work.work(kept, () =>
          takeMessage(incoming, { kept, wait: "soon" }, (take) =>
            admission.takeTurn(async (conversation) => {
              await take(conversation);
              return undefined;
            }),
          ),
        );
      response.status(200).end();
    } else {
      const answered = await admission.takeTurn((conversation) => dispatch(incoming, door, conversation));
      const { status, body: sent } = answered ?? { status: incoming.activity.type === "invoke" ? 500 : 200 };
      if (sent === undefined) response.status(status).end();
      else response.status(status).json(sent);
    }
  };
  const router = express.Router();
  router.post("/api/messages", express.json({ limit: bodyLimitBytes }), (request, response, next) => {
    answer(request, response).catch(next);
  });
  router.use("/api/messages", (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    const status = z.object({ status: z.number().min(400).max(499) }).safeParse(error).data?.status;
    if (status === undefined) next(error);
    else refuse(response, status, "body");
  });
  router.all("/api/messages", refuseOtherMethods("POST"));
  const again = async (kept: KeptEvent, wait: Wait): Promise<void> => {
    const incoming = readActivity(kept.payload);
    if (incoming?.kind !== "message") return;
    const reference = referenceIn(incoming.activity);
    if (!reference) return;
    await work.work(kept, () =>
      takeMessage(incoming, { kept, wait }, (take) => host.continueConversation(reference, take)),
    );
  };
  const { consultants: place } = parts;
  const keptReference = () =>
    parts.advisor.findReference({ platform: "msteams", id: place?.tenant ?? "" }, place?.channel ?? "");
  return {
    router,
    messenger: createMsteamsMessenger({ ...parts, replies: door.replies }),
    consultants: place && createConsultantsChannel({ host, replies: door.replies, place, keptReference }),
    start: () => work.catchUp(again),
    stop: () => work.stop(),
    isBotIn: (kept, group) => {
      const reference = readReference(kept);
      return reference ? isBotIn(host, log, reference, group) : Promise.resolve(true);
    },
  };
}
