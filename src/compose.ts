import { join } from "node:path";
import type { Router } from "express";
import { cardWordKeys, describeAdvisor } from "./ai-card.js";
import { composeAdvisor, destinationsOf, knowledgeFolder, systemClock, systemIds } from "./compose-advisor.js";
import type { Settings } from "./config/settings.js";
import { LiveContent } from "./content/live-content.js";
import type { DestinationPort } from "./delivery/destination.js";
import { OutboxWorker } from "./delivery/outbox-worker.js";
import { createWebhook } from "./delivery/webhook.js";
import type { TurnParts } from "./doors/turn.js";
import { createLog } from "./log.js";
import { runOperatorCommand } from "./operator/commands.js";
import { packageRoot, packageVersion } from "./package-root.js";
import { startSweeping } from "./retention/sweep-kept-questions.js";
import { aiCardRoute } from "./server/ai-card-route.js";
import { startServer } from "./server/http-server.js";
import type { RunningServer } from "./server/http-server.js";
import { serveControl } from "./stores/control/control-socket.js";
import { openFileStore } from "./stores/files/open-file-store.js";

/** What is open, for the line that `npm start` prints. */
export interface OpenDoor {
  readonly name: string;
  readonly where: string;
}

export interface Program {
  /** The one HTTP port that was opened. */
  readonly port: number;
  readonly doors: readonly OpenDoor[];
  close(): Promise<void>;
}

/** What a test puts in the place of what is out of reach for it. */
export interface Replaced {
  /** The token of our calls to the Bot Connector, in place of Microsoft Entra ID's. */
  readonly outboundToken?: () => Promise<string>;
  /** A copy of `knowledge/` that a test may change. */
  readonly knowledgeFolder?: string;
}

interface Door {
  readonly open: readonly OpenDoor[];
  /** On the one HTTP port. */
  readonly router?: Router;
  readonly destination?: DestinationPort;
  start?(): Promise<void>;
  stop?(): Promise<void>;
}

