import type { Activity } from "botbuilder";
import express from "express";
import type { NextFunction, Request, Response, Router } from "express";
import { z } from "zod";
import type { MsteamsSettings } from "../../../config/settings.js";
import type { Messenger } from "../../../core/ports/messenger.js";
import { errorFields } from "../../../log.js";
import { readActivity } from "../activities.js";
import { MsteamsDoor } from "../door.js";
import type { MsteamsDoorParts } from "../door.js";
import { bodyLimitBytes } from "../limits.js";
import { CheckedAdapter } from "./adapter.js";
import { admit, createAuthentication } from "./authentication.js";
import type { OutboundToken } from "./authentication.js";
import { AdvisorBot } from "./bot.js";
import { createMsteamsMessenger } from "./messenger.js";

interface MsteamsParts extends Omit<MsteamsDoorParts, "checksTokens"> {
  readonly settings: MsteamsSettings;
  /** In place of Microsoft Entra ID, for tests. */
  readonly outboundToken?: OutboundToken;
}

export interface OpenMsteams {
  /** `POST /api/messages`. */
  readonly router: Router;
  readonly messenger: Messenger;
}

/** The Teams door: a payload is checked, then its token, then a turn is taken. Errors: `settings-wrong`. */
export function openMsteamsDoor(parts: MsteamsParts): OpenMsteams {
  const { settings, log } = parts;
  const authentication = createAuthentication(settings, parts.outboundToken);
  const adapter = new CheckedAdapter(authentication);
  adapter.onTurnError = (_context, error) => {
    log.error("msteams.turn-failed", errorFields(error));
    return Promise.resolve();
  };
  const door = new MsteamsDoor({ ...parts, checksTokens: settings.checksTokens });
  const bot = new AdvisorBot(door);
  const refuse = (response: Response, status: number, reason: string): void => {
    log.warn("msteams.refused", { status, reason });
    response.status(status).end();
  };
  const router = express.Router();
  router.post("/api/messages", express.json({ limit: bodyLimitBytes }), (request, response, next) => {
    const answer = async (): Promise<void> => {
      if (!readActivity(request.body)) {
        refuse(response, 400, "malformed");
        return;
      }
      const activity = request.body as Activity;
      const admission = await admit(authentication, settings, {
        authorization: request.headers.authorization ?? "",
        activity,
      });
      if (admission.kind === "unavailable") refuse(response, 503, "keys-unavailable");
      else if (admission.kind === "refused") refuse(response, admission.status, admission.reason);
      else {
        const invoked = await adapter.runTurn(admission.authenticated, activity, (context) => bot.run(context));
        if (invoked) response.status(invoked.status).json(invoked.body);
        else response.status(200).end();
      }
    };
    answer().catch(next);
  });
  router.use("/api/messages", (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    const status = z.object({ status: z.number().min(400).max(499) }).safeParse(error).data?.status;
    if (status === undefined) next(error);
    else refuse(response, status, "body");
  });
  const appId = settings.checksTokens ? (settings.botbuilder["MicrosoftAppId"] ?? "") : "";
  return { router, messenger: createMsteamsMessenger({ adapter, appId, replies: door.replies, log }) };
}
