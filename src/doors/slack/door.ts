import { App, ExpressReceiver, HTTPModuleFunctions, SocketModeReceiver } from "@slack/bolt";
import type { Context } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import express from "express";
import type { NextFunction, Request as HttpRequest, Response, Router } from "express";
import type { SlackSettings } from "../../config/settings.js";
import type { Phrases } from "../../core/conversation/phrases.js";
import type { WorkspaceRef } from "../../core/conversation/request.js";
import { AdvisorError } from "../../core/errors.js";
import type { Clock } from "../../core/ports/clock.js";
import type { Inbox } from "../../core/ports/inbox.js";
import type { InstallationStore } from "../../core/ports/installation-store.js";
import type { Messenger, Recipient, Told } from "../../core/ports/messenger.js";
import { refuseOtherMethods } from "../../http-methods.js";
import { errorFields } from "../../log.js";
import type { Log } from "../../log.js";
import { KeptWork } from "../kept-work.js";
import type { DrawPicture } from "../pictures.js";
import type { TurnParts } from "../turn.js";
import { acknowledgeUnhandled } from "./acknowledge-unhandled.js";
import { SlackArrivals } from "./arrivals.js";
import type { Arrival } from "./arrivals.js";
import { checkInstallations } from "./check-installations.js";
import type { ConsultantsPlace } from "./consultants-channel.js";
import type { SlackDesk } from "./desk.js";
import { manyDesks, oneDesk } from "./desks.js";
import type { SlackDesks } from "./desks.js";
import { answerThisCallback, consultantCallback, draftReplyCallback, startAssessmentCallback } from "./events.js";
import { HomeRefresh } from "./home-refresh.js";
import { HomeVisitors } from "./home-visitors.js";
import { createInstallRoutes, installPath } from "./install.js";
import { SlackInstallations } from "./installations.js";
import { briefCalls, clockSkewMs } from "./limits.js";
import { modalCallback } from "./modal.js";
import { restOf } from "./not-taken.js";
import { patientCalls } from "./patient-fetch.js";
import { quietLogger } from "./quiet-logger.js";
import { onTokensRevoked, onUninstalled } from "./removals.js";
import { SlackRefused } from "./slack-code.js";
import type { SlackWordKey } from "./words.js";

interface SlackDoorParts {
  readonly settings: SlackSettings;
  readonly turn: TurnParts;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly words: Phrases<SlackWordKey>;
  readonly drawPicture: DrawPicture;
  readonly consultants?: ConsultantsPlace | undefined;
  /** What many workspaces need. */
  readonly install?: {
    readonly store: InstallationStore;
    /** The bot's scopes, as the manifest has them. */
    readonly scopes: readonly string[];
    readonly publicUrl: string | undefined;
  };
}

export interface SlackDoor {
  /** `POST /slack/events` when there is a signing secret; with many workspaces the pages of an installation too. */
  readonly router: Router | undefined;
  /** For posting to the consultants' channel, by the installation of the workspace; never retries by itself. */
  outgoingTo(workspace: string | undefined): Pick<WebClient, "apiCall">;
  readonly messenger: Messenger;
  /** Brings the Home tabs of these workspaces up to date, soon. */
  teamChanged(workspaces: readonly WorkspaceRef[]): void;
  /** Asks Slack whether each installation is still there, one after another while it `goesOn`; removes those that are not. */
  checkInstallations(goesOn: () => Promise<boolean>): Promise<void>;
  /** Learns who the bot is; connects Socket Mode when there is an app token. Errors: `platform-refused`. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The Slack door: Bolt's receivers check and parse, our handlers acknowledge and take turns. */
export function createSlackDoor(parts: SlackDoorParts): SlackDoor {
  const { settings, turn } = parts;
  const logger = quietLogger(turn.log);
  const address = settings.apiUrl === undefined ? {} : { slackApiUrl: settings.apiUrl };
  // Bolt answers response addresses by it.
  const clientOptions = { ...address, ...patientCalls(turn.log) };
  const underWay = new Set<Promise<void>>();
  const visitors = new HomeVisitors(parts.clock);
  const deskParts = { ...parts, consultants: parts.consultants, apiUrl: settings.apiUrl, logger, underWay, visitors };
  const installations = installationsOf(parts, new WebClient(undefined, { ...address, ...briefCalls, logger }));
  const desks = installations ? manyDesks(deskParts, installations) : oneDesk(deskParts, settings.botToken ?? "");
  const homes = new HomeRefresh({ desks, visitors, log: turn.log });
  const work = new KeptWork({ ...parts, door: "slack", log: turn.log });
  const arrivals = new SlackArrivals(work);
  const apps: App[] = [];
  const open = (receiver: ExpressReceiver | SocketModeReceiver): void => {
    const app = new App({
      receiver,
      clientOptions,
      logger,
      // Our own checks tell own and other bots' messages apart.
      ignoreSelf: false,
      // What is kept of a conversation is the store's; Bolt would look for its own at every event.
      convoStore: false,
      // Bolt acknowledges events right after this: what is to be worked is kept by then.
      authorize: async (source, body) => {
        const desk = await desks.at(source, body);
        return { desk, arrival: await arrivals.admit(body ?? {}, desk && readerOf(desk)) };
      },
    });
    acknowledgeUnhandled(app);
    register(app, { ...parts, work, arrivals });
    if (installations) registerRemovals(app, installations);
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
          logger,
          bodyLimit: "1mb",
          router: express.Router(),
          processEventErrorHandler: refuseMalformed,
        });
  if (http) open(http);
  const socket =
    settings.appToken === undefined
      ? undefined
      : new SocketModeReceiver({
          appToken: settings.appToken,
          logger,
          installerOptions: { clientOptions },
        });
  if (socket) open(socket);
  return {
    router: http ? guard(http, parts, installRoutes(parts, installations)) : undefined,
    outgoingTo: (workspace) => outgoingBy(desks, workspace),
    messenger: messengerBy(desks, turn.log),
    teamChanged: (workspaces) => {
      homes.changed(workspaces.filter(({ platform }) => platform === "slack").map(({ id }) => id));
    },
    checkInstallations: async (goesOn) => {
      if (installations && parts.install)
        await checkInstallations({ ...parts, store: parts.install.store, desks, installations, goesOn });
    },
    start: async () => {
      await desks.start();
      await arrivals.catchUp(async (body) => apps[0]?.processEvent({ body, ack: () => Promise.resolve() }));
      await socket?.start();
    },
    stop: async () => {
      await socket?.stop();
      homes.stop();
      await work.stop();
      await Promise.allSettled(underWay);
    },
  };
}

