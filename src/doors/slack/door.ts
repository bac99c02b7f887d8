import { App, ExpressReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import express from "express";
import type { NextFunction, Request as HttpRequest, Response, Router } from "express";
import { z } from "zod";
import type { SlackSettings } from "../../config/settings.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import { AdvisorError } from "../../core/errors.js";
import type { Clock } from "../../core/ports/clock.js";
import type { Messenger } from "../../core/ports/messenger.js";
import type { Log } from "../../log.js";
import { errorFields } from "../../log.js";
import type { DrawPicture } from "../pictures.js";
import type { TurnParts } from "../turn.js";
import { SlackConversation } from "./conversation.js";
import { draftReplyCallback } from "./events.js";
import { createFileReader } from "./files-in.js";
import { clockSkewMs } from "./limits.js";
import { createSlackMessenger } from "./messenger.js";
import { modalCallback } from "./modal.js";
import { impatientCalls, patientCalls } from "./patient-fetch.js";
import { SlackPeople } from "./people.js";
import { SlackPresses } from "./presses.js";
import { SlackReplies } from "./replies.js";
import { slackCode } from "./slack-code.js";
import { SlackTurns } from "./turns.js";
import type { SlackWordKey } from "./words.js";

interface SlackDoorParts {
  readonly settings: SlackSettings;
  readonly turn: TurnParts;
  readonly clock: Clock;
  readonly words: Phrases<SlackWordKey>;
  readonly drawPicture: DrawPicture;
}

export interface SlackDoor {
  /** `POST /slack/events`, when there is a signing secret. */
  readonly router: Router | undefined;
  /** For posting to the consultants' channel; never retries by itself. */
  readonly outgoing: WebClient;
  readonly messenger: Messenger;
  /** Learns who the bot is; connects Socket Mode when there is an app token. Errors: `platform-refused`. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The Slack door: Bolt's receivers check and parse, our handlers acknowledge and take turns. */
export function createSlackDoor(parts: SlackDoorParts): SlackDoor {
  const { settings, turn } = parts;
  // The SDK's own retries are off: ours tell what may be repeated from what may not.
  const address = settings.apiUrl === undefined ? {} : { slackApiUrl: settings.apiUrl };
  const clientOptions = { ...address, ...patientCalls(turn.log) };
  const client = new WebClient(settings.botToken, { ...clientOptions, logger: quietLogger(turn.log) });
  const outgoing = new WebClient(settings.botToken, { ...address, ...impatientCalls, logger: quietLogger(turn.log) });
  const replies = new SlackReplies({ client, words: parts.words, log: turn.log, drawPicture: parts.drawPicture });
  const { words } = parts;
  const people = new SlackPeople(client, parts.clock);
  const turns = new SlackTurns({ turn, words, people, replies });
  const readFiles = createFileReader(settings);
  const handlers: Handlers = {
    turns,
    conversation: new SlackConversation({ turn, turns, client, words, people, replies, readFiles }),
    presses: new SlackPresses({ turns, client, words, replies, log: turn.log }),
  };
  const apps: App[] = [];
  const open = (receiver: ExpressReceiver | SocketModeReceiver): void => {
    const app = new App({
      receiver,
      clientOptions,
      logger: quietLogger(turn.log),
      // Our own checks tell own and other bots' messages apart.
      ignoreSelf: false,
      authorize: () =>
        Promise.resolve({
          botToken: settings.botToken,
          botUserId: turns.identity.botUser,
          botId: turns.identity.botId ?? "",
        }),
    });
    register(app, handlers);
    app.error((error) => {
      turn.log.error("slack.failed", errorFields(error));
      return Promise.resolve();
    });
    apps.push(app);
  };
  const http =
    settings.signingSecret === undefined
      ? undefined
      : new ExpressReceiver({
          signingSecret: settings.signingSecret,
          endpoints: "/slack/events",
          logger: quietLogger(turn.log),
          bodyLimit: "1mb",
          router: express.Router(),
        });
  if (http) open(http);
  const socket =
    settings.appToken === undefined
      ? undefined
      : new SocketModeReceiver({
          appToken: settings.appToken,
          logger: quietLogger(turn.log),
          installerOptions: { clientOptions },
        });
  if (socket) open(socket);
  return {
    router: http ? guard(http, parts) : undefined,
    outgoing,
    messenger: createSlackMessenger({ client, replies, log: turn.log }),
    start: async () => {
      await introduce(client, turns);
      await socket?.start();
    },
    stop: async () => {
      await socket?.stop();
      await turns.settle();
    },
  };
}

interface Handlers {
  readonly turns: SlackTurns;
  readonly conversation: SlackConversation;
  readonly presses: SlackPresses;
}

function register(app: App, { turns, conversation, presses }: Handlers): void {
  app.command(/.*/, async ({ ack, body, respond }) => {
    await ack();
    turns.work(() => conversation.onCommand(body, respond));
  });
  app.event("message", ({ event, body }) => {
    turns.work(() => conversation.onMessage(event, body));
    return Promise.resolve();
  });
  app.event("app_mention", ({ event, body }) => {
    turns.work(() => conversation.onMessage(event, body));
    return Promise.resolve();
  });
  app.event("app_home_opened", ({ event }) => {
    turns.work(() => conversation.onHome(event));
    return Promise.resolve();
  });
  app.action(/.*/, async ({ ack, body, respond }) => {
    await ack();
    turns.work(() => presses.onPress(body, respond));
  });
  app.shortcut(draftReplyCallback, async ({ ack, body, respond }) => {
    await ack();
    turns.work(() => conversation.onDraftReply(body, respond));
  });
  app.view(modalCallback, async ({ ack, body }) => {
    await presses.onSubmit(body, async (answer) => {
      await (answer ? ack(answer) : ack());
    });
  });
}

/** Bolt takes requests dated up to five minutes ago but also the future ones: both ends are checked here, before it. */
function guard(receiver: ExpressReceiver, { clock, turn }: SlackDoorParts): Router {
  const router = express.Router();
  router.post("/slack/events", (request: HttpRequest, response: Response, next: NextFunction) => {
    const dated = Number(request.headers["x-slack-request-timestamp"]) * 1000;
    if (Math.abs(clock().getTime() - dated) <= clockSkewMs) {
      next();
      return;
    }
    turn.log.warn("slack.refused", { status: 401, reason: "date" });
    response.status(401).send();
  });
  router.use((request, response, next) => {
    response.on("finish", () => {
      if (request.path === "/slack/events" && response.statusCode >= 400)
        turn.log.warn("slack.refused", { status: response.statusCode });
    });
    next();
  });
  router.use(receiver.router as Router);
  return router;
}

const identitySchema = z.looseObject({
  user_id: z.string(),
  bot_id: z.string().optional(),
  team_id: z.string(),
  response_metadata: z.looseObject({ scopes: z.array(z.string()).optional() }).optional(),
});

async function introduce(client: WebClient, turns: SlackTurns): Promise<void> {
  try {
    const identity = identitySchema.parse(await client.auth.test());
    turns.introduce({
      botUser: identity.user_id,
      botId: identity.bot_id,
      team: identity.team_id,
      scopes: identity.response_metadata?.scopes,
    });
  } catch (error) {
    const code = slackCode(error);
    throw new AdvisorError("platform-refused", {
      happened: `Slack did not accept SLACK_BOT_TOKEN${code === undefined ? "" : ` (${code})`}.`,
      next: "Copy the Bot User OAuth Token again from the app's page.",
      cause: error,
    });
  }
}

/** Libraries log what they handle; only that something was logged passes, never its text. */
function quietLogger(log: Log): Logger {
  const pass = (level: "warn" | "error") => (): void => {
    log.debug("slack.library", { level });
  };
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: pass("warn"),
    error: pass("error"),
    setLevel: () => undefined,
    getLevel: () => LogLevel.ERROR,
    setName: () => undefined,
  };
}
