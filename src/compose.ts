import { randomBytes } from "node:crypto";
import { Closing } from "./closing.js";
import { advisorParts } from "./compose-advisor.js";
import { beginAudit, withAudit } from "./compose-audit.js";
import { destinationsOf } from "./delivery/destinations-of.js";
import { knowledgeFolder } from "./package-root.js";
import { systemClock, systemIds } from "./system.js";
import { openMsteams, openPlayground, openSlack } from "./compose-doors.js";
import type { Door, DoorParts, OpenDoor } from "./compose-doors.js";
import { startJobs } from "./compose-jobs.js";
import { openPorts } from "./compose-ports.js";
import type { Settings } from "./config/settings.js";
import { LiveContent } from "./content/live-content.js";
import { createAdvisor } from "./core/advisor.js";
import type { Advisor } from "./core/advisor.js";
import type { Platform } from "./core/conversation/request.js";
import { limitPace } from "./core/pace/limit-pace.js";
import type { Messenger } from "./core/ports/messenger.js";
import { createLog } from "./log.js";
import { apiNames } from "./metrics/api-of.js";
import { measuredAdvisor, measuredStore } from "./metrics/measured.js";
import { openMetrics } from "./metrics/metrics.js";
import type { Metrics } from "./metrics/metrics.js";
import { watchCalls } from "./metrics/watch-calls.js";
import { runAuditedCommand } from "./operator/audited-command.js";
import { inboxSealer } from "./secrets/inbox-sealer.js";
import { installationSealer } from "./secrets/installation-sealer.js";
import { deriveKey } from "./secrets/secret-key.js";
import { FileShelf } from "./server/file-shelf.js";
import { serveControl } from "./stores/control/control-socket.js";
import { createRateCounters } from "./stores/memory/rate-counters.js";
import { openFileStore } from "./stores/files/open-file-store.js";
import type { OpenStore } from "./stores/open-store.js";

export interface Program {
  /** The one HTTP port that was opened. */
  readonly port: number;
  readonly doors: readonly OpenDoor[];
  /** Writes to people in their own chat with the bot, through whichever door is theirs. */
  readonly messenger: Messenger;
  close(): Promise<void>;
}

/** What a test puts in the place of what is out of reach for it. */
export interface Replaced {
  /** The token of our calls to the Bot Connector, in place of Microsoft Entra ID's. */
  readonly outboundToken?: () => Promise<string>;
  /** Where files may be fetched from and put to in Teams, in place of Microsoft's hosts. */
  readonly isFileHost?: (url: URL) => boolean;
  /** A copy of `knowledge/` that a test may change. */
  readonly knowledgeFolder?: string;
  /** An advisor that answers some requests itself. */
  readonly advisor?: (advisor: Advisor) => Advisor;
}

/** Opens the store and every front door that has credentials. Errors: `store-in-use`, `store-unwritable`, `content-wrong`, `settings-wrong`, `platform-refused`. */
export async function openProgram(settings: Settings, replaced: Replaced = {}): Promise<Program> {
  const log = createLog(settings.logLevel, process.stderr, settings.secrets);
  const closing = new Closing(log);
  try {
    const opened = await openFileStore({
      dataDir: settings.dataDir,
      clock: systemClock,
      unique: systemIds.unique,
      log,
      mode: "write",
    });
    closing.holds(() => opened.close());
    const metrics = await metricsOf(settings, opened, closing);
    const store = metrics ? measuredStore(opened, metrics) : opened;
    await beginAudit(settings, store);
    const live = await LiveContent.open(replaced.knowledgeFolder ?? knowledgeFolder(), log);
    closing.holds(() => live.close());
    const { secretKeys } = settings;
    const installations =
      settings.slack?.oauth && secretKeys
        ? withAudit(await store.openInstallations(installationSealer(secretKeys)), store)
        : undefined;
    const doors: Door[] = [];
    // The advisor is there before the doors are: a door is looked up when there is something to tell.
    const messenger = joinMessengers((platform) => doors.find((door) => door.platform === platform)?.messenger);
    const made = await advisorParts(settings, store, live, { messenger, metrics });
    const counters = createRateCounters();
    const paced = limitPace(createAdvisor(made), { counters, turnsPerMinute: settings.turnsPerMinute });
    const advisor = metrics ? measuredAdvisor(paced, metrics) : paced;
    const shelf = new FileShelf({
      key: secretKeys ? deriveKey(secretKeys.current, "links") : randomBytes(32),
      clock: systemClock,
      publicUrl: settings.publicUrl,
    });
    closing.holds(() => {
      shelf.clear();
      return Promise.resolve();
    });
    const parts: DoorParts = {
      turn: { advisor: replaced.advisor?.(advisor) ?? advisor, claims: store.claims, log },
      inbox: await store.openInbox(secretKeys && inboxSealer(secretKeys)),
      live,
      shelf,
      drawPicture: (chart) => made.printer.png(chart),
      installations,
      publicUrl: settings.publicUrl,
    };
    if (settings.slack) doors.push(await openSlack(settings.slack, settings.consult, parts));
    if (settings.msteams) doors.push(await openMsteams(settings.msteams, settings.consult, parts, replaced));
    const playground = settings.playground ? await openPlayground(parts) : undefined;
    if (playground) doors.push({ platform: "playground", open: [], messenger: playground.messenger });
    for (const door of doors) {
      closing.works(() => door.stop?.() ?? Promise.resolve());
      await door.start?.();
    }
    const { port, beside } = await openPorts({
      ...{ settings, store, live, shelf, counters, log, closing, playground, metrics },
      routers: doors.flatMap((door) => door.router ?? []),
      coreWords: made.words,
    });
    const operator = {
      questionnaire: () => Promise.resolve(live.content.questionnaire),
      store: store.teams,
      directory: store.directory,
      audit: store.audit,
      destinations: destinationsOf(settings),
      clock: systemClock,
      unique: systemIds.unique,
    };
    const control = await serveControl(settings.dataDir, (command) => runAuditedCommand(operator, command));
    closing.holds(() => control.close());
    await startJobs({ settings, store, live, doors, installations, operator, advisor: made, log, closing });
    live.watch();
    return {
      port,
      messenger,
      doors: [...doors.flatMap((door) => door.open), ...beside].map((door) => ({
        ...door,
        where: door.where.replace("{port}", String(port)),
      })),
      close: () => closing.close(),
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/** Undefined unless they are asked for: what nobody reads is not counted, and its library not loaded. */
async function metricsOf(settings: Settings, store: OpenStore, closing: Closing): Promise<Metrics | undefined> {
  if (settings.metricsToken === undefined) return undefined;
  const metrics = await openMetrics({ directory: store.directory, clock: systemClock });
  const stopWatching = watchCalls(metrics, apiNames(settings));
  closing.holds(() => {
    stopWatching();
    return Promise.resolve();
  });
  return metrics;
}

/** The messenger of a person's own platform; nobody is reached through a door that is closed. */
const joinMessengers = (messengerOf: (platform: Platform) => Messenger | undefined): Messenger => ({
  tell: (to, reply) => messengerOf(to.workspace.platform)?.tell(to, reply) ?? Promise.resolve("unreachable"),
  tellInThread: async (to, reply, threaded) => {
    const messenger = messengerOf(to.workspace.platform);
    if (messenger?.tellInThread) return messenger.tellInThread(to, reply, threaded);
    return { told: (await messenger?.tell(to, reply)) ?? "unreachable" };
  },
});