/** Opens the store and every front door that has credentials. Errors: `store-in-use`, `store-unwritable`, `content-wrong`, `settings-wrong`, `platform-refused`. */
export async function openProgram(settings: Settings, replaced: Replaced = {}): Promise<Program> {
  const log = createLog(settings.logLevel);
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const store = await openFileStore({
      dataDir: settings.dataDir,
      clock: systemClock,
      unique: systemIds.unique,
      log,
      mode: "write",
    });
    closers.push(() => store.close());
    const live = await LiveContent.open(replaced.knowledgeFolder ?? knowledgeFolder(), log);
    closers.push(() => live.close());
    const advisor = await composeAdvisor(settings, store, live);
    const parts: TurnParts = { advisor, claims: store.claims, log };
    const doors = [
      ...(await openSlack(settings, parts, live)),
      ...(await openMsteams(settings, parts, live, replaced)),
    ];
    const playground = settings.playground ? await openPlayground(parts, live) : undefined;
    const isReady = async (): Promise<boolean> =>
      (await store.directory.summaries().catch(() => undefined)) !== undefined;
    const ownPort = settings.playground?.ownPort;
    const cardWords = await live.words("card", cardWordKeys);
    const version = await packageVersion();
    const card = aiCardRoute(() =>
      describeAdvisor({
        settings,
        content: live.content,
        words: cardWords,
        version,
        today: systemClock().toISOString().slice(0, 10),
      }),
    );
    const routers = [
      card,
      ...doors.flatMap((door) => door.router ?? []),
      ...(playground && ownPort === undefined ? [playground] : []),
    ];
    const opened: OpenDoor[] = doors.flatMap((door) => door.open);
    const serve = async (host: string, port: number, mounted: readonly Router[]): Promise<RunningServer> => {
      const server = await startServer({ host, port, routers: mounted, isReady, log });
      closers.push(() => server.close());
      return server;
    };
    for (const door of doors) {
      closers.push(() => door.stop?.() ?? Promise.resolve());
      await door.start?.();
    }
    const server = await serve(settings.host, settings.port, routers);
    if (playground) {
      const port = ownPort === undefined ? server.port : (await serve("127.0.0.1", ownPort, [playground])).port;
      opened.push({ name: "Playground", where: `http://127.0.0.1:${String(port)}/` });
    }
    const operator = {
      store: store.teams,
      directory: store.directory,
      destinations: destinationsOf(settings),
      clock: systemClock,
      unique: systemIds.unique,
    };
    const control = await serveControl(settings.dataDir, (command) => runOperatorCommand(operator, command));
    closers.push(() => control.close());
    const outbox = new OutboxWorker({
      ...operator,
      destinations: destinationsOpen(settings, doors),
      log,
      random: Math.random,
    });
    store.onChange(() => {
      outbox.wake();
    });
    outbox.start();
    closers.push(() => outbox.stop());
    const sweeping = startSweeping({
      store: store.teams,
      directory: store.directory,
      clock: systemClock,
      log,
      keepsUnanswered: settings.keepsUnanswered,
    });
    closers.push(() => sweeping.stop());
    live.watch();
    return {
      port: server.port,
      doors: opened.map((door) => ({ ...door, where: door.where.replace("{port}", String(server.port)) })),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function destinationsOpen(settings: Settings, doors: readonly Door[]): readonly DestinationPort[] {
  const { webhook } = settings.consult;
  return [
    ...doors.flatMap((door) => door.destination ?? []),
    ...(webhook ? [createWebhook({ ...webhook, clock: systemClock, fetch })] : []),
  ];
}

async function openPlayground(parts: TurnParts, live: LiveContent): Promise<Router> {
  const { createPlayground } = await import("./doors/playground/routes.js");
  const { playgroundWordKeys } = await import("./doors/playground/words.js");
  return createPlayground({
    ...parts,
    words: await live.words("playground", playgroundWordKeys),
    pageDir: join(packageRoot(), "dist/doors/playground/page"),
  });
}

async function openSlack(settings: Settings, parts: TurnParts, live: LiveContent): Promise<readonly Door[]> {
  if (!settings.slack) return [];
  const { createSlackDoor } = await import("./doors/slack/door.js");
  const { createConsultantsChannel } = await import("./doors/slack/consultants-channel.js");
  const { slackWordKeys } = await import("./doors/slack/words.js");
  const words = await live.words("slack", slackWordKeys);
  const door = createSlackDoor({ settings: settings.slack, turn: parts, clock: systemClock, words });
  const { slackChannel } = settings.consult;
  return [
    {
      open: [
        ...(settings.slack.signingSecret === undefined
          ? []
          : [{ name: "Slack", where: "POST /slack/events on port {port}" }]),
        ...(settings.slack.appToken === undefined ? [] : [{ name: "Slack", where: "Socket Mode" }]),
      ],
      ...(door.router ? { router: door.router } : {}),
      ...(slackChannel ? { destination: createConsultantsChannel(door.outgoing, slackChannel.channel, words) } : {}),
      start: () => door.start(),
      stop: () => door.stop(),
    },
  ];
}

async function openMsteams(
  settings: Settings,
  parts: TurnParts,
  live: LiveContent,
  replaced: Replaced,
): Promise<readonly Door[]> {
  if (!settings.msteams) return [];
  const { createMsteamsRouter } = await import("./doors/msteams/botbuilder/routes.js");
  const { msteamsWordKeys } = await import("./doors/msteams/words.js");
  const words = await live.words("msteams", msteamsWordKeys);
  return [
    {
      open: [{ name: "Teams", where: "POST /api/messages on port {port}" }],
      router: createMsteamsRouter({ ...parts, settings: settings.msteams, words, clock: systemClock, ...replaced }),
    },
  ];
}