function installationsOf(
  { settings, install, clock, turn }: SlackDoorParts,
  client: WebClient,
): SlackInstallations | undefined {
  if (!settings.oauth) return undefined;
  if (!install)
    throw new AdvisorError("settings-wrong", { happened: "Many workspaces need a store for their installations." });
  return new SlackInstallations({ store: install.store, settings: settings.oauth, client, clock, log: turn.log });
}

function installRoutes(parts: SlackDoorParts, installations: SlackInstallations | undefined): Router | undefined {
  const { settings, install, turn } = parts;
  if (!settings.oauth || !install || !installations) return undefined;
  return createInstallRoutes({
    ...parts,
    settings: settings.oauth,
    installations,
    claims: turn.claims,
    log: turn.log,
    logger: quietLogger(turn.log),
    scopes: install.scopes,
    publicUrl: install.publicUrl,
    apiUrl: settings.apiUrl,
  });
}

const readerOf = ({ turns, conversation }: SlackDesk) => ({ workspace: turns.identity.workspace, conversation });

/** The desk that `authorize` found; undefined when the app is not installed there. */
const deskIn = (context: Context): SlackDesk | undefined => context["desk"] as SlackDesk | undefined;
/** What it admitted; undefined when there is nothing to work on. */
const arrivalIn = (context: Context): Arrival | "repeated" | undefined =>
  context["arrival"] as Arrival | "repeated" | undefined;

interface Handling extends Pick<SlackDoorParts, "words" | "install"> {
  readonly work: KeptWork;
  readonly arrivals: SlackArrivals;
}

/** The shortcuts and the word each stands for. */
const messageShortcuts = [
  [draftReplyCallback, "answer"],
  [answerThisCallback, "ask"],
] as const;
const globalShortcuts = [
  [startAssessmentCallback, "assess"],
  [consultantCallback, "consult"],
] as const;

function register(app: App, { words, install, work, arrivals }: Handling): void {
  /** Begins what was acknowledged, unless it is a repeat. */
  const begin = (context: Context, task: (desk: SlackDesk, arrival: Arrival) => Promise<void>): void => {
    const desk = deskIn(context);
    const arrival = arrivalIn(context);
    if (!desk || !arrival || arrival === "repeated") return;
    desk.turns.work(() => work.work(arrival.kept, () => restOf(() => task(desk, arrival))));
  };
  /** The same for what is of no use after an hour. */
  const beginInTime: typeof begin = (context, task) => {
    begin(context, (desk, arrival) =>
      arrival.wait === "gone" ? desk.conversation.excuse(arrival.user, arrival) : task(desk, arrival),
    );
  };
  // Whoever can press or command where no installation is readable sees that, and how to mend it.
  const gone = {
    response_type: "ephemeral",
    replace_original: false,
    text:
      install?.publicUrl === undefined
        ? words.plain("install.gone")
        : words.plain("install.gone-at", { url: new URL(installPath, install.publicUrl).href }),
  } as const;
  app.command(/.*/, async ({ ack, body, respond, context }) => {
    if (!deskIn(context)) return ack(gone);
    await ack();
    beginInTime(context, (desk, arrival) => desk.conversation.onCommand(body, respond, arrival));
  });
  app.event("message", ({ event, context }) => {
    begin(context, (desk, arrival) => desk.conversation.onMessage(event, arrival));
    return Promise.resolve();
  });
  app.event("app_mention", ({ event, context }) => {
    begin(context, (desk, arrival) => desk.conversation.onMessage(event, arrival));
    return Promise.resolve();
  });
  app.event("app_home_opened", ({ event, context }) => {
    const desk = deskIn(context);
    desk?.turns.work(() => desk.home.onOpened(event));
    desk?.turns.work(() => desk.agent.onOpened(event));
    return Promise.resolve();
  });
  app.action(/.*/, async ({ ack, body, respond, context }) => {
    await ack();
    if (deskIn(context)) beginInTime(context, (desk, arrival) => desk.presses.onPress(body, respond, arrival));
    else if ("response_url" in body) await respond(gone);
  });
  for (const [callback, command] of messageShortcuts)
    app.shortcut(callback, async ({ ack, body, respond, context }) => {
      await ack();
      if (deskIn(context))
        beginInTime(context, (desk, arrival) => desk.shortcuts.onMessage(body, command, respond, arrival));
      else if ("response_url" in body) await respond(gone);
    });
  for (const [callback, command] of globalShortcuts)
    app.shortcut(callback, async ({ ack, body, context }) => {
      await ack();
      beginInTime(context, (desk, arrival) => desk.shortcuts.onGlobal(body, command, arrival));
    });
  app.view(modalCallback, async ({ ack, body, context }) => {
    const desk = deskIn(context);
    if (!desk) return ack();
    if (arrivalIn(context) !== undefined) {
      beginInTime(context, (_desk, arrival) => desk.presses.onSubmittedBefore(body, arrival));
      return;
    }
    await desk.presses.onSubmit(body, {
      keep: async () => {
        const kept = await arrivals.keepSubmitted(body, desk.turns.identity.workspace);
        return (task) => work.work(kept, () => restOf(task));
      },
      acknowledge: async (answer) => {
        await (answer ? ack(answer) : ack());
      },
    });
  });
}

/** Our handlers' faults go elsewhere: this is Bolt tripping over a signed body that is no payload, such as "null". */
async function refuseMalformed(failure: Parameters<ProcessEventErrorHandler>[0]): Promise<boolean> {
  if (!(failure.error instanceof TypeError)) return HTTPModuleFunctions.defaultProcessEventErrorHandler(failure);
  failure.response.writeHead(400);
  failure.response.end();
  return true;
}
type ProcessEventErrorHandler = typeof HTTPModuleFunctions.defaultProcessEventErrorHandler;

/** Bolt hands these on without looking an installation up. */
function registerRemovals(app: App, installations: SlackInstallations): void {
  app.event("app_uninstalled", ({ body }) => onUninstalled(body, installations));
  app.event("tokens_revoked", ({ body }) => onTokensRevoked(body, installations));
}

/** Through the installation that a person's workspace has at that time. */
function messengerBy(desks: SlackDesks, log: Log): Messenger {
  const messengerOf = async (to: Recipient): Promise<Required<Messenger> | undefined> =>
    (await desks.ofWorkspace(to.workspace.id))?.messenger;
  const failed = (error: unknown): Told => {
    log.warn("slack.not-told", errorFields(error));
    return "not-now";
  };
  return {
    tell: async (to, reply) => {
      try {
        return (await (await messengerOf(to))?.tell(to, reply)) ?? "unreachable";
      } catch (error) {
        return failed(error);
      }
    },
    tellInThread: async (to, reply, threaded) => {
      try {
        return (await (await messengerOf(to))?.tellInThread(to, reply, threaded)) ?? { told: "unreachable" };
      } catch (error) {
        return { told: failed(error) };
      }
    },
  };
}

/** Calls by the installation of a workspace, as it is at the time of each call. */
const outgoingBy = (desks: SlackDesks, workspace: string | undefined): Pick<WebClient, "apiCall"> => ({
  apiCall: async (method, options) => {
    const desk = await desks.ofWorkspace(workspace ?? "");
    if (!desk) throw new SlackRefused("not_installed");
    return desk.outgoing.apiCall(method, options);
  },
});

/** Bolt takes requests dated up to five minutes ago but also the future ones: both ends are checked here, before it. */
function guard(receiver: ExpressReceiver, { clock, turn }: SlackDoorParts, install: Router | undefined): Router {
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
  if (install) router.use(install);
  router.use(receiver.router as Router);
  router.all("/slack/events", refuseOtherMethods("POST"));
  return router;
}
